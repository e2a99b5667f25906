/** Stands in for a page whose file can no longer be fetched: headquarters was updated, or does not answer. */
import { Component, type ReactNode } from 'react';
import { fault } from '../../../shared/fault.ts';
import { FaultNotice } from './notice.tsx';

export class Broken extends Component<{ readonly children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="desk">
        <FaultNotice fault={fault('wire.version')} />
      </main>
    );
  }
}

/** A bar that says what went wrong or what must be decided. */
import type { ReactNode } from 'react';
import type { Fault } from '../../../shared/fault.ts';
import type { Instant } from '../../../shared/identity.ts';
import { now } from './clock.ts';
import { useLanguage } from './display.tsx';
import { Icon } from './icons.tsx';
import { timeText } from '../../../shared/notation.ts';
import { sayFault, useWords } from './text/language.ts';

export function Notice(props: {
  readonly tone: 'stop' | 'news';
  readonly children: ReactNode;
  readonly keys?: ReactNode;
}) {
  return (
    <div className={`notice ${props.tone}`} role="alert">
      <Icon of="info" />
      <p>{props.children}</p>
      {props.keys}
    </div>
  );
}

export function FaultNotice(props: { readonly fault: Fault }) {
  const say = useWords();
  const language = useLanguage();
  const time = (instant: Instant): string => timeText(instant, now(), language);
  return <Notice tone="stop">{sayFault(say, props.fault, time)}</Notice>;
}

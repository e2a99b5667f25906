/** One thing that somebody does: busy meanwhile, and why it was refused. */
import { useState } from 'react';
import type { Fault } from '../../../../shared/fault.ts';
import { useOffice } from '../session.tsx';

export type Doing = {
  readonly busy: boolean;
  readonly fault: Fault | null;
  /** Sends it; `done` is called when headquarters did it. */
  readonly act: (path: string, body: unknown) => Promise<void>;
};

export function useAct(done: () => void): Doing {
  const { write } = useOffice();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const act = async (path: string, body: unknown): Promise<void> => {
    setBusy(true);
    setFault(null);
    const answer = await write(path, body);
    setBusy(false);
    if (answer.ok) done();
    else setFault(answer.fault);
  };
  return { busy, fault, act };
}

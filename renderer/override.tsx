/** Another person's approval in the window: what is to be approved, and the command that waits for the answer. */
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { assert, type Fault } from '../shared/fault.ts';

export type Asking = { readonly fault: Fault; readonly answer: (approved: boolean) => void };
type Override = {
  /** What is to be approved now; null when nothing is. */
  readonly asking: Asking | null;
  /** Asks for the approval of another person, and answers whether it was given. */
  readonly ask: (fault: Fault) => Promise<boolean>;
};

const OverrideContext = createContext<Override | null>(null);

export function useOverride(): Override {
  const override = use(OverrideContext);
  assert(override !== null, 'approvals are asked for inside an OverrideProvider');
  return override;
}

export function OverrideProvider({ children }: { readonly children: ReactNode }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const ask = useCallback(
    (fault: Fault) =>
      new Promise<boolean>((resolve) => {
        setAsking((before) => {
          before?.answer(false);
          return {
            fault,
            answer: (approved) => {
              setAsking(null);
              resolve(approved);
            },
          };
        });
      }),
    [],
  );
  const override = useMemo(() => ({ asking, ask }), [asking, ask]);
  return <OverrideContext value={override}>{children}</OverrideContext>;
}

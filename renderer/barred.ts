/** Which operations wait or are refused now, as the register says: the same catalogue that refuses the command outlines its key. */
import { useCallback } from 'react';
import type { Fault } from '../shared/fault.ts';
import type { OperationKey } from '../shared/operations/catalogue.ts';
import { useView } from './register.ts';

/** The fault that a key for these operations answers now; null while one of them is free. */
export function useBarred(): (keys: readonly OperationKey[]) => Fault | null {
  const { barred } = useView('barred');
  return useCallback(
    (keys) => {
      const faults = keys.flatMap((key) => barred[key] ?? []);
      return keys.length > 0 && faults.length === keys.length ? (faults[0] ?? null) : null;
    },
    [barred],
  );
}

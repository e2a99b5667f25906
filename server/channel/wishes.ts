/** What head office wishes of registers: that they send and fetch everything now. Kept in memory: headquarters says it again until it is fulfilled. */
import type { RegisterId } from '../../shared/identity.ts';

export type Wishes = {
  /** What headquarters said last; it replaces what it said before. */
  readonly hear: (wishes: Readonly<Record<RegisterId, number>>) => void;
  /** The wish to tell a register that has fulfilled wishes up to this number; undefined: none, or it does not understand them. */
  readonly of: (register: RegisterId, fulfilled: number | undefined) => number | undefined;
};

export function makeWishes(): Wishes {
  let newest = new Map<RegisterId, number>();
  return {
    hear: (wishes) => {
      newest = new Map(Object.entries(wishes));
    },
    of: (register, fulfilled) => {
      const wish = newest.get(register);
      return wish === undefined || fulfilled === undefined || wish <= fulfilled ? undefined : wish;
    },
  };
}

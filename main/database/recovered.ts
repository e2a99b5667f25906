/** What a recovery put back (PROTOCOL section 6), kept until it is accounted for in the journal and read by a cashier. */
import { z } from 'zod';
import { count } from '../../shared/wire/parts.ts';
import { parsed } from './parsed.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Connection } from './statement.ts';
import type { Writer } from './transaction.ts';

/** `entries` came back and `carts` were closed. `copy`: the file that replaced a damaged database, and where that one lies. */
export type Recovered = {
  readonly entries: number;
  readonly carts: number;
  readonly copy: { readonly from: string; readonly aside: string } | null;
};
/** Who is still to hear of it: the journal, or the cashier. */
type Hearer = 'journal' | 'cashier';

const schema: z.ZodType<Recovered> = z.strictObject({
  entries: count,
  carts: count,
  copy: z.strictObject({ from: z.string(), aside: z.string() }).nullable(),
});
const keyOf = (hearer: Hearer): string => `recovered.${hearer}`;

/** What the hearer has not heard yet, of one recovery or of several together. */
export function unheardRecovery(db: Connection, hearer: Hearer): Recovered | null {
  const text = readSetting(db, keyOf(hearer));
  return text === null || text === '' ? null : parsed(schema, text, 'recovery');
}

/** Notes a recovery, in its transaction. */
export function noteRecovery(db: Writer, recovered: Recovered): void {
  for (const hearer of ['journal', 'cashier'] as const) {
    const before = unheardRecovery(db, hearer);
    const both: Recovered = {
      entries: recovered.entries + (before?.entries ?? 0),
      carts: recovered.carts + (before?.carts ?? 0),
      copy: recovered.copy ?? before?.copy ?? null,
    };
    writeSetting(db, keyOf(hearer), JSON.stringify(both));
  }
}

/** The hearer has heard it. */
export const markHeard = (db: Writer, hearer: Hearer): void => writeSetting(db, keyOf(hearer), '');

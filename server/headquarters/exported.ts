/** Entries out of a file that was made from a dead register's disk: received as all entries are, and written into the audit. */
import type { Entry } from '../../shared/entry.ts';
import { ok, type Result } from '../../shared/fault.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { recordAct } from './audit.ts';
import { receivePage } from './entries.ts';
import type { Headquarters } from './headquarters.ts';

/** `by`: the account. `from`: which file, for the audit. */
export type Exported = {
  readonly register: RegisterId;
  readonly entries: readonly Entry[];
  readonly by: string;
  readonly from: string;
};
/** `states`: what became of all entries of the file, by the state in which they are now. */
export type Imported = {
  readonly fresh: number;
  readonly known: number;
  readonly states: Readonly<Record<string, number>>;
};

const page = 200;

/** The same file again changes nothing but the audit. Fault: device.unknown. */
export async function receiveExported(
  headquarters: Headquarters,
  { register, entries, by, from }: Exported,
): Promise<Result<Imported>> {
  const before = await statesOf(headquarters, register, entries);
  for (let at = 0; at === 0 || at < entries.length; at += page) {
    const received = await receivePage(headquarters, {
      register,
      entries: entries.slice(at, at + page),
    });
    if (!received.ok) return received;
  }
  const after = await statesOf(headquarters, register, entries);
  const states: Record<string, number> = {};
  for (const state of after.values()) states[state] = (states[state] ?? 0) + 1;
  const fresh = after.size - before.size;
  await headquarters.db.transaction(async (act) =>
    recordAct(headquarters, act, {
      at: headquarters.clock.now(),
      account: by,
      act: 'journal.imported',
      detail: `${register}: ${entries.length} entries from ${from}, ${fresh} of them new`,
    }),
  );
  return ok({ fresh, known: before.size, states });
}

async function statesOf(
  { db }: Headquarters,
  register: RegisterId,
  entries: readonly Entry[],
): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (let at = 0; at < entries.length; at += page) {
    const rows = await db.query
      .selectFrom('entry')
      .select(['hash', 'state'])
      .where('register', '=', register)
      .where(
        'hash',
        'in',
        entries.slice(at, at + page).map(({ hash }) => hash),
      )
      .execute();
    for (const { hash, state } of rows) states.set(hash, state);
  }
  return states;
}

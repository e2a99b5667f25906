/** Receipts by e-mail: each entry that asks for one makes one row, which is tried until it was sent or is given up. */
import type { EntryContent } from '../../shared/entry.ts';
import type { Hash, Instant } from '../../shared/identity.ts';
import type { Paper } from '../../shared/receipt.ts';
import { paperSchema } from '../../shared/wire/paper.ts';
import { runJob } from './distribution.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { saveMasters } from './masterrows.ts';
import { writeSetting } from './settings.ts';
import type { EntryTable } from './tables.ts';

/** Notes that a receipt is to be sent; runs in the transaction that posts the entry, so that it is noted once. */
export async function noteMail(
  act: Act,
  entry: Pick<EntryTable, 'hash' | 'register'>,
  { body }: EntryContent,
  now: Instant,
): Promise<void> {
  const wanted = body.kind === 'audit' ? body.audit.mail : undefined;
  if (wanted === undefined) return;
  await act
    .insertInto('mail')
    .values({
      entry: entry.hash,
      register: entry.register,
      receipt: wanted.receipt,
      address: wanted.to,
      paper_json: JSON.stringify(wanted.paper),
      state: 'waiting',
      tries: 0,
      due_at: now,
      asked_at: now,
      ended_at: null,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type DueMail = {
  readonly entry: Hash;
  readonly receipt: string;
  readonly to: string;
  readonly paper: Paper;
  /** Which try this is, from 1. */
  readonly tries: number;
};

const minute = 60_000;
const later = (now: Instant, ms: number): Instant => new Date(Date.parse(now) + ms).toISOString();

/** So long one process may take for a try; then another one may try again. */
const lease = 5 * minute;
/** Waits after the first, second ... try: a minute, doubled, at most six hours; after so many tries it is given up. */
const longest = 6 * 60 * minute;
const mostTries = 16;

/** Of a row that no person gave up. */
export const notGivenUp = { given_up_at: null, given_up_by: null, given_up_note: null };

/** Takes what is due next, for this process alone; null: nothing is due. */
export const takeMail = (headquarters: Headquarters): Promise<DueMail | null> =>
  headquarters.db.transaction(async (act) => {
    const now = headquarters.clock.now();
    const due = await act
      .selectFrom('mail')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
    if (due === undefined) return null;
    const taken = await act
      .updateTable('mail')
      .set({ due_at: later(now, lease), tries: Number(due.tries) + 1 })
      .where('entry', '=', due.entry)
      .where('due_at', '=', due.due_at)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    if (Number(taken.numUpdatedRows) === 0) return null;
    return {
      entry: due.entry,
      receipt: due.receipt,
      to: due.address,
      paper: paperSchema.parse(JSON.parse(due.paper_json)),
      tries: Number(due.tries) + 1,
    };
  });

/**
 * Notes how a try ended. `error`: null when it was sent; `isFinal`: trying again is no use. What was sent is sent, also when a person gave it up
 * meanwhile; a failure counts only for the row as it was taken.
 */
export async function endTry(
  headquarters: Headquarters,
  { entry, tries }: Pick<DueMail, 'entry' | 'tries'>,
  error: string | null,
  isFinal: boolean,
): Promise<void> {
  const now = headquarters.clock.now();
  const isOver = isFinal || tries >= mostTries;
  await headquarters.db.transaction((act) => {
    const row = act.updateTable('mail').where('entry', '=', entry);
    if (error === null)
      return row.set({ state: 'sent', ended_at: now, error, ...notGivenUp }).execute();
    return row
      .set(
        isOver
          ? { state: 'failed', ended_at: now, error }
          : { due_at: later(now, Math.min(longest, minute * 2 ** (tries - 1))), error },
      )
      .where('state', '=', 'waiting')
      .where('tries', '=', tries)
      .execute();
  });
}

/** Tells the stores, by job 1070, whether receipts can be sent; nothing changes where they know it. */
export async function tellStores(headquarters: Headquarters, email: boolean): Promise<void> {
  const changed = await headquarters.db.transaction(async (act) => {
    // A store that is saved later learns it by this.
    await writeSetting(act, 'email', email ? 'yes' : 'no');
    const rows = await act
      .selectFrom('master')
      .select(['id', 'body_json'])
      .where('job', '=', '1070')
      .where('deleted', '=', 0)
      .execute();
    let count = 0;
    for (const { id, body_json } of rows) {
      const body = JSON.parse(body_json) as { email?: boolean };
      if ((body.email ?? false) === email) continue;
      await saveMasters(act, '1070', [{ id, body: { ...body, email }, active: true }]);
      count += 1;
    }
    return count;
  });
  if (changed > 0) await runJob(headquarters, '1070', false, 'headquarters');
}

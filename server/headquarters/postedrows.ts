/** What a message posts, collected entry by entry and written in as few statements as there are tables. */
import type { Answer } from '../../shared/entry.ts';
import type { Hash } from '../../shared/identity.ts';
import type { ShiftId, ShiftSum } from '../../shared/shift.ts';
import { later } from '../database/pipeline.ts';
import { insertRows } from '../database/rows.ts';
import { recordAnswers } from './answers.ts';
import type { Act } from './headquarters.ts';
import { writeOwed, type Facts, type Known } from './known.ts';
import { writeBooks, type LedgerRows } from './ledger.ts';
import { countSales, type Sold } from './saledays.ts';
import { addSums } from './shifts.ts';
import type { LockedRegister } from './locks.ts';
import type { EntryLinkTable, EntryTable } from './tables.ts';

export type PostedRows = LedgerRows & {
  /** Entries that were stored before, as they are once posted. */
  readonly stored: EntryTable[];
  /** Entries and their places that this message stores, posted or waiting. */
  readonly entries: EntryTable[];
  readonly links: EntryLinkTable[];
  readonly sums: Map<ShiftId, ShiftSum[]>;
  readonly sales: Sold[];
  readonly answers: Answer[];
};

/** A message that posts entries of the register. */
export type Posting = {
  readonly register: LockedRegister;
  readonly facts: Facts;
  readonly known: Known;
  /** Hashes of entries that are stored by this very message. */
  readonly fresh: ReadonlySet<Hash>;
  /** The entry is the only one of the message: what it looks back at is in the database. */
  readonly alone: boolean;
  readonly rows: PostedRows;
};

export const noRows = (): PostedRows => ({
  books: [],
  postings: [],
  stored: [],
  entries: [],
  links: [],
  sums: new Map(),
  sales: [],
  answers: [],
});

/** Writes everything that postings of different registers hold, the answers last. */
export async function writeRows(act: Act, postings: readonly Posting[]): Promise<void> {
  const all = <Row>(rowsIn: (rows: PostedRows) => readonly Row[]): Row[] =>
    postings.flatMap(({ rows }) => rowsIn(rows));
  const entries = all((rows) => rows.entries);
  const links = all((rows) => rows.links);
  const known = new Set(postings.map((posting) => posting.known));
  for (const one of known) await writeOwed(act, one);
  if (entries.length > 0) await insertRows(act, 'entry', entries);
  const lengths = postings.flatMap(({ register, rows }) =>
    rows.entries.length + rows.sales.length === 0
      ? []
      : [{ register: register.id, entries: rows.entries.length, sales: rows.sales.length }],
  );
  if (lengths.length > 0) {
    const onto = `on conflict (register) do update
      set entries = chain_length.entries + excluded.entries, sales = chain_length.sales + excluded.sales`;
    await insertRows(act, 'chain_length', lengths, onto);
  }
  if (links.length > 0) await insertRows(act, 'entry_link', links);
  for (const { register, hash, state, posted_at, sale, receipt, total, day } of all(
    (rows) => rows.stored,
  ))
    await later(
      act,
      act
        .updateTable('entry')
        .set({ state, posted_at, sale, receipt, total, day })
        .where('register', '=', register)
        .where('hash', '=', hash),
    );
  await writeBooks(act, {
    books: all((rows) => rows.books),
    postings: all((rows) => rows.postings),
  });
  await addSums(
    act,
    postings.flatMap(({ register, rows }) =>
      [...rows.sums].map(([shift, sums]) => ({ register: register.id, shift, sums })),
    ),
  );
  await countSales(
    act,
    postings.map(({ register, rows: { sales } }) => ({ register, sales })),
  );
  await recordAnswers(
    act,
    postings.map(({ register: { store }, rows: { answers } }) => ({ store, answers })),
  );
}

/** Opens a register's files as some power cut left them, and says what is in them and what is wrong. */
import { join } from 'node:path';
import { readOpenCart } from '../../../main/database/carts.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { wanted } from '../../../main/database/locks.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { compareWitness } from '../../../main/database/recovery.ts';
import { openWitness } from '../../../main/database/witness.ts';
import { cartRequests } from '../../../shared/cart.ts';
import { saleFlaw } from '../../../shared/sale.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { falseClock } from '../../false/clock.ts';
import { gapsIn } from '../account.ts';
import { must } from '../shop.ts';

export type State = { readonly receipts: ReadonlySet<string>; readonly flaws: readonly string[] };

/** The files lie under the names that openBench gives them. */
export function inspect(folder: string): State {
  const opened = openDatabase(join(folder, 'register.db'), { clock: falseClock() });
  if (!opened.ok) return { receipts: new Set(), flaws: [`it does not open: ${opened.fault.code}`] };
  const db = opened.value;
  const witness = openWitness(join(folder, 'witness.jsonl'));
  try {
    const compared = compareWitness(db, witness);
    const wentBack = compared.ok && compared.value !== null;
    const { receipts, flaws } = inspectSales(db);
    return {
      receipts: new Set(receipts),
      flaws: [
        ...(db.opened.restoredFrom === null ? [] : ['it was restored from a backup']),
        ...(compared.ok ? [] : [`the witness: ${compared.fault.code}`]),
        ...(wentBack ? ['the witness is ahead of the database'] : []),
        ...flaws,
      ],
    };
  } finally {
    witness.close();
    closeDatabase(db);
  }
}

function inspectSales(db: Database): { receipts: string[]; flaws: string[] } {
  const contents = entriesToSend(db, [], 1_000_000).map((entry) => must(readEntry(entry)));
  const sales = contents.flatMap(({ body }) => (body.kind === 'sale' ? [body.sale] : []));
  const receipts = sales.map((sale) => sale.receipt);
  const wants = wanted(db);
  const requestsIn = (state: string): string[] =>
    wants.filter((row) => row.state === state).map((row) => row.request);
  const cart = readOpenCart(db);
  const granted = sales.flatMap((sale) => sale.grants.map((signed) => signed.grant.request));
  const rows = db.sql.prepare<[], { receipt: string }>('SELECT receipt FROM sale').all();
  const sameAs = (left: readonly string[], right: readonly string[]): boolean =>
    JSON.stringify(left.toSorted()) === JSON.stringify(right.toSorted());
  const checks: readonly (readonly [boolean, string])[] = [
    [gapsIn(contents.map((content) => content.number)) === 0, 'entries are numbered without gaps'],
    [gapsIn(receipts.map((receipt) => Number(receipt.split('-').at(-1)))) === 0, 'receipts too'],
    [sales.every((sale) => saleFlaw(sale) === undefined), 'every sale adds up'],
    [
      sameAs(
        rows.map((row) => row.receipt),
        receipts,
      ),
      'sales and entries go together',
    ],
    [sameAs(requestsIn('spent'), granted), 'spent locks and sales go together'],
    [sameAs(requestsIn('held'), cart ? cartRequests(cart) : []), 'held locks and the cart too'],
  ];
  const flaws = checks.flatMap(([holds, sentence]) => (holds ? [] : [`not so: ${sentence}`]));
  return { receipts, flaws };
}

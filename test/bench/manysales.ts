/** A register's file with any number of sales: real sales of a till, and copies of them with numbers, hashes and predecessors of their own. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { root } from '../../tools/command.ts';
import { answerNewest, makeGiftTill } from '../make/giftsale.ts';
import { gtin } from '../make/product.ts';
import { openBench, type Bench } from '../make/register.ts';
import { minor } from '../../shared/money.ts';
import { mei, pin } from '../make/staff.ts';

/** So many sales a shift. */
const shiftSales = 500;
const atOnce = 10_000;
type Cells = Record<string, string | number | null>;

/** Opens the register with so many sales; its file is made once and kept in test-results. */
export async function openMany(count: number, tell: (line: string) => void): Promise<Bench> {
  const folder = join(root, 'test-results/bench', `journal-${count}`);
  if (!existsSync(folder)) await fill(folder, count, tell);
  const bench = openBench({ folder, seed: Date.now() });
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  return bench;
}

async function fill(folder: string, count: number, tell: (line: string) => void): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const bench = await makeGiftTill({ folder: fresh });
  await sellCash(bench);
  answerNewest(bench);
  const { sql } = bench.db;
  // What keeps the journal append-only is for a running register; the copies are laid in their order.
  const triggers = sql
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL",
    )
    .all();
  sql.pragma('foreign_keys = OFF');
  sql.pragma('synchronous = OFF');
  sql.pragma('cache_size = -1000000');
  for (const { name } of triggers) sql.exec(`DROP TRIGGER "${name}"`);
  const copy = copier(sql);
  for (let done = 1; done < count;) {
    const end = Math.min(count, done + atOnce);
    sql.exec('BEGIN');
    for (; done < end; done += 1) copy(done);
    sql.exec('COMMIT');
    if (done % 100_000 === 0) tell(`${done} of ${count} sales laid down`);
  }
  for (const trigger of triggers) sql.exec(trigger.sql);
  sql.exec(
    'DELETE FROM shift_total; INSERT INTO shift_total SELECT shift, what, sum(count), sum(amount) FROM shift_sum GROUP BY shift, what',
  );
  bench.close();
  rmSync(join(fresh, 'witness.jsonl'), { force: true });
  renameSync(fresh, folder);
}

async function sellCash(bench: Bench): Promise<void> {
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'scan', code: gtin(20) });
  await bench.act({ command: 'scan', code: gtin(21) });
  await bench.act({ command: 'openPayment' });
  await bench.act({ command: 'payCash', amount: minor(bench.cart().totals.due) });
}

/** Copies the newest sale to the next place, with each row that a sale has. */
function copier(sql: BetterSqlite3.Database): (number: number) => void {
  const journal = sql.prepare<[], Cells>('SELECT * FROM journal ORDER BY place DESC LIMIT 1').get();
  if (journal === undefined) throw new Error('a sale was made');
  const entry = String(journal['hash']);
  const model = String(journal['content']);
  const of = (table: string, where: string): Cells[] =>
    sql.prepare<[], Cells>(`SELECT * FROM ${table} WHERE ${where}`).all();
  const rows: Record<string, Cells[]> = {
    journal: [journal],
    ...Object.fromEntries(
      ['sale', 'shift_entry', 'sale_row'].map((table) => [table, of(table, `entry = '${entry}'`)]),
    ),
    ...Object.fromEntries(
      ['sale_tender', 'shift_sum'].map((table) => [
        table,
        of(table, `place = ${Number(journal['place'])}`),
      ]),
    ),
    answer: of('answer', `hash = '${entry}'`),
    journal_previous: of('journal_previous', `entry = '${entry}'`),
  };
  const inserts = Object.entries(rows).flatMap(([table, models]) =>
    models.map((cells) => {
      const names = Object.keys(cells);
      const text = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
      return { statement: sql.prepare(text), cells };
    }),
  );
  const sale = String(rows['sale']?.[0]?.['id']);
  const receipt = String(rows['sale']?.[0]?.['receipt']);
  const number = Number(journal['number']);
  const place = Number(journal['place']);
  const shift = String(rows['shift_entry']?.[0]?.['shift']);
  const at = String(journal['at']);
  const began = Date.parse(at);
  const head = sql.prepare('UPDATE journal_head SET hash = ?');
  const addShift = sql.prepare(
    `INSERT INTO shift (id, number, state, opened_at, opened_by, currency, changed_at, changed_by, closing)
     VALUES (?, ?, 'closed', ?, '101', 'USD', ?, '101', ?)`,
  );
  const previous = String(rows['journal_previous']?.[0]?.['previous'] ?? '');
  let newest = entry;
  return (step) => {
    // The newest shift of the file stays the open one; the copies are of closed ones before it.
    const inShift = `${shift}-${Math.floor(step / shiftSales)}`;
    const now = new Date(began + step * 60_000).toISOString();
    const mine: Cells = {
      id: `${sale}-${step}`,
      receipt: `R02-${String(step + 1).padStart(6, '0')}`,
    };
    const content = model
      .replaceAll(`"${sale}"`, `"${mine['id']}"`)
      .replaceAll(`"${receipt}"`, `"${mine['receipt']}"`)
      .replaceAll(`"${at}"`, `"${now}"`)
      .replaceAll(`"${shift}"`, `"${inShift}"`)
      .replace(
        `"number":${number},"previous":["${previous}"]`,
        `"number":${number + step},"previous":["${newest}"]`,
      );
    const hash = createHash('sha256').update(content).digest('hex');
    const changes: Cells = {
      ...mine,
      hash,
      content,
      entry: hash,
      previous: newest,
      place: place + step,
      number: number + step,
      sequence: step + 1,
      shift: inShift,
      at: now,
      committed_at: now,
      cashier: step % 10 === 0 ? '102' : '101',
      offline: step % 50 === 0 ? 1 : 0,
    };
    if (step % shiftSales === 1) addShift.run(inShift, step + 2, now, now, hash);
    for (const { statement, cells } of inserts)
      statement.run(
        Object.fromEntries(
          Object.entries(cells).map(([name, cell]) => [name, changes[name] ?? cell]),
        ),
      );
    head.run(hash);
    newest = hash;
  };
}

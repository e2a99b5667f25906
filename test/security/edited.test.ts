/**
 * Somebody edits the register's database past the program. Without the account that the register runs under nothing can be read or changed;
 * with it, so that the key store gives the key away, the register or headquarters says so by name.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { unlock } from '../../main/database/key.ts';
import { keyfileOf } from '../../main/database/keyfile.ts';
import { sealEntry, type EntryContent } from '../../shared/entry.ts';
import { minor, zero } from '../../shared/money.ts';
import type { CompletionRule } from '../../shared/parameters.ts';
import { readEntry } from '../../shared/wire/entry.ts';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import { exceptionRows } from '../../server/headquarters/exceptionrows.ts';
import { applyParameters, parameterState } from '../../server/headquarters/parameters.ts';
import { layCable, type Cable } from '../../tools/cable.ts';
import { sealWith } from './seal.ts';
import { newKey, startTill, type Till, type TillOptions } from './tills.ts';

const goods = products[1]?.barcodes[0] ?? '';
const { id, pin } = staff.meiLin;

let folder: string;
let place: string;
let servers: LocalServers;
let cable: Cable;
let till: Till;
let open: () => Promise<Till>;
let version: number;
let options: TillOptions;

/** Saves and applies parameters with which a register looks at its line often. */
async function applyRule(change: Partial<CompletionRule>): Promise<void> {
  const headquarters = servers.headquarters.act();
  const { saved } = await parameterState(headquarters.db.query);
  const posting = { ...saved.posting, giftCard: { ...saved.posting.giftCard, ...change } };
  const quick = { heartbeat: 300, reconnect: 300, goodHeartbeats: 1 };
  const offlineProfile = { ...saved.offlineProfile, ...quick };
  const body = { base: saved.version, posting, offlineProfile };
  const applied = await applyParameters(headquarters, body, 'ruth');
  if (!applied.ok) throw new Error(applied.fault.code);
  version = applied.value.version;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-edited-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  place = mkdtempSync(join(folder, 'R-01-'));
  servers = await startLocalServers({ folder: mkdtempSync(join(folder, 'servers-')), seed: true });
  await applyRule({});
  cable = await layCable(servers.channel.url);
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  options = { folder: place, channel: cable.url, activationCode, key: newKey() };
  open = async () => {
    const opened = startTill(options);
    await opened.until('the people', (view) => view.people.length > 0);
    await opened.must({ command: 'signIn', staff: id, pin });
    // Refused when one is open already.
    await opened.may({ command: 'openShift', amount: zero, counts: [] });
    return opened;
  };
  till = await open();
  await till.until(
    'the line',
    (view) => view.link.state === 'online' && view.parameterVersion === version,
  );
});
afterEach(async () => {
  await till.stop();
  await cable.cut();
  await servers.stop();
});

async function startSale(): Promise<void> {
  await till.must({ command: 'scan', code: goods });
  await till.must({ command: 'openPayment' });
}

/** A sale that holds 5.00 of the card of the story. */
async function askCard(): Promise<void> {
  await startSale();
  const { number } = instruments.card;
  await till.must({ command: 'payInstrument', kind: 'giftCard', number, amount: minor(500) });
  await till.until('the card', (view) => view.ask === null && view.cart?.held.length === 1);
}

/** A sale in cash; with the card too, the line is cut while it is held. */
async function sell(paid: 'cash' | 'card'): Promise<void> {
  if (paid === 'cash') await startSale();
  else {
    await askCard();
    await cut();
  }
  const due = (await till.view()).cart?.totals.due ?? minor(0);
  await till.must({ command: 'payCash', amount: due });
  await till.until('the receipt', (view) => view.screen === 'receipt');
  await till.must({ command: 'newSale' });
}

async function cut(): Promise<void> {
  await cable.cut();
  await till.until('the warning', (view) => view.warning !== null);
}

/** What a person does who has the files, a SQLite shell and the key store; the register is off meanwhile. */
async function edit(work: (sql: BetterSqlite3.Database) => void, keep?: 'witness'): Promise<void> {
  await till.stop();
  const file = join(place, 'register.db');
  const sql = new BetterSqlite3(file);
  const secret = sealWith(options.key).unseal(readFileSync(keyfileOf(file), 'utf8'));
  unlock(sql, Uint8Array.from(Buffer.from(secret, 'hex')));
  sql.pragma('foreign_keys = OFF');
  for (const table of ['journal', 'journal_previous', 'sale'])
    sql.exec(`DROP TRIGGER ${table}_no_update`);
  work(sql);
  sql.close();
  if (keep === undefined) rmSync(join(place, 'witness.log'));
  till = await open();
}

type Row = { readonly hash: string; readonly number: number; readonly content: string };
const lastSale = (sql: BetterSqlite3.Database): Row => {
  const text = `SELECT hash, number, content FROM journal WHERE kind = 'sale' ORDER BY place DESC`;
  const row = sql.prepare<[], Row>(text).get();
  if (!row) throw new Error('nothing was sold');
  return row;
};

/** Changes the newest sale and seals it anew, as somebody would who has read this program. */
function reseal(
  sql: BetterSqlite3.Database,
  change: (content: EntryContent) => EntryContent,
): void {
  const row = lastSale(sql);
  const content = readEntry(row);
  if (!content.ok) throw new Error('the entry reads');
  const { hash, content: text } = sealEntry(change(content.value));
  sql.prepare('UPDATE journal SET hash = ?, content = ? WHERE hash = ?').run(hash, text, row.hash);
  sql.prepare('UPDATE journal_previous SET entry = ? WHERE entry = ?').run(hash, row.hash);
  sql.prepare('UPDATE journal_head SET hash = ? WHERE hash = ?').run(hash, row.hash);
  sql.prepare('UPDATE sale SET entry = ? WHERE entry = ?').run(hash, row.hash);
}

type Sold = Extract<EntryContent['body'], { kind: 'sale' }>['sale'];
const withSale = (content: EntryContent, change: (sale: Sold) => Sold): EntryContent =>
  content.body.kind === 'sale'
    ? { ...content, body: { kind: 'sale', sale: change(content.body.sale) } }
    : content;

/** Mends the line and waits until headquarters has posted or set aside everything; answers what it names. `entries`: at least. */
async function named(entries: number): Promise<{ kind: string; entry: number | null }[]> {
  await cable.mend();
  const { query } = servers.headquarters.act().db;
  await expect
    .poll(
      async () =>
        (await query.selectFrom('entry').select('hash').where('state', '<>', 'waiting').execute())
          .length,
      { timeout: 20_000 },
    )
    .toBeGreaterThanOrEqual(entries);
  const page = await exceptionRows(query, { state: 'open', show: 'all', limit: 500 });
  if (!page.ok) throw new Error(page.fault.code);
  return page.value.rows.map((row) => ({ kind: row.kind, entry: row.entryNumber }));
}

it('without the key store: nothing is read, and a changed byte is told at the start', async () => {
  await sell('cash');
  await till.stop();
  const file = join(place, 'register.db');
  const sql = new BetterSqlite3(file);
  expect(() => sql.prepare('SELECT * FROM journal')).toThrow('file is not a database');
  sql.close();
  const bytes = readFileSync(file);
  const at = bytes.length - 50;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
  till = startTill(options);
  const told = await till.until('the trouble', (view) => view.trouble !== null);
  expect(told.trouble).toMatchObject({ code: 'database.damaged' });
  expect(readFileSync(file).equals(bytes), 'and nothing was touched').toBe(true);
});

it('an amount under its old hash: told at start, set aside and named at headquarters, the rest posts', async () => {
  await cut();
  await sell('cash');
  await sell('cash');
  const receipt = 'R01-000002';
  await edit((sql) => {
    const { hash, content } = lastSale(sql);
    const edited = content.replace(/"total":\d+/g, '"total":100');
    expect(edited).not.toBe(content);
    sql.prepare('UPDATE journal SET content = ? WHERE hash = ?').run(edited, hash);
  });
  expect((await till.view()).notice).toMatchObject({ code: 'journal.edited', data: { number: 3 } });
  expect(await till.query({ query: 'sale', receipt })).toMatchObject({
    fault: { code: 'receipt.unknown' },
  });
  await sell('cash');
  expect(await named(4)).toEqual([{ kind: 'parked', entry: 3 }]);
});

it('an amount with a new hash, beside its witness: both post, and the sale that came twice is named', async () => {
  await cut();
  await sell('cash');
  await edit(
    (sql) =>
      reseal(sql, (content) =>
        withSale(content, (sale) => ({ ...sale, total: minor(sale.total - 100) })),
      ),
    'witness',
  );
  const kinds = (await named(3)).map(({ kind }) => kind);
  expect(kinds).toContain('saleTwice');
});

it('an amount with a new hash and no witness: the sums do not follow from the lines', async () => {
  await cut();
  await sell('cash');
  await edit((sql) =>
    reseal(sql, (content) =>
      withSale(content, (sale) => ({ ...sale, total: minor(sale.total - 100) })),
    ),
  );
  expect(await named(2)).toEqual([{ kind: 'saleFlaw', entry: 2 }]);
});

it('a grant in a sealed sale: its signature no longer verifies', async () => {
  await sell('card');
  await edit((sql) =>
    reseal(sql, (content) =>
      withSale(content, (sale) => ({
        ...sale,
        grants: sale.grants.map((signed) => ({
          ...signed,
          grant: { ...signed.grant, balance: minor(999_999) },
        })),
      })),
    ),
  );
  expect(await named(2)).toEqual([{ kind: 'grantMisused', entry: 2 }]);
});

it('a grant that is held: the register itself finishes nothing with it', async () => {
  await askCard();
  await cut();
  await edit((sql) => {
    const text = `UPDATE lock_request SET signed_grant = replace(signed_grant, '"balance":8230', '"balance":9999999')`;
    expect(sql.prepare(text).run().changes).toBe(1);
  }, 'witness');
  const due = (await till.view()).cart?.totals.due ?? minor(0);
  expect(await till.may({ command: 'payCash', amount: due })).toMatchObject({
    fault: { code: 'completion.unverified' },
  });
});

it('a switch of head office, turned in the register only: the breach is named', async () => {
  await applyRule({ completeOffline: false });
  await till.until('the switch', (view) => view.parameterVersion === version);
  await askCard();
  await cut();
  await edit((sql) => {
    const text = `UPDATE parameters SET body = replace(body, '"completeOffline":false', '"completeOffline":true')`;
    expect(sql.prepare(text).run().changes).toBe(1);
  }, 'witness');
  const due = (await till.view()).cart?.totals.due ?? minor(0);
  await till.must({ command: 'payCash', amount: due });
  expect(await named(2)).toEqual([{ kind: 'ruleBreach', entry: 2 }]);
});

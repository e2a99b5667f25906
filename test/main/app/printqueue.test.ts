/** Papers wait on disk until the printer has them: an empty roll, an unplugged printer and a restart lose none, and no sale waits. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { drawsNothing } from '../devices/paper.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPrintQueue, type PrintQueue } from '../../../main/app/printqueue.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { receiptPrinter } from '../../../main/devices/receiptprinter.ts';
import { toNetwork } from '../../../main/devices/sending.ts';
import { minor } from '../../../shared/money.ts';
import type { Paper } from '../../../shared/receipt.ts';
import { falseClock, type FalseClock } from '../../false/clock.ts';
import { startFalsePrinter, type FalsePrinter } from '../devices/falseprinter.ts';
import { seal, unseal } from '../../make/register.ts';

let folder: string;
let db: Database;
let clock: FalseClock;
let printer: FalsePrinter;
let told: string[];
let retries: (() => void)[];
let queue: PrintQueue;

const paperOf = (text: string, kind: Paper['kind'] = 'receipt'): Paper => ({
  kind,
  language: 'en-US',
  currency: 'USD',
  at: clock.now(),
  value: minor(100),
  parts: [{ part: 'text', text }],
});
function openDb(): Database {
  const opened = openDatabase(join(folder, 'register.db'), { clock });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}
const open = (on = unseal): PrintQueue =>
  openPrintQueue({
    ...{ db, clock, seal, unseal: on },
    printer: receiptPrinter(
      toNetwork({ host: '127.0.0.1', port: printer.port, asks: true }),
      { columns: 42, chinese: true, cut: true },
      drawsNothing,
    ),
    timers: {
      after: (_ms, run) => {
        retries.push(run);
        return () => undefined;
      },
    },
    told: (result) => told.push(result.ok ? 'ok' : result.fault.code),
  });
const retry = (): void => {
  for (const run of retries.splice(0)) run();
};
const until = (fits: () => boolean): Promise<void> =>
  vi.waitFor(() => {
    if (!fits()) throw new Error('not yet');
  }, 4000);
const printed = (): string => printer.printed().toString('latin1');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-queue-'));
  clock = falseClock();
  db = openDb();
  printer = await startFalsePrinter();
  told = [];
  retries = [];
  queue = open();
});
afterEach(async () => {
  queue.stop();
  await printer.close();
  closeDatabase(db);
  rmSync(folder, { recursive: true });
});

it('prints papers in their order and forgets them', async () => {
  queue.papers([paperOf('first'), paperOf('second')]);
  await until(() => queue.waiting() === 0);
  expect(printed().indexOf('first')).toBeLessThan(printed().indexOf('second'));
  expect(told).toEqual([]);
});

it('waits for a new roll, tells once, and then prints by itself', async () => {
  printer.state.paper = 0x72;
  expect(queue.papers([paperOf('first')]).ok).toBe(true);
  await until(() => retries.length === 1);
  queue.papers([paperOf('second')]);
  await until(() => retries.length === 2);
  expect(told).toEqual(['printer.paper']);
  expect(queue.waiting()).toBe(2);
  printer.state.paper = 0x12;
  retry();
  await until(() => queue.waiting() === 0);
  expect(printed()).toContain('second');
});

it('goes on after a restart; the numbers of vouchers lie sealed', async () => {
  printer.state.paper = 0x72;
  queue.papers([paperOf('6035 0000 1111', 'voucher')]);
  await until(() => retries.length === 1);
  queue.stop();
  const files = ['register.db', 'register.db-wal'].map((name) => readFileSync(join(folder, name)));
  expect(Buffer.concat(files).includes('6035 0000 1111')).toBe(false);
  closeDatabase(db);
  printer.state.paper = 0x12;
  db = openDb();
  queue = open();
  await until(() => printed().includes('6035 0000 1111'));
});

it('forgets receipts that waited too long, never a voucher', async () => {
  printer.state.paper = 0x72;
  queue.papers([paperOf('receipt of the morning'), paperOf('memo', 'voucher')]);
  await until(() => retries.length === 1);
  clock.advance(16 * 60_000);
  printer.state.paper = 0x12;
  retry();
  await until(() => queue.waiting() === 0);
  expect(printed()).toContain('memo');
  expect(printed()).not.toContain('morning');
});

it('says that a paper cannot be opened any more, and prints the next', async () => {
  printer.state.paper = 0x72;
  queue.papers([paperOf('first')]);
  await until(() => retries.length === 1);
  queue.stop();
  printer.state.paper = 0x12;
  queue = open((sealed) => {
    if (told.includes('keystore.missing')) return unseal(sealed);
    throw new Error('another key');
  });
  await until(() => queue.waiting() === 0);
  expect(told).toEqual(['printer.paper', 'keystore.missing']);
  queue.papers([paperOf('second')]);
  await until(() => printed().includes('second'));
});

it('tells when the drawer cannot be reached', async () => {
  queue.drawer();
  await until(() => printer.printed().toString('hex').includes('1b7000'));
  await printer.close();
  queue.drawer();
  await until(() => told.length === 1);
  expect(told).toEqual(['drawer.closed']);
  printer = await startFalsePrinter();
});

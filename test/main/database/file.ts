/** A database file in a folder of its own, with what tests put into it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { saveIdentity } from '../../../main/database/identity.ts';
import { appendEntry } from '../../../main/database/journal.ts';
import type { DatabaseKey } from '../../../main/database/key.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { insertSale, nextReceiptSequence } from '../../../main/database/sales.ts';
import { transaction } from '../../../main/database/transaction.ts';
import type { Cart } from '../../../shared/cart.ts';
import { receiptNumber, type Entry } from '../../../shared/entry.ts';
import { ok, type Result } from '../../../shared/fault.ts';
import { seal, type Sale } from '../../../shared/sale.ts';
import { falseClock } from '../../false/clock.ts';
import { identity } from '../../make/place.ts';
import { adding, cartAfter } from '../../shared/sample.ts';

export const clock = falseClock();
const folders: string[] = [];
const opened = new Set<Database>();

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.fault)}`);
  return result.value;
}

/** A new folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-database-'));
  folders.push(folder);
  return folder;
}

/** A key for those who want their file encrypted. */
export const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7);

/** Opens the file (a new one without), closed after the test; encrypted with a key. */
export function openFile(
  file = join(newFolder(), 'register.db'),
  secret: DatabaseKey | null = null,
): Database {
  const port = secret === null ? undefined : () => ok(secret);
  const db = must(openDatabase(file, { clock, key: port }));
  opened.add(db);
  return db;
}

/** A database that knows who it is. */
export function openActivated(file?: string, secret: DatabaseKey | null = null): Database {
  const db = openFile(file, secret);
  saveIdentity(db, identity);
  return db;
}

export function closeFile(db: Database): void {
  opened.delete(db);
  closeDatabase(db);
}

afterEach(() => {
  for (const db of opened) closeDatabase(db);
  opened.clear();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes an entry without effect. */
export const note = (db: Database, text: string): { entry: Entry; number: number } =>
  transaction(db, () =>
    appendEntry(db, {
      at: clock.now(),
      body: { kind: 'audit', audit: { act: 'drawer', staff: null, note: text } },
    }),
  );

/** Commits the cart as a cash sale, with its entry. */
export function commit(db: Database, cart: Cart): { sale: Sale; entry: Entry; number: number } {
  return transaction(db, () => {
    const sale = must(
      seal(cart, {
        receipt: receiptNumber('R-02', nextReceiptSequence(db)),
        committedAt: clock.now(),
        grants: [],
        completion: {
          offline: false,
          rule: 'noInstrument',
          link: 'online',
          linkSince: clock.now(),
          lastAnswer: null,
          parameterVersion: 0,
        },
      }),
    );
    const { entry, number } = appendEntry(db, { at: clock.now(), body: { kind: 'sale', sale } });
    insertSale(db, sale, entry.hash);
    return { sale, entry, number };
  });
}

/** Sells a mug for cash. */
export const sellMug = (db: Database, price = 500, sale = 'sale-1'): ReturnType<typeof commit> =>
  commit(db, {
    ...cartAfter(adding('mug', price, 'none'), {
      move: 'addTender',
      tender: { kind: 'cash', amount: price as Sale['total'] },
    }),
    sale,
  });

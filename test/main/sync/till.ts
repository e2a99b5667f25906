/** One register's files for the tests of locks and sync: a real database and witness, a clock and chance moved by hand, headquarters' key. */
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCart, totals, type Cart } from '../../../shared/cart.ts';
import type { Chance, Clock, RequestId } from '../../../shared/identity.ts';
import type { Purpose, InstrumentKind } from '../../../shared/instrument.ts';
import { grantText, type Grant, type SignedGrant, type TypedNumber } from '../../../shared/lock.ts';
import { minor, zero } from '../../../shared/money.ts';
import { seal } from '../../../shared/sale.ts';
import type { Entry } from '../../../shared/entry.ts';
import { closeOpenCart, readOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { readIdentity, saveIdentity } from '../../../main/database/identity.ts';
import { appendEntry } from '../../../main/database/journal.ts';
import { ask, findLock, locksOf, spendLocks, type LockRow } from '../../../main/database/locks.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { insertSale, nextReceiptSequence } from '../../../main/database/sales.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { openWitness, type Witness } from '../../../main/database/witness.ts';
import type { LockPorts } from '../../../main/sync/locks.ts';
import { adding, cartAfter, salesTax } from '../../shared/sample.ts';

const key = generateKeyPairSync('ed25519');
/** Headquarters' signature. */
export const signGrant = (grant: Grant): SignedGrant => ({
  grant,
  signature: sign(null, Buffer.from(grantText(grant)), key.privateKey).toString('base64'),
});
const checkSignature = (text: string, signature: string): boolean =>
  verify(null, Buffer.from(text), key.publicKey, Buffer.from(signature, 'base64'));

export type Till = LockPorts & {
  readonly folder: string;
  readonly witness: Witness;
  readonly numbers: Map<RequestId, TypedNumber>;
  readonly time: { running: number };
  /** Opens a cart of one thing at this price, free of tax. */
  readonly sell: (price: number, sale?: string) => Cart;
  /** Asks for a gift card to pay with, as the register does. */
  readonly ask: (request: string, facts?: Partial<LockRow>) => void;
  /** Headquarters' grant for a request. */
  readonly grant: (request: string, facts?: Partial<Grant>) => SignedGrant;
  /** Commits the open cart, the rest paid in cash. */
  readonly commit: () => Entry;
  readonly state: (request: string) => string | undefined;
  readonly close: () => void;
};

/** A clock that stands until it is moved. */
function handClock(): { clock: Clock; time: { running: number } } {
  const time = { running: 1_000 };
  const start = Date.parse('2026-11-22T10:00:00.000Z');
  return {
    time,
    clock: { now: () => new Date(start + time.running).toISOString(), running: () => time.running },
  };
}

/** Ids that count: r-1, r-2. */
function counted(prefix: string): Chance {
  let count = 0;
  return {
    id: () => {
      count += 1;
      return `${prefix}-${count}`;
    },
    fraction: () => 0.5,
  };
}

const prefixes = counted('hold');

/** Opens a register in a folder of its own, or in a given one. */
export function openTill(
  folder = mkdtempSync(join(tmpdir(), 'holdfast-till-')),
  register = 'S01-R02',
): Till {
  const { clock, time } = handClock();
  const opened = openDatabase(join(folder, 'register.db'), { clock });
  if (!opened.ok) throw new Error(opened.fault.code);
  const db = opened.value;
  const witness = openWitness(join(folder, 'witness'));
  const identity = {
    register,
    registerName: register.slice(-3),
    store: 'S01',
    signingKey: 'key',
    channel: 'http://127.0.0.1',
    token: 'token',
    incarnation: 0,
    epoch: 1,
  };
  if (db.sql.prepare('SELECT 1 FROM identity').get() === undefined) saveIdentity(db, identity);
  const numbers = new Map<RequestId, TypedNumber>();
  return {
    db,
    folder,
    witness,
    numbers,
    clock,
    time,
    chance: counted(prefixes.id()),
    verify: checkSignature,
    seal: (text) => `sealed ${text.slice(-4)}`,
    sell: (price, sale = 'sale-1') => openSale(db, price, sale),
    ask: (request, facts = {}) => {
      const asked = ask(
        db,
        lockRow(request, { sale: readOpenCart(db)?.sale ?? 'sale-1', ...facts }),
      );
      if (!asked.ok) throw new Error(asked.fault.code);
      numbers.set(request, { number: '6001234567890017', pin: null });
    },
    grant: (request, facts = {}) => grantOf(db, request, facts),
    commit: () => commitCart(db, witness, clock),
    state: (request) => findLock(db, request)?.state,
    close: () => {
      witness.close();
      closeDatabase(db);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openSale(db: Database, price: number, sale: string): Cart {
  const lines = price === 0 ? [] : cartAfter(adding('mug', Math.abs(price), 'none')).lines;
  const turned = lines.map((line) =>
    line.kind === 'product' && price < 0
      ? { ...line, quantity: -line.quantity as typeof line.quantity }
      : line,
  );
  const start = {
    sale,
    store: 'S01',
    register: readIdentity(db)?.register ?? '',
    cashier: 'mei',
    currency: 'USD',
    rates: [salesTax],
    openedAt: '2026-11-22T10:00:00.000Z',
  };
  const cart: Cart = { ...openCart(start), lines: turned, counter: lines.length };
  saveOpenCart(db, cart);
  return cart;
}

export function lockRow(request: string, facts: Partial<LockRow> = {}): LockRow {
  const kind: InstrumentKind = 'giftCard';
  const purpose: Purpose = 'pay';
  return {
    request,
    sale: 'sale-1',
    kind,
    purpose,
    last4: '0017',
    state: 'asked',
    cashier: 'mei',
    currency: 'USD',
    amount: zero,
    intent: { as: 'tender', amount: null },
    askedAt: '2026-11-22T10:00:00.000Z',
    grant: null,
    heldAt: null,
    sealedNumber: null,
    fault: null,
    read: false,
    ...facts,
  };
}

function grantOf(db: Database, request: string, facts: Partial<Grant>): SignedGrant {
  const row = findLock(db, request);
  if (row === null) throw new Error(`no request ${request}`);
  return signGrant({
    epoch: 1,
    request,
    token: 1,
    instrument: {
      kind: row.kind,
      key: 'a'.repeat(64),
      last4: row.last4 === '' ? '8816' : row.last4,
    },
    purpose: row.purpose,
    store: 'S01',
    register: readIdentity(db)?.register ?? '',
    sale: row.sale,
    balance: minor(5000),
    currency: 'USD',
    reserved: null,
    version: 0,
    grantedAt: '2026-11-22T10:00:01.000Z',
    ...facts,
  });
}

function commitCart(db: Database, witness: Witness, clock: Clock): Entry {
  const { entry, number } = transaction(db, () => {
    const cart = readOpenCart(db);
    if (cart === null) throw new Error('no open cart');
    const { due } = totals(cart);
    const paid: Cart =
      due === 0
        ? cart
        : {
            ...cart,
            counter: cart.counter + 1,
            tenders: [...cart.tenders, { tender: cart.counter + 1, kind: 'cash', amount: due }],
          };
    const held = locksOf(db, cart.sale).filter((row) => row.state === 'held');
    const sealed = seal(paid, {
      receipt: `R02-${String(nextReceiptSequence(db)).padStart(6, '0')}`,
      committedAt: clock.now(),
      grants: held.flatMap((row) => (row.grant === null ? [] : [row.grant])),
      completion: {
        offline: false,
        rule: 'reachable',
        link: 'online',
        linkSince: clock.now(),
        lastAnswer: null,
        parameterVersion: 0,
      },
    });
    if (!sealed.ok) throw new Error(sealed.fault.code);
    const appended = appendEntry(db, {
      at: clock.now(),
      body: { kind: 'sale', sale: sealed.value },
    });
    insertSale(db, sealed.value, appended.entry.hash);
    spendLocks(
      db,
      held.map((row) => row.request),
    );
    closeOpenCart(db);
    return appended;
  });
  const kept = witness.append(entry, number);
  if (!kept.ok) throw new Error(kept.fault.code);
  return entry;
}

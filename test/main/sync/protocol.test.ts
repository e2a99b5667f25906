import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { totals } from '../../../shared/cart.ts';
import { isInstrumentTender } from '../../../shared/tender.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { Held, Hold } from '../../../shared/lock.ts';
import { next } from '../../../shared/move.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { closeOpenCart, readOpenCart, saveOpenCart } from '../../../main/database/carts.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { dropLock, dropLocks, openAsk, wanted } from '../../../main/database/locks.ts';
import { closeDatabase } from '../../../main/database/open.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { hearAnswers } from '../../../main/sync/answers.ts';
import { hearHeld, prepareHold } from '../../../main/sync/locks.ts';
import { hearLost, recoverAtStart } from '../../../main/sync/recovery.ts';
import { openLedger, type Ledger } from './ledgerstand.ts';
import { openTill, type Till } from './till.ts';

const cards = ['6001234567890017', '6001234567890024'];
const names = ['S01-R02', 'S01-R03'];
const funds = 5000;

type Message = { readonly at: number; readonly hold: Hold; reply: Held | null };
type World = {
  readonly tills: Till[];
  readonly ledger: Ledger;
  readonly stored: Map<string, Entry>;
  readonly messages: Message[];
  readonly copies: (string | null)[];
  counter: number;
};

type Step = { readonly act: string; readonly at: number; readonly pick: number };

/** Whole passages among the single steps, or chance would hardly ever get as far as a grant. */
const passages: Readonly<Record<string, readonly string[]>> = {
  say: ['hold', 'receive', 'answer'],
  card: ['ask', 'hold', 'receive', 'answer'],
  sale: ['ask', 'hold', 'receive', 'answer', 'commit'],
  lateGrant: ['ask', 'hold', 'receive', 'giveUp', 'answer'],
  settle: ['store', 'post', 'posted'],
};
const single = [
  'ask',
  'giveUp',
  'remove',
  'void',
  'commit',
  'hold',
  'receive',
  'answer',
  'store',
  'post',
  'posted',
  'crash',
];
const everyday = [...single, ...Object.keys(passages), ...Object.keys(passages)];
const oneStep = (acts: readonly string[]): fc.Arbitrary<Step> =>
  fc.record({
    act: fc.constantFrom(...acts),
    at: fc.nat(1),
    pick: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(0, 1) },
      { weight: 1, arbitrary: fc.nat(30) },
    ),
  });
const steps = (acts: readonly string[]): fc.Arbitrary<Step[]> =>
  fc.array(oneStep(acts), { minLength: 15, maxLength: 50, size: 'max' });

function openWorld(): World {
  return {
    tills: names.map((name) => openTill(undefined, name)),
    ledger: openLedger(Object.fromEntries(cards.map((card) => [card, funds]))),
    stored: new Map(),
    messages: [],
    copies: [null, null],
    counter: 0,
  };
}

const tillOf = (world: World, at: number): Till => {
  const till = world.tills[at];
  if (till === undefined) throw new Error('no such register');
  return till;
};
const latest = <T>(list: readonly T[], pick: number): T | undefined =>
  list[list.length - 1 - (pick % Math.max(1, list.length))];

/** The cashier's acts, as the register does them. */
function serve(world: World, till: Till, { act, pick }: Step): void {
  const cart = readOpenCart(till.db);
  const ask = openAsk(till.db);
  const tender = cart?.tenders.find(isInstrumentTender);
  world.counter += 1;
  if (act === 'ask' && ask === null && (cart === null || totals(cart).due > 0)) {
    if (cart === null) till.sell(500 + 300 * pick, `sale-${world.counter}`);
    const number = cards[pick % 2] ?? '';
    till.ask(`q${world.counter}`, { last4: number.slice(-4) });
    till.numbers.set(`q${world.counter}`, { number, pin: null });
  }
  if (act === 'giveUp' && ask !== null) dropLock(till.db, ask.request);
  if (act === 'remove' && cart !== null && tender !== undefined) {
    transaction(till.db, () => {
      const without = next(cart, { move: 'removeTender', tender: tender.tender });
      if (without.ok) saveOpenCart(till.db, without.value);
      dropLock(till.db, tender.request);
    });
  }
  if (act === 'void' && cart !== null) {
    transaction(till.db, () => {
      dropLocks(till.db, cart.sale);
      closeOpenCart(till.db);
    });
  }
  if (act === 'commit' && cart !== null && ask === null) till.commit();
}

/** Messages: in any order, again, or never. */
function carry(world: World, { act, at, pick }: Step): void {
  const till = tillOf(world, at);
  const message = latest(world.messages, pick);
  if (act === 'hold') world.messages.push({ at, hold: prepareHold(till), reply: null });
  if (act === 'receive' && message !== undefined)
    message.reply = world.ledger.receive(message.hold);
  if (act === 'answer' && message !== undefined && message.reply !== null) {
    expect(hearHeld(tillOf(world, message.at), message.hold, message.reply)).toMatchObject({
      ok: true,
    });
  }
  if (act === 'store') {
    const heads = [...world.stored.keys()];
    for (const entry of entriesToSend(till.db, heads, 1 + (pick % 3)))
      world.stored.set(entry.hash, entry);
  }
  if (act === 'post') for (const entry of world.stored.values()) world.ledger.post(entry);
  if (act === 'posted') hear(world, till, at);
}

function hear(world: World, till: Till, at: number): void {
  const answers = [...world.ledger.posted].flatMap(([hash, state]) => {
    const content = readEntry(world.stored.get(hash) ?? { hash, content: '' });
    const isOwn = content.ok && content.value.register === names[at];
    return isOwn
      ? [
          {
            register: content.value.register,
            hash,
            number: content.value.number,
            state,
            amounts: [],
            at: '2026-11-22T10:05:00.000Z',
          },
        ]
      : [];
  });
  expect(hearAnswers(till.db, till.witness, { answers, cursor: answers.length })).toMatchObject({
    ok: true,
  });
}

/** Disasters: the process ends, a person breaks a lock, an old copy of the database comes back. */
function strike(world: World, { act, at, pick }: Step): void {
  const till = tillOf(world, at);
  if (act === 'break') world.ledger.breakLock(cards[pick % 2] ?? '');
  if (act === 'crash') {
    till.numbers.clear();
    expect(recoverAtStart(till.db, till.witness)).toMatchObject({ ok: true });
  }
  if (act === 'copy') {
    const copy = join(mkdtempSync(join(tmpdir(), 'holdfast-copy-')), 'register.db');
    till.db.sql.prepare('VACUUM INTO ?').run(copy);
    world.copies[at] = copy;
  }
  const copy = world.copies[at];
  if (act === 'restore' && typeof copy === 'string') {
    till.witness.close();
    closeDatabase(till.db);
    const file = join(till.folder, 'register.db');
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    copyFileSync(copy, file);
    expect(existsSync(file)).toBe(true);
    world.tills[at] = openTill(till.folder, names[at]);
    strike(world, { act: 'crash', at, pick });
  }
}

function take(world: World, step: Step): void {
  for (const act of passages[step.act] ?? [step.act]) {
    // Within a passage the newest message is meant, but cards keep being picked.
    const pick = passages[step.act] === undefined || act === 'ask' ? step.pick : 0;
    const one = { ...step, act, pick };
    serve(world, tillOf(world, one.at), one);
    carry(world, one);
    strike(world, one);
  }
}

/** Lines up, carts voided, everything repeated until quiet. */
function heal(world: World): void {
  for (let round = 0; round < 6; round += 1) {
    for (const at of [0, 1]) {
      const till = tillOf(world, at);
      const own = [...world.stored.values()].filter((entry) =>
        entry.content.includes(`"register":"${names[at] ?? ''}"`),
      );
      expect(hearLost(till.db, till.witness, own)).toMatchObject({ ok: true });
      for (const act of ['giveUp', 'void']) take(world, { act, at, pick: 0 });
      for (const entry of entriesToSend(till.db, [], 1000)) world.stored.set(entry.hash, entry);
      for (const entry of world.stored.values()) world.ledger.post(entry);
      hear(world, till, at);
      for (const act of ['hold', 'receive', 'answer']) take(world, { act, at, pick: 0 });
    }
  }
}

/** PROTOCOL section 8: 4 (each entry once), 5 (nothing left), 7 (books). */
function expectQuiet(world: World): void {
  expect([...world.ledger.live]).toEqual([]);
  for (const till of world.tills) {
    expect(wanted(till.db)).toEqual([]);
    for (const entry of entriesToSend(till.db, [], 1000))
      expect(world.ledger.posted.has(entry.hash)).toBe(true);
  }
  const sold = [...world.stored.values()].flatMap((entry) => {
    const content = readEntry(entry);
    return content.ok && content.value.body.kind === 'sale'
      ? content.value.body.sale.tenders.filter(isInstrumentTender)
      : [];
  });
  const taken = sold.reduce((sum, tender) => sum + tender.amount, 0);
  const short = world.ledger.shortfalls.reduce((sum, amount) => sum + amount, 0);
  const left = [...world.ledger.balances.values()];
  expect(left.every((balance) => balance >= 0)).toBe(true);
  expect(left.reduce((sum, balance) => sum + balance, 0)).toBe(
    funds * cards.length - taken + short,
  );
}

/** Section 8.1: every held and every spent unposted request is headquarters' live lock. */
function expectHeldIsLive(world: World): void {
  const live = new Set([...world.ledger.live.values()].map((lock) => lock.request));
  for (const till of world.tills) {
    for (const row of wanted(till.db)) {
      const isSettled = world.ledger.known.get(row.request) === 'settled';
      expect(
        row.state === 'asked' || live.has(row.request) || isSettled,
        `${row.request} ${row.state}`,
      ).toBe(true);
    }
  }
}

function close(world: World): void {
  for (const till of world.tills) till.close();
  for (const copy of world.copies)
    if (copy !== null) rmSync(join(copy, '..'), { recursive: true, force: true });
}

it('with lost, late and repeated messages and crashes: one holder, nothing late, nothing left', () => {
  fc.assert(
    fc.property(steps(everyday), (history) => {
      const world = openWorld();
      try {
        for (const step of history) {
          take(world, step);
          expectHeldIsLive(world);
        }
        heal(world);
        expectQuiet(world);
        expect([...world.ledger.posted.values()].filter((state) => state !== 'posted')).toEqual([]);
        expect(world.ledger.shortfalls).toEqual([]);
      } finally {
        close(world);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

it('with broken locks and restored registers too: each entry once, books balance, nothing left', () => {
  fc.assert(
    fc.property(steps([...everyday, 'break', 'copy', 'copy', 'restore', 'restore']), (history) => {
      const world = openWorld();
      try {
        for (const step of history) take(world, step);
        heal(world);
        expectQuiet(world);
        expect(world.ledger.posted.size).toBe(world.stored.size);
      } finally {
        close(world);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

/** Row "race": registers fight for cards at two head office processes on one PostgreSQL database, while lines are cut and locks are broken. */
import { breakLock } from '../../../server/headquarters/breaking.ts';
import { books, liveLocks } from '../../../server/headquarters/books.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import type { Answer } from '../../../shared/entry.ts';
import { seededChance } from '../../../tools/replay/chance.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { makeModel, type Model } from './model.ts';
import { makeRegister, type Register } from './register.ts';
import { cardWorth, openOffice } from './setup.ts';
import { openWire, type Wire } from './wire.ts';

const most = { registers: 50, cards: 200 };
const stepsPerRegister = 80;
const breakEvery = 60;
const listenEvery = 100;

/** The answers as a channel fetches them for all its registers. */
function makeListener(wire: Wire, registers: readonly Register[]) {
  const heard: Answer[] = [];
  let cursor = 0;
  let under: Promise<void> | null = null;
  const fetchOnce = async (): Promise<void> => {
    for (;;) {
      const page = await wire.answers(cursor);
      if (page.answers.length === 0) return;
      cursor = page.cursor;
      heard.push(...page.answers);
      for (const register of registers) register.hear(page.answers);
    }
  };
  const listen = (): Promise<void> => {
    under ??= fetchOnce().finally(() => {
      under = null;
    });
    return under;
  };
  return { heard, listen };
}

/** A person breaks the lock that is oldest. Answers whether there was one. */
async function breakOldest(headquarters: Headquarters, model: Model): Promise<boolean> {
  const row = await headquarters.db.query
    .selectFrom('lock')
    .select('request')
    .where('state', '=', 'live')
    .orderBy('since')
    .executeTakeFirst();
  if (row === undefined) return false;
  model.ending(row.request, 'broken');
  const people = { by: 'ruth', second: 'sam', reason: 'proof' };
  return (await breakLock(headquarters, row.request, people)).ok;
}

async function run({ folder, seed, count, tell }: Ground): Promise<Finding> {
  const crowd = Math.max(8, Math.min(most.registers, Math.round(count / stepsPerRegister)));
  const size = { processes: 2, registers: crowd, cards: Math.min(most.cards, crowd * 2) };
  const office = await openOffice(folder, size);
  const { headquarters, cards, epoch } = office;
  const wire = openWire(office.urls, office.token);
  const model = makeModel();
  const registers = office.registers.map((name, index) =>
    makeRegister({ name, wire, model, cards, epoch, chance: seededChance(seed * 1000 + index) }),
  );
  const { heard, listen } = makeListener(wire, registers);
  let done = 0;
  let breaks = 0;
  const work = async (register: Register): Promise<void> => {
    while (done < count) {
      done += 1;
      const n = done;
      await register.step();
      if (n % breakEvery === 0 && (await breakOldest(headquarters, model))) breaks += 1;
      if (n % listenEvery === 0) await listen();
      if (n % 10_000 === 0) tell(`${n} operations`);
    }
  };
  await Promise.all(registers.map(work));
  for (let round = 0; round < 2; round += 1) {
    for (const register of registers) await register.heal();
    await listen();
  }
  for (const register of registers) await register.heal();
  const finding = await audit({ headquarters, model, registers, heard, cards });
  await office.close();
  return { ...finding, seen: { operations: done, requests: wire.sent(), breaks, ...finding.seen } };
}

type Audited = {
  readonly headquarters: Headquarters;
  readonly model: Model;
  readonly registers: readonly Register[];
  readonly heard: readonly Answer[];
  readonly cards: readonly string[];
};

async function audit({ headquarters, model, registers, heard, cards }: Audited): Promise<Finding> {
  const report = await books(headquarters);
  const made = new Map(registers.flatMap((register) => [...register.made]));
  const late = heard.filter((answer) => answer.state !== 'posted');
  const innocent = late.filter((answer) => !model.wasBroken(made.get(answer.hash) ?? ''));
  const rows = await headquarters.db.query.selectFrom('instrument').select('balance').execute();
  const left = rows.reduce((sum, row) => sum + row.balance, 0);
  const taken = heard.flatMap((answer) => answer.amounts.map((amount) => amount.taken));
  const redeemed = taken.reduce((sum, amount) => sum + amount, 0);
  const total = (which: keyof Register['counts']): number =>
    registers.reduce((sum, register) => sum + register.counts[which], 0);
  return {
    losses: {
      'cards over-redeemed': rows.filter((row) => row.balance < 0).length,
      'cents redeemed and not booked': Math.abs(cardWorth * cards.length - left - redeemed),
      'two holders at once': model.counts.twoHolders,
      'tokens given twice': model.counts.tokensTwice,
      'locks stuck': (await liveLocks(headquarters)).size,
      'sales that never posted': made.size - new Set(heard.map((answer) => answer.hash)).size,
      'sales answered twice': heard.length - new Set(heard.map((answer) => answer.hash)).size,
      'late without a break': innocent.length,
    },
    seen: {
      grants: model.counts.grants,
      payments: total('pays'),
      'payments offline': total('offline'),
      voids: total('voids'),
      partitions: total('partitions'),
      'late by a break': late.length,
    },
    flaws: report.flaws,
  };
}

export const raceRow: Row = {
  name: 'race',
  title: 'Race',
  method:
    'Up to 50 registers lock, pay and void 200 cards at two head office processes on one PostgreSQL database; lines are cut on either way every few operations, people break locks, sales are finished offline. An independent model watches every grant.',
  unit: 'operations',
  small: 600,
  full: 100_000,
  run,
};

/**
 * All registers of a chain come back within one second, each with twenty sales, while others go on locking cards. Load, both services and
 * PostgreSQL share the machine.
 */
import { loadavg } from 'node:os';
import { setTimeout as rest } from 'node:timers/promises';
import { channelPaths } from '../../shared/wire/register.ts';
import { heldSchema } from '../../shared/wire/grant.ts';
import { seededChance } from '../../tools/replay/chance.ts';
import { books } from '../../server/headquarters/books.ts';
import { openDoor, type Door } from './load/door.ts';
import { openOffice, tokenOf, type Office } from './load/office.ts';
import { pagesOf, type Page } from './load/pages.ts';
import { makeTill, type Till } from './load/till.ts';
import { quantile, type Measured, type Row } from './row.ts';

const steps = [500, 1000, 2500, 5000];
/** Come back first and are told apart: so that the services, which have only just started, have seen pages before. */
const first = 200;
const sales = 20;
const mostLockMs = 250;
/** Registers that lock cards all the while, one lock after the other with a second between them. */
const lockers = 64;
/** How long locks are measured before anybody comes back. */
const calmMs = 5000;
/** How often a step tells how far it is. */
const toldMs = 5000;
/**
 * A step that is not over by then was too much for the machine: it is broken off, said to be so, and no larger one is tried. 100,000 sales at
 * a hundred a second, which is a quarter of what two cores posted, take 1,000 s.
 */
const mostMs = Number(process.env['HOLDFAST_STORM_SECONDS'] ?? 1000) * 1000;
/** Processes of the channel over its one database. */
const channels = Number(process.env['HOLDFAST_STORM_CHANNELS'] ?? 1);

type Step = {
  readonly registers: number;
  /** 99 of 100 locks were quicker before the registers came back. */
  readonly calmP99: number;
  readonly lockP50: number;
  readonly lockP99: number;
  readonly locks: number;
  readonly storedAfter: number;
  readonly postedAfter: number;
  readonly asked: number;
  readonly refused: number;
  /** Broken off: the times are those until then. */
  readonly late: boolean;
  readonly memory: readonly number[];
  /** Of the machine over the last minute, before and after. */
  readonly load: readonly [number, number];
};

/** The register sends its page until it is taken, coming again when it is told (as `main/sync/pace.ts` does). Answers how often it was told. */
async function comeBack(
  door: Door,
  page: Page,
  fraction: () => number,
  isOver: () => boolean,
): Promise<number> {
  await rest(1000 * fraction());
  for (let asked = 0; ; asked += 1) {
    if (isOver()) return asked;
    const told = await door.call(channelPaths.push, page.body, tokenOf(page.register));
    if (told.status === 200) return asked;
    if (told.status !== 429) throw new Error(`${told.status} ${JSON.stringify(told.body)}`);
    await rest(1000 * (told.retryAfter ?? 1) * (1 + fraction()));
  }
}

/** `refused`: what was answered to locks that were not granted; a cashier would try again. */
type Locking = {
  readonly isOver: () => boolean;
  readonly times: number[];
  readonly refused: string[];
};

/** Locks a card and gives it back, until it is told to stop. */
async function lockOn(
  door: Door,
  till: Till,
  card: string,
  { isOver, times, refused }: Locking,
): Promise<void> {
  const token = tokenOf(till.register);
  while (!isOver()) {
    const began = performance.now();
    const held = await door.call(channelPaths.hold, till.hold(card), token);
    times.push(performance.now() - began);
    const isGranted = held.status === 200 && till.granted(heldSchema.parse(held.body)) !== null;
    if (!isGranted) refused.push(JSON.stringify(held.body));
    await rest(500);
    await door.call(channelPaths.hold, till.hold(null), token);
    await rest(500);
  }
}

async function untilPosted(office: Office, count: number, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { posted } = await office.headquarters.db.query
      .selectFrom('channel')
      .select('answered as posted')
      .executeTakeFirstOrThrow();
    if (posted >= count) return;
    await rest(250);
  }
}

async function runStep(
  office: Office,
  tills: readonly Till[],
  registers: readonly string[],
  before: number,
  tell: (line: string) => void,
): Promise<Step> {
  const pages = registers.flatMap((register) => pagesOf(register, sales, sales));
  const urls = office.channels.map(({ url }) => url);
  const door = openDoor(urls, '', 20_000);
  const locking = openDoor(urls, '', 256);
  const memoryNow = (): number =>
    [...office.channels, ...office.offices].reduce((sum, process) => sum + process.memory(), 0);
  const memory = [memoryNow()];
  let over = false;
  const times: number[] = [];
  const refused: string[] = [];
  const locks = tills.map((till, index) =>
    lockOn(locking, till, office.cards[index] ?? '', {
      isOver: () => over,
      times,
      refused,
    }),
  );
  await rest(2000);
  times.length = 0;
  await rest(calmMs);
  const calmP99 = quantile(times, 0.99);
  times.length = 0;
  refused.length = 0;
  const loadBefore = loadavg()[0] ?? 0;
  const began = performance.now();
  const chance = seededChance(registers.length);
  const isLate = (): boolean => performance.now() - began > mostMs;
  const sent = pages.map((page) => comeBack(door, page, chance.fraction, isLate));
  const watch = setInterval(() => memory.push(memoryNow()), 1000);
  const stored = { pages: 0 };
  for (const page of sent) void page.then(() => (stored.pages += 1));
  let heard = 0;
  const telling = setInterval(() => {
    const latest = times.slice(heard);
    heard = times.length;
    const after = `after ${((performance.now() - began) / 1000).toFixed(0)} s`;
    const locksNow = `locks p50 ${quantile(latest, 0.5).toFixed(0)}, p99 ${quantile(latest, 0.99).toFixed(0)} ms`;
    tell(`${after}: ${stored.pages} pages stored, ${locksNow}, ${memory.at(-1)} MB`);
  }, toldMs);
  const asked = (await Promise.all(sent)).reduce((sum, count) => sum + count, 0);
  const storedAfter = performance.now() - began;
  tell(`${registers.length}: all stored after ${(storedAfter / 1000).toFixed(0)} s`);
  await untilPosted(office, before + pages.length * sales, isLate);
  const late = isLate();
  const postedAfter = performance.now() - began;
  clearInterval(watch);
  clearInterval(telling);
  over = true;
  await Promise.all(locks);
  if (refused[0] !== undefined) tell(`first lock that was not granted: ${refused[0]}`);
  door.close();
  locking.close();
  return {
    registers: registers.length,
    calmP99,
    lockP50: quantile(times, 0.5),
    lockP99: quantile(times, 0.99),
    locks: times.length,
    storedAfter,
    postedAfter,
    asked,
    refused: refused.length,
    late,
    memory,
    load: [loadBefore, loadavg()[0] ?? 0],
  };
}

const told = (step: Step): string =>
  `${step.registers} registers${step.late ? `, broken off after ${mostMs / 1000} s` : ''}: lock p50 ${step.lockP50.toFixed(0)} ms, p99 ${step.lockP99.toFixed(0)} ms of ${step.locks}, ${step.refused} not granted (p99 ${step.calmP99.toFixed(0)} ms before they came back); ` +
  `stored after ${(step.storedAfter / 1000).toFixed(0)} s, posted after ${(step.postedAfter / 1000).toFixed(0)} s; ` +
  `told to come later ${step.asked} times; memory of the services ${step.memory[0]} MB before, ${Math.max(...step.memory)} MB at most, ${step.memory.at(-1)} MB after; load ${step.load.map((load) => load.toFixed(1)).join(' to ')}`;

async function run(tell: (line: string) => void): Promise<Measured> {
  const wanted = process.env['HOLDFAST_STORM']?.split(',').map(Number) ?? steps;
  const total = wanted.reduce((sum, count) => sum + count, first);
  const office = await openOffice({
    offices: 1,
    channels,
    registers: lockers + total,
    cards: lockers,
  });
  try {
    const done: Step[] = [];
    const tills = office.registers
      .slice(0, lockers)
      .map((register) => makeTill(register, office.epoch));
    let from = lockers;
    for (const count of [first, ...wanted]) {
      const names = office.registers.slice(from, from + count);
      tell(`${count} registers come back`);
      const step = await runStep(office, tills, names, (from - lockers) * sales, tell);
      done.push(step);
      from += count;
      tell(told(step));
      if (step.late) break;
    }
    const { flaws } = await books(office.headquarters);
    if (flaws.length > 0) throw new Error(flaws.join('; '));
    if (done.length < 2) throw new Error('no step was measured');
    // The slowest step counts. What was broken off, or refused a lock, is beyond the bound whatever its locks took.
    const slowest = Math.max(...done.slice(1).map((step) => step.lockP99));
    const failed = done.some((step) => step.late || step.refused > 0);
    return {
      measured: failed ? Math.max(slowest, 2 * mostLockMs) : slowest,
      bound: mostLockMs,
      unit: 'ms',
      notes: done.map((step, index) => (index === 0 ? `not counted: ${told(step)}` : told(step))),
    };
  } finally {
    await office.close();
  }
}

export const stormRow: Row = {
  name: 'storm',
  title: `Locks, p99, while 500 to 5,000 registers with 20 sales each come back within one second (${channels} channel, one headquarters)`,
  command: 'npm run bench -- storm',
  against: 'a cashier who does not notice',
  limit: { atMost: 1 },
  run,
};

/** Holdfast among engines that registers are built on, in turns: the same products, the same words typed, the same sale, the same disc. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../tools/command.ts';
import { goodsOf } from '../paint/goods.ts';
import { quantile, type Measured, type Row } from '../row.ts';
import { openMeter } from './browser.ts';
import type { Engine, Sale } from './engine.ts';
import { fastest, nothingSeen, tableOf, type Racer } from './figures.ts';
import { holdfast, oneSale } from './holdfast.ts';
import { installRivals } from './install.ts';
import { makeMeter, type Meter } from './meter.ts';
import { plainSqlite } from './plainsqlite.ts';
import { buildPage, productsFrom, serve } from './site.ts';

const count = Number(process.env['HOLDFAST_BENCH_RIVALS'] ?? 100_000);
const sales = Number(process.env['HOLDFAST_BENCH_RIVALS_SALES'] ?? 2_000);
const turns = 10;
const scansOfTurn = 50;
const textsOfTurn = 6;
const starts = 3;
/** So much of an engine's own time, and no more: a row that waits for the slowest is never run. */
const loadLimitMs = 180_000;
const commitLimitMs = 60_000;
/** Far apart, so that no cache has read the page of the next one. */
const stride = 7_919;

/** The engines in a page, by the name that the page knows. */
const inPages = {
  dexie: {
    name: 'Dexie, hydrated',
    way: 'a map and a filter in memory',
    durability: "IndexedDB, 'strict'",
  },
  'dexie-indexed': {
    name: 'Dexie, by its indexes',
    way: 'indexes of barcodes and words',
    durability: "IndexedDB, 'strict'",
  },
  pouchdb: {
    name: 'PouchDB',
    way: 'a map and a filter in memory',
    durability: 'the browser only: it cannot be asked for more',
  },
  rxdb: {
    name: 'RxDB on Dexie',
    way: 'a map and a filter in memory',
    durability: "IndexedDB, 'strict'",
  },
  sqljs: {
    name: 'sql.js, whole file',
    way: 'an index and FTS4, in memory',
    durability: "the whole file of sales in IndexedDB, 'strict'",
  },
} as const;

type Runner = Racer & { readonly meter: Meter; products: number; committed: number };

const runner = (about: Pick<Racer, 'name' | 'way' | 'durability'>, meter: Meter): Runner => ({
  ...about,
  meter,
  seen: nothingSeen(),
  products: 0,
  committed: 0,
});

const inNode = (engine: Engine, like: Sale): Meter => {
  const meter = makeMeter(engine, {
    page: async (from) => productsFrom(from, count),
    sale: (number) => ({ ...like, id: `S${String(number).padStart(8, '0')}` }),
  });
  return meter;
};

async function line(folder: string, url: string, like: Sale): Promise<Runner[]> {
  const own = runner(
    {
      name: 'Holdfast',
      way: 'an index and FTS5',
      durability: 'SQLite FULL, then the witness file, fsynced',
    },
    inNode(await holdfast(folder), like),
  );
  const plain = runner(
    { name: 'SQLite without FTS', way: 'an index and LIKE', durability: 'SQLite FULL' },
    inNode(plainSqlite(folder), like),
  );
  const pages: Runner[] = [];
  for (const [engine, about] of Object.entries(inPages))
    pages.push(runner(about, await openMeter(join(folder, engine), `${url}/?engine=${engine}`)));
  return [own, ...pages, plain];
}

const inOrderOf = <T>(turn: number, all: readonly T[]): T[] => [
  ...all.slice(turn % all.length),
  ...all.slice(0, turn % all.length),
];

const nameOf = (number: number): string[] => goodsOf(number).name.en.split(' ');
const codeOf = (number: number): string => goodsOf(number).barcodes[0] ?? '';

/** Goods of this turn that the rival has, different ones each turn. */
const goodsOfTurn = (turn: number, size: number, products: number): number[] =>
  Array.from({ length: size }, (_, index) => ((turn * size + index + 1) * stride) % products);

async function look(one: Runner, turn: number): Promise<void> {
  const { meter, seen, products } = one;
  seen.scans.push(...(await meter.scan(goodsOfTurn(turn, scansOfTurn, products).map(codeOf))));
  const goods = goodsOfTurn(turn, textsOfTurn, products).map(nameOf);
  const letters = await meter.type(
    goods.flatMap(([first = '']) => [2, 3, 4].map((length) => first.slice(0, length))),
  );
  const words = await meter.type(
    goods.map(([first = '', second = '']) => `${first.slice(0, 4)} ${second.slice(0, 3)}`),
  );
  if (letters.missed + words.missed > 0)
    throw new Error(`${one.name} did not find ${letters.missed + words.missed} texts`);
  seen.letters.push(...letters.times);
  seen.words.push(...words.times);
}

async function sell(one: Runner, until: number): Promise<void> {
  const spent = one.seen.commits.reduce((sum, ms) => sum + ms, 0);
  const times = await one.meter.commit(one.committed, until, commitLimitMs - spent);
  one.committed += times.length;
  one.seen.commits.push(...times);
}

async function race(runners: readonly Runner[], tell: (line: string) => void): Promise<void> {
  for (const one of runners) {
    const { ms, products } = await one.meter.load(0, loadLimitMs);
    one.products = products;
    if (products === count) one.seen.loads.push(ms);
    tell(`${one.name} loaded ${products} products in ${(ms / 1000).toFixed(1)} s`);
  }
  for (const { meter, products } of runners) await meter.start(codeOf(products - 1));
  tell('all have started');
  for (let turn = 0; turn < turns; turn += 1)
    for (const one of inOrderOf(turn, runners)) await look(one, turn);
  tell(`${turns * scansOfTurn} scans each, ${turns * textsOfTurn * 4} texts each`);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const one of inOrderOf(turn, runners)) await sell(one, ((turn + 1) * sales) / turns);
    tell(`${((turn + 1) * sales) / turns} of ${sales} sales`);
  }
  for (let turn = 0; turn < starts; turn += 1) {
    for (const one of inOrderOf(turn, runners)) await startAgain(one);
    tell(`${turn + 1} of ${starts} starts, and what is unsent read`);
  }
}

/** What is unsent is read after a start, so that nothing is answered from memory. */
async function startAgain({ name, meter, seen, products, committed }: Runner): Promise<void> {
  seen.starts.push(await meter.start(codeOf(products - 1)));
  const { ms, sales: found } = await meter.unsent();
  if (found !== committed) throw new Error(`${name} has ${found} of ${committed} sales to send`);
  seen.reads.push(ms);
}

/** What a cut left undone, so that no figure of fewer products or sales stands as one of all. */
const cuts = (runners: readonly Runner[]): string[] =>
  runners.flatMap(({ name, products, committed }) => [
    ...(products < count
      ? [
          `${name} had ${products} products after ${loadLimitMs / 1000} s, and is measured with those`,
        ]
      : []),
    ...(committed < sales
      ? [`${name} had ${committed} sales after ${commitLimitMs / 1000} s of commits`]
      : []),
  ]);

async function measure(folder: string, tell: (line: string) => void): Promise<Measured> {
  await buildPage();
  const like = {
    id: '',
    at: '2026-11-29T08:00:00.000Z',
    content: await oneSale(join(folder, 'like')),
  };
  const site = await serve({ count, sale: like });
  const [own, ...rivals] = await line(folder, site.url, like);
  if (own === undefined) throw new Error('nobody races');
  try {
    await race([own, ...rivals], tell);
  } finally {
    // One that broke must not keep the others open, nor hide why.
    await Promise.allSettled([own, ...rivals].map(({ meter }) => meter.close()));
    await site.stop();
  }
  const typed = ({ letters, words }: Racer['seen']): number[] => [...letters, ...words];
  const best = fastest(rivals, typed, 0.95);
  const flushed = rivals.filter(({ name }) => name !== inPages.pouchdb.name);
  const commit = fastest(flushed, ({ commits }) => commits, 0.5);
  const ownCommit = quantile(own.seen.commits, 0.5);
  return {
    measured: quantile(typed(own.seen), 0.95),
    bound: best.ms,
    unit: 'ms',
    notes: [
      `${count} products, ${sales} sales`,
      `the fastest to find is ${best.name}`,
      `the fastest durable commit is that of ${commit.name}, ${(ownCommit / commit.ms).toFixed(2)} x is Holdfast's (${ownCommit.toFixed(2)} against ${commit.ms.toFixed(2)} ms)`,
      ...cuts([own, ...rivals]),
    ],
    table: tableOf(own, rivals),
  };
}

export const rivalsRow: Row = {
  name: 'rivals',
  title: `Products by what is typed, p95, ${count} products`,
  command: 'npm run bench -- rivals',
  against: 'the fastest of the engines that other registers are built on',
  limit: { atMost: 1 },
  run: async (tell) => {
    await installRivals(tell);
    const shelf = join(root, 'test-results/bench');
    mkdirSync(shelf, { recursive: true });
    // Not where temporary files go: that may be memory.
    const folder = mkdtempSync(join(shelf, 'rivals-'));
    try {
      return await measure(folder, tell);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Row "rivals": other patterns, restated, under the same faults as the rows before; each of them is seen to lose. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seededChance } from '../../../tools/replay/chance.ts';
import { fateOf } from '../answers/fate.ts';
import { isWatched, watchDay } from '../power/record.ts';
import { losePower } from '../power/row.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { belowFloor, cachedBalance, overRedeemed } from './approval.ts';
import { debitBySecondCall } from './secondcall.ts';

const operationsPerCall = 1 / 20;
const operationsPerKill = 1 / 400;

/** Sales that were told and are not in the file after so many kills. */
async function lostByDelay(folder: string, kills: number, seed: number): Promise<number> {
  const file = join(folder, 'sales');
  const told: string[] = [];
  const chance = seededChance(seed);
  for (let kill = 0; kill < kills; kill += 1) {
    const program = fileURLToPath(new URL('./delayed.ts', import.meta.url));
    const child = spawn(process.execPath, [program, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const last = 20 + chance.below(60);
    let lines = 0;
    createInterface(child.stdout).on('line', (line) => {
      told.push(line);
      lines += 1;
      if (lines === last) child.kill('SIGKILL');
    });
    await once(child, 'close');
  }
  const kept = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return told.filter((sale) => !kept.has(sale)).length;
}

type Numbers = Readonly<Record<string, number>>;
/** By pattern: what was done to it, and what it lost. */
type Rivals = Readonly<Record<string, { readonly under: Numbers; readonly lost: Numbers }>>;

const outages = 60;
const salesOfTheDay = 8;

/** Power cuts when a commit is not synced, as browsers keep their storage unless asked otherwise. */
async function relaxedLosses(ground: Ground): Promise<Rivals[string]> {
  const folder = join(ground.folder, 'relaxed');
  mkdirSync(folder);
  const { disk, acts } = await watchDay(folder, salesOfTheDay, 'NORMAL');
  const withoutWitness = acts.filter((act) => !act.file.startsWith('witness'));
  const day = { disk, acts: withoutWitness };
  const { opened, lost } = losePower(day, { ...ground, folder, count: outages });
  return {
    under: { 'power cuts': opened },
    lost: { 'acknowledged sales lost, over all cuts': lost },
  };
}

async function run(ground: Ground): Promise<Finding> {
  const { folder, seed, count } = ground;
  const chance = seededChance(seed);
  const calls = Math.round(count * operationsPerCall);
  const kills = Math.max(3, Math.round(count * operationsPerKill));
  const second = await debitBySecondCall(calls, chance, (drawn) => fateOf(drawn, 0));
  const delayed = await lostByDelay(folder, kills, seed);
  const relaxed = isWatched ? { 'Storage of relaxed durability': await relaxedLosses(ground) } : {};
  const rivals: Rivals = {
    'Balance cached for 24 hours': {
      under: { operations: count },
      lost: { 'cents over-redeemed': overRedeemed(cachedBalance, count, chance) },
    },
    'Floor limit without a lock': {
      under: { operations: count },
      lost: { 'cents over-redeemed': overRedeemed(belowFloor, count, chance) },
    },
    'Debit in a second call': {
      under: { sales: calls },
      lost: { 'sales debited twice': second.twice, 'sales never debited': second.never },
    },
    'Writes delayed by a fifth of a second': {
      under: { kills },
      lost: { 'acknowledged sales lost': delayed },
    },
    ...relaxed,
  };
  const patterns = Object.entries(rivals);
  const lostBy = patterns.map(([name, { lost }]) => {
    const sum = Object.values(lost).reduce((total, number) => total + number, 0);
    return [`lost by: ${name}`, sum] as const;
  });
  return {
    losses: {},
    seen: Object.fromEntries(lostBy),
    flaws: [],
    rivals: Object.fromEntries(
      patterns.map(([name, { under, lost }]) => [name, { ...under, ...lost }]),
    ),
  };
}

export const rivalsRow: Row = {
  name: 'rivals',
  title: 'Other patterns',
  method: 'Patterns in use elsewhere under the faults of the rows above; see the table below.',
  unit: 'operations',
  small: 1000,
  full: 100_000,
  run,
};

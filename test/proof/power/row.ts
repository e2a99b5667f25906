/** Row "power": a day's selling is watched write by write, and the disk is cut off after any of them, with and without what was never synced. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededChance } from '../../../tools/replay/chance.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { cutPower, cuts, take, type Cut } from './log.ts';
import { isWatched, readDay, watchDay, type Day } from './record.ts';
import { inspect } from './state.ts';

const salesPerCut = 1 / 150;
const fewestSales = 8;
const mostSales = 60;
const salesFor = (count: number): number =>
  Math.max(fewestSales, Math.min(mostSales, Math.round(count * salesPerCut)));

export type Outage = {
  readonly opened: number;
  readonly told: number;
  readonly lost: number;
  readonly syncs: ReadonlyMap<string, number>;
  readonly flaws: readonly string[];
};

/** Cuts the power about so many times in the course of the day. */
export function losePower({ disk, acts }: Day, { folder, seed, count, tell }: Ground): Outage {
  const chance = seededChance(seed);
  const told: string[] = [];
  const flaws: string[] = [];
  const syncs = new Map<string, number>();
  let lost = 0;
  let opened = 0;
  const check = (cut: Cut, at: number): void => {
    const place = mkdtempSync(join(folder, 'cut-'));
    cutPower(disk, cut, chance, place);
    const state = inspect(place);
    opened += 1;
    lost += told.filter((receipt) => !state.receipts.has(receipt)).length;
    flaws.push(...state.flaws.map((flaw) => `cut ${cut} after write ${at}: ${flaw}`));
    rmSync(place, { recursive: true });
    if (opened % 1000 === 0) tell(`${opened} power cuts`);
  };
  const share = count / (acts.length * cuts.length);
  for (const [at, act] of acts.entries()) {
    if (act.file === 'told') {
      if (act.act === 'write') told.push(act.data.toString().trim());
      continue;
    }
    if (act.act === 'sync') syncs.set(act.file, (syncs.get(act.file) ?? 0) + 1);
    take(disk, act);
    for (const cut of cuts) if (chance.happens(share)) check(cut, at);
  }
  for (const cut of cuts) check(cut, acts.length);
  return { opened, told: told.length, lost, syncs, flaws };
}

async function run(ground: Ground): Promise<Finding> {
  const sales = salesFor(ground.count);
  const day = await (isWatched ? watchDay : readDay)(ground.folder, sales);
  const outage = losePower(day, ground);
  const { opened, told, lost, syncs, flaws } = outage;
  // A sale is one synced transaction at least, and one synced line of the witness.
  const missing = (file: string): number => Math.max(0, told - (syncs.get(file) ?? 0));
  return {
    losses: {
      'acknowledged sales lost': lost,
      'states that are not whole': flaws.length,
      'sales told before they were synced': isWatched
        ? missing('register.db-wal') + missing('witness.jsonl')
        : 0,
    },
    seen: {
      'power cuts': opened,
      'writes of the day': day.acts.length,
      'sales told': told,
      ...(isWatched ? { 'syncs of the log': syncs.get('register.db-wal') ?? 0 } : {}),
    },
    flaws: flaws.slice(0, 20),
  };
}

export const powerRow: Row = {
  name: 'power',
  title: 'Lost power',
  method:
    'A preloaded shim writes down every write and sync of a selling register; the disk is then cut off after any of them: without all that was not synced, with all of it and the last write torn, and with any part of it, pieces torn. Each state is opened and checked.',
  unit: 'power cuts',
  small: 60,
  full: 9000,
  run,
};

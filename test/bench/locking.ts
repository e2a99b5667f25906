/** Lock and settle: 64 registers lock 2,000 cards and settle sales with them at two processes of headquarters, against pgbench. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../shared/entry.ts';
import type { SignedGrant } from '../../shared/lock.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { heldSchema } from '../../shared/wire/grant.ts';
import { seededChance } from '../../tools/replay/chance.ts';
import { books } from '../../server/headquarters/books.ts';
import { openDoor, type Door } from './load/door.ts';
import { openOffice, type Office } from './load/office.ts';
import { pgbench } from './load/pgbench.ts';
import { lockAndSettle, makeSameTables } from './load/samerows.ts';
import { makeTill, type Till } from './load/till.ts';
import { quantile, type Measured, type Row } from './row.ts';

const size = { offices: 2, channels: 0, registers: 64, cards: 2000 };
const cardsEach = Math.floor(size.cards / size.registers);
const seconds = { warm: 3, ours: 12, theirs: 6 };

type Sample = { readonly grant: SignedGrant; readonly entry: Entry };
type Times = { readonly hold: number[]; readonly push: number[] };

/** One card is locked, pays a sale, and is settled. */
async function visit(door: Door, till: Till, card: string, times: Times): Promise<Sample> {
  const began = performance.now();
  const held = await door.call(headquartersPaths.hold, till.hold(card));
  times.hold.push(performance.now() - began);
  const grant = till.granted(heldSchema.parse(held.body));
  if (grant === null) throw new Error(`no grant: ${JSON.stringify(held.body)}`);
  const entry = till.sell(grant);
  const sold = performance.now();
  const have = await door.call(headquartersPaths.push, {
    register: till.register,
    entries: [entry],
  });
  times.push.push(performance.now() - sold);
  if (have.status !== 200) throw new Error(`not taken: ${JSON.stringify(have.body)}`);
  return { grant, entry };
}

/** All registers at once, each with its next visit as soon as the one before is over; answers visits a second. */
async function work(
  office: Office,
  door: Door,
  tills: readonly Till[],
  forMs: number,
  times: Times,
  samples: Sample[] = [],
) {
  const began = performance.now();
  let visits = 0;
  await Promise.all(
    tills.map(async (till, index) => {
      const chance = seededChance(index + 1);
      while (performance.now() - began < forMs) {
        const card = office.cards[index * cardsEach + chance.below(cardsEach)] ?? '';
        const sample = await visit(door, till, card, times);
        if (samples.length === 0) samples.push(sample);
        visits += 1;
      }
    }),
  );
  return (visits * 1000) / (performance.now() - began);
}

async function run(tell: (line: string) => void): Promise<Measured> {
  const office = await openOffice(size);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-twin-'));
  const door = openDoor(
    office.offices.map(({ url }) => url),
    office.token,
  );
  try {
    await makeSameTables(office, folder);
    const tills = office.registers.map((register) => makeTill(register, office.epoch));
    tell('ours, warming up');
    const samples: Sample[] = [];
    await work(office, door, tills, seconds.warm * 1000, { hold: [], push: [] }, samples);
    const [sample] = samples;
    if (sample === undefined) throw new Error('nothing was locked while warming up');
    const script = lockAndSettle(cardsEach, sample.grant, sample.entry);
    const theirs: number[] = [];
    const load = { clients: size.registers, seconds: seconds.theirs };
    theirs.push(await pgbench(office.postgres, script, load));
    tell(`pgbench: ${theirs[0]?.toFixed(0)} a second`);
    const times: Times = { hold: [], push: [] };
    const ours = await work(office, door, tills, seconds.ours * 1000, times);
    tell(`ours: ${ours.toFixed(0)} a second`);
    theirs.push(await pgbench(office.postgres, script, load));
    tell(`pgbench: ${theirs[1]?.toFixed(0)} a second`);
    const { flaws } = await books(office.headquarters);
    if (flaws.length > 0) throw new Error(flaws.join('; '));
    const ms = (values: readonly number[], part: number): string =>
      quantile(values, part).toFixed(0);
    return {
      measured: ours,
      bound: theirs.reduce((sum, rate) => sum + rate, 0) / theirs.length,
      unit: 'visits a second',
      notes: [
        `lock p50 ${ms(times.hold, 0.5)} ms, p99 ${ms(times.hold, 0.99)} ms`,
        `settlement p50 ${ms(times.push, 0.5)} ms, p99 ${ms(times.push, 0.99)} ms`,
      ],
    };
  } finally {
    door.close();
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const lockingRow: Row = {
  name: 'locking',
  title:
    'A card locked and its sale settled: 64 registers, 2,000 cards, two processes of headquarters',
  command: 'npm run bench -- locking',
  against: 'pgbench writing the same rows, 64 clients',
  limit: { atLeast: 0.6 },
  run,
};

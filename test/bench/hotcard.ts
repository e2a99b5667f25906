/** One hot card: 200 registers ask for it at once, again and again; one holds it, and the others hear so at once. */
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { heldSchema } from '../../shared/wire/grant.ts';
import { openDoor } from './load/door.ts';
import { openOffice } from './load/office.ts';
import { runSql } from './load/psql.ts';
import { makeTill } from './load/till.ts';
import { quantile, type Measured, type Row } from './row.ts';

const registers = 200;
const rounds = 10;
const warmUps = 3;

async function run(tell: (line: string) => void): Promise<Measured> {
  const office = await openOffice({ offices: 2, channels: 0, registers, cards: 1 });
  const door = openDoor(
    office.offices.map(({ url }) => url),
    office.token,
    registers,
  );
  try {
    const card = office.cards[0] ?? '';
    const tills = office.registers.map((register) => makeTill(register, office.epoch));
    const refused: number[] = [];
    const granted: number[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      let holders = 0;
      await Promise.all(
        tills.map(async (till) => {
          const began = performance.now();
          const held = await door.call(headquartersPaths.hold, till.hold(card));
          const ms = performance.now() - began;
          const isHolder = till.granted(heldSchema.parse(held.body)) !== null;
          if (isHolder) holders += 1;
          if (round >= warmUps) (isHolder ? granted : refused).push(ms);
        }),
      );
      if (holders !== 1) throw new Error(`${holders} registers hold the card at once`);
      for (const till of tills) await door.call(headquartersPaths.hold, till.hold(null));
      tell(`round ${round + 1} of ${warmUps + rounds}: one holder`);
    }
    const deadlocks = await runSql(
      office.postgres,
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    if (deadlocks !== '0') throw new Error(`${deadlocks} deadlocks`);
    return {
      measured: quantile(refused, 0.95),
      bound: 100,
      unit: 'ms',
      notes: [
        `${rounds} rounds, one holder in each, no deadlock`,
        `refused p50 ${quantile(refused, 0.5).toFixed(0)} ms, p99 ${quantile(refused, 0.99).toFixed(0)} ms; granted p50 ${quantile(granted, 0.5).toFixed(0)} ms`,
      ],
    };
  } finally {
    door.close();
    await office.close();
  }
}

export const hotCardRow: Row = {
  name: 'hotcard',
  title: 'One card asked for by 200 registers at once: the refusals, p95',
  command: 'npm run bench -- hotcard',
  against: '100 ms',
  limit: { atMost: 1 },
  run,
};

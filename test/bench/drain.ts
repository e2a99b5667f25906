/** Registers come back with many sales each: until headquarters has posted them in PostgreSQL, against the rows that this left, inserted raw. */
import { setTimeout as rest } from 'node:timers/promises';
import { channelPaths } from '../../shared/wire/register.ts';
import { books } from '../../server/headquarters/books.ts';
import { openDoor, type Door } from './load/door.ts';
import { openOffice, tokenOf, type Office } from './load/office.ts';
import { pagesOf, type Page } from './load/pages.ts';
import { insertRaw } from './load/rawrows.ts';
import type { Measured, Row } from './row.ts';

const registers = 20;
const sales = Number(process.env['HOLDFAST_BENCH_DRAIN'] ?? 500);
/** As many as `main/sync/push.ts` puts into a page. */
const page = 100;
const mostMs = 1_800_000;

/** Page after page, as a register sends them: the next one when the one before is stored. */
async function drain(door: Door, pages: readonly Page[]): Promise<void> {
  for (const { register, body } of pages)
    for (;;) {
      const told = await door.call(channelPaths.push, body, tokenOf(register));
      if (told.status === 200) break;
      if (told.status !== 429) throw new Error(`${told.status} ${JSON.stringify(told.body)}`);
      await rest(1000 * (told.retryAfter ?? 1));
    }
}

async function posted({ headquarters }: Office): Promise<number> {
  const { count } = await headquarters.db.query
    .selectFrom('entry')
    .where('state', '=', 'posted')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function run(tell: (line: string) => void): Promise<Measured> {
  const office = await openOffice({ offices: 1, channels: 1, registers, cards: 1 });
  const door = openDoor(
    office.channels.map(({ url }) => url),
    '',
    registers,
  );
  try {
    tell(`making ${registers} journals of ${sales} sales`);
    const journals = office.registers.map((register) => pagesOf(register, sales, page));
    const total = registers * sales;
    const began = performance.now();
    const sent = Promise.all(journals.map((pages) => drain(door, pages)));
    let stored = 0;
    void sent.then(() => (stored = performance.now() - began));
    for (let count = 0; count < total;) {
      if (performance.now() - began > mostMs) throw new Error('the drain did not end in time');
      await rest(250);
      count = await posted(office);
      if (Math.round((performance.now() - began) / 250) % 20 === 0)
        tell(`${count} of ${total} posted`);
    }
    await sent;
    const spent = performance.now() - began;
    const { flaws } = await books(office.headquarters);
    if (flaws.length > 0) throw new Error(flaws.join('; '));
    tell(`${((total * 1000) / spent).toFixed(0)} sales a second; inserting the same rows`);
    const raw = await insertRaw(office.postgres, registers);
    return {
      measured: (total * 1000) / spent,
      bound: (total * 1000) / raw.ms,
      unit: 'sales a second',
      notes: [
        `${registers} registers of ${sales} sales; all stored at the channel after ${(stored / 1000).toFixed(1)} s, posted after ${(spent / 1000).toFixed(1)} s`,
        `raw: ${raw.rows} rows of ${raw.tables} tables in ${(raw.ms / 1000).toFixed(1)} s, ${registers} connections, 100 rows a statement, a statement a transaction`,
      ],
    };
  } finally {
    door.close();
    await office.close();
  }
}

export const drainRow: Row = {
  name: 'drain',
  title:
    'Drain of 20 registers with many sales each through the channel into PostgreSQL, until posted',
  command: 'npm run bench -- drain',
  against: 'the same rows inserted raw in batches of 100 by as many connections',
  limit: { atLeast: 0.7 },
  run,
};

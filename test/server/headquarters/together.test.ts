/** Many registers and two processes of headquarters at once: one holder, each entry posted once, books that are right. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { books } from '../../../server/headquarters/books.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { entryOf, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

const registers = ['A', 'B', 'C', 'D'];
const cards = ['c1', 'c2', 'c3'];

type Day = { granted: number; pushed: number };

/** A register sells with whatever card it gets, pushing each entry to both processes. */
async function sell(
  world: TestWorld,
  processes: readonly Headquarters[],
  register: string,
  visits: readonly number[],
): Promise<Day> {
  const own = processes[register.charCodeAt(0) % processes.length] ?? world.now();
  const clerk = makeClerk(() => ({ ...world, now: () => own }), register);
  const day: Day = { granted: 0, pushed: 0 };
  let previous: string[] = [];
  for (const [index, visit] of visits.entries()) {
    const request = `${register}${index}`;
    const outcome = await clerk.ask(request, {
      card: cards[visit % cards.length] ?? 'c1',
      sale: `sale-${request}`,
    });
    if (outcome.state !== 'granted') continue;
    day.granted += 1;
    if (visit % 5 === 0) {
      await clerk.drop(request);
      continue;
    }
    const signed = outcome.grant;
    const sale = sealedSale({ sale: `sale-${request}`, register, grants: [signed] }, [
      goods(10),
      instrument(signed, 10),
    ]);
    day.pushed += 1;
    const entry = entryOf(register, day.pushed, previous, { kind: 'sale', sale });
    previous = [entry.hash];
    await Promise.all(
      processes.map(async (process) =>
        unwrap(await receivePage(process, { register, entries: [entry] })),
      ),
    );
    await clerk.drop(request);
  }
  return day;
}

describeDatabases('headquarters', (place) => {
  it('serves registers at two processes at once', async () => {
    const visits = fc.array(fc.nat(999), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(visits, visits, visits, visits), async (days) => {
        const world = await openWorld(place, registers);
        for (const card of cards) await addCard(world.now(), card, 1000);
        const another = await world.another();
        const results = await Promise.all(
          registers.map((register, index) =>
            sell(world, [world.now(), another], register, days[index] ?? []),
          ),
        );
        const proof = await books(world.now());
        const pushed = results.reduce((sum, day) => sum + day.pushed, 0);
        const answers = await world
          .now()
          .db.query.selectFrom('answer')
          .select(['number', 'state'])
          .orderBy('number')
          .execute();
        const live = await world
          .now()
          .db.query.selectFrom('lock')
          .select('request')
          .where('state', '=', 'live')
          .execute();
        const exceptions = await world
          .now()
          .db.query.selectFrom('exception')
          .select('kind')
          .execute();
        await another.db.close();
        await world.close();
        expect(proof.flaws).toEqual([]);
        // The second start leaves the numbers of the first behind; from there each one is given once.
        const first = answers[0]?.number ?? 100_001;
        expect(first).toBe(100_001);
        expect(answers.map((answer) => answer.number)).toEqual(
          Array.from({ length: pushed }, (_, index) => first + index),
        );
        expect(answers.every((answer) => answer.state === 'posted')).toBe(true);
        expect(live).toEqual([]);
        expect(exceptions).toEqual([]);
        expect(proof.accounts.find((row) => row.account === 'sales')?.balance ?? 0).toBe(
          0 - pushed * 10,
        );
      }),
      { numRuns: 4 },
    );
  }, 60_000);
});

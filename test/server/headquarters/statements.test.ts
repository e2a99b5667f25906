/** How many statements headquarters needs for a lock and for a sale: a regression fails here without a clock. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../../shared/entry.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import type { Act, Headquarters } from '../../../server/headquarters/headquarters.ts';
import { makeClerk } from './clerk.ts';
import { cash, entryOf, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

/** Counts what the transactions of this headquarters execute. */
function counting(headquarters: Headquarters): { headquarters: Headquarters; count: () => number } {
  let statements = 0;
  const plugin: Parameters<Act['withPlugin']>[0] = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const { db } = headquarters;
  const transaction: typeof db.transaction = (work) =>
    db.transaction((act) => work(act.withPlugin(plugin)));
  const count = (): number => {
    const counted = statements;
    statements = 0;
    return counted;
  };
  return { headquarters: { ...headquarters, db: { ...db, transaction } }, count };
}

const others = Array.from({ length: 30 }, (_, index) => `T${index + 1}`);

describe('the statements of a message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-statements-'));
  let world: TestWorld;
  beforeAll(async () => {
    const fresh = () => ({ file: join(folder, 'headquarters.sqlite') });
    world = await openWorld({ kind: 'sqlite', folder, fresh }, ['A', ...others]);
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('are few for a lock, and the same few for a hundred sales as for one', async () => {
    const { headquarters, count } = counting(world.now());
    await addCard(world.now(), 'c1', 10_000);
    const clerk = makeClerk(() => ({ ...world, now: () => headquarters }), 'A');
    count();
    const grant = await clerk.lock('r1', { card: 'c1', sale: 's1' });
    expect(count()).toBeLessThanOrEqual(10);

    const chain: Entry[] = [];
    const sell = (sale: string, paid: 'card' | 'cash'): void => {
      const grants = paid === 'card' ? [grant] : [];
      const tender = paid === 'card' ? instrument(grant, 100) : cash(100);
      const sealed = sealedSale({ sale, register: 'A', grants, shift: 'A-1' }, [
        goods(100),
        tender,
      ]);
      const previous = chain.at(-1);
      const before = previous === undefined ? [] : [previous.hash];
      chain.push(entryOf('A', chain.length + 1, before, { kind: 'sale', sale: sealed }));
    };
    const push = async (from: number): Promise<number> => {
      count();
      unwrap(await receivePage(headquarters, { register: 'A', entries: chain.slice(from) }));
      return count();
    };
    sell('s1', 'card');
    expect(await push(0)).toBeLessThanOrEqual(20);
    sell('s2', 'cash');
    const one = await push(1);
    expect(one).toBeLessThanOrEqual(18);
    for (let sale = 3; sale <= 102; sale += 1) sell(`s${sale}`, 'cash');
    expect(await push(2)).toBe(one);
    // An empty page asks HAVE, which is read.
    expect(await push(chain.length)).toBe(0);
  });

  it('are those of two messages for what thirty registers send at once', async () => {
    const { headquarters, count } = counting(world.now());
    await addCard(world.now(), 'hot', 10_000);
    const clerks = others.map((name) =>
      makeClerk(() => ({ ...world, now: () => headquarters }), name),
    );
    count();
    const outcomes = await Promise.all(
      clerks.map((clerk) => clerk.ask(`${clerk.register}-r`, { card: 'hot' })),
    );
    expect(outcomes.filter(({ state }) => state === 'granted')).toHaveLength(1);
    expect(count()).toBeLessThanOrEqual(2 * 12);
    const pages = others.map((register) => {
      const sale = sealedSale({ sale: `${register}-s`, register, shift: `${register}-1` }, [
        goods(100),
        cash(100),
      ]);
      return { register, entries: [entryOf(register, 1, [], { kind: 'sale', sale })] };
    });
    const stranger = { register: 'nobody', entries: [] };
    const had = await Promise.all(
      [...pages, stranger].map((page) => receivePage(headquarters, page)),
    );
    expect(had.filter(({ ok }) => ok)).toHaveLength(others.length);
    expect(had.at(-1)).toMatchObject({ fault: { code: 'device.unknown' } });
    expect(count()).toBeLessThanOrEqual(2 * 18);
    const answers = await world
      .now()
      .db.query.selectFrom('answer')
      .select(['number', 'register'])
      .where('register', 'in', others)
      .orderBy('number')
      .execute();
    expect(new Set(answers.map(({ register }) => register)).size).toBe(others.length);
    const first = answers[0]?.number ?? 0;
    expect(answers.map(({ number }) => number)).toEqual(others.map((_, index) => first + index));
  });
});

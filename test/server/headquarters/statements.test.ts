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

describe('the statements of a message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-statements-'));
  let world: TestWorld;
  beforeAll(async () => {
    const fresh = () => ({ file: join(folder, 'headquarters.sqlite') });
    world = await openWorld({ kind: 'sqlite', folder, fresh });
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
    expect(await push(0)).toBeLessThanOrEqual(24);
    sell('s2', 'cash');
    const one = await push(1);
    expect(one).toBeLessThanOrEqual(21);
    for (let sale = 3; sale <= 102; sale += 1) sell(`s${sale}`, 'cash');
    expect(await push(2)).toBe(one);
  });
});

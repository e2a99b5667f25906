/** How many statements the channel needs for a page of entries: a regression fails here without a clock. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../../shared/entry.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import { receivePage } from '../../../server/channel/receive.ts';
import type { ChannelDatabase } from '../../../server/channel/tables.ts';
import { cash, entryOf, goods, sealedSale } from '../headquarters/sealed.ts';
import { unwrap } from '../headquarters/world.ts';

const at = '2026-03-02T08:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'holdfast-statements-'));
let db: ChannelDatabase;
beforeAll(async () => {
  db = unwrap(await openChannelDatabase({ file: join(folder, 'channel.sqlite') }, at));
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

function counting(): { db: ChannelDatabase; count: () => number } {
  let statements = 0;
  const plugin: Parameters<ChannelDatabase['query']['withPlugin']>[0] = {
    transformQuery: ({ node }) => {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const transaction: typeof db.transaction = (work) =>
    db.transaction((act) => work(act.withPlugin(plugin)));
  return { db: { ...db, transaction }, count: () => statements };
}

it('takes as many statements for a page of a hundred sales as for one, and few', async () => {
  const chain: Entry[] = [];
  const sell = (): void => {
    const sale = `s${chain.length + 1}`;
    const sealed = sealedSale({ sale, register: 'A', shift: 'A-1' }, [goods(100), cash(100)]);
    const before = chain.slice(-1).map(({ hash }) => hash);
    chain.push(entryOf('A', chain.length + 1, before, { kind: 'sale', sale: sealed }));
  };
  const push = async (from: number): Promise<number> => {
    const { db: counted, count } = counting();
    const { have } = await receivePage(counted, 'A', chain.slice(from), at);
    expect(have.heads).toEqual([{ number: chain.length, hash: chain.at(-1)?.hash }]);
    return count();
  };
  sell();
  await push(0);
  sell();
  const one = await push(1);
  expect(one).toBeLessThanOrEqual(12);
  for (let sale = 0; sale < 100; sale += 1) sell();
  expect(await push(2)).toBe(one);
});

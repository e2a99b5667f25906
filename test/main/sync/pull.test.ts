import { afterEach, beforeEach, expect, it } from 'vitest';
import { findProduct } from '../../../main/database/catalog.ts';
import { jobVersions } from '../../../main/database/feed.ts';
import { pullStale } from '../../../main/sync/pull.ts';
import { done, fail, ok, type Result } from '../../../shared/fault.ts';
import type { FeedPage } from '../../../shared/feed.ts';
import type { FeedRequest } from '../../../shared/wire/feed.ts';
import { makeProduct } from '../../make/product.ts';
import { openTill, type Till } from './till.ts';

let till: Till;
beforeEach(() => {
  till = openTill();
});
afterEach(() => till.close());

const row = (n: number, price: number) => {
  const body = makeProduct(n, price);
  return { id: body.id, deleted: false, body };
};
/** A channel that hands out these pages, the first one when none is named; null: the line breaks. */
const channelOf = (pages: readonly (FeedPage | null)[]) => {
  const asked: FeedRequest[] = [];
  const feed = async (request: FeedRequest): Promise<Result<FeedPage>> => {
    asked.push(request);
    const page = pages[Number(request.page ?? 0)];
    return page ? ok(page) : fail('channel.unreachable');
  };
  return { asked, feed };
};
const products = (version: number, price: number): FeedPage[] => [
  { job: '1040', version, full: true, rows: [row(1, price)], next: '1' },
  { job: '1040', version, full: true, rows: [row(2, price)], next: null },
];
const pull = async (version: number, pages: readonly (FeedPage | null)[]) =>
  pullStale(till.db, channelOf(pages), { '1040': version }, new AbortController().signal);

it('starts anew after a load that broke off, whatever version is handed out then', async () => {
  const broken = await pull(1, [products(1, 100)[0] ?? null, null]);
  expect(broken).toMatchObject({ fault: { code: 'channel.unreachable' } });
  expect(await pull(2, products(2, 200))).toEqual(done);
  expect(jobVersions(till.db)['1040']).toBe(2);
  expect(['P1', 'P2'].map((id) => findProduct(till.db, id)?.price)).toEqual([200, 200]);
});

it('keeps no row of a load that broke off', async () => {
  const [first] = products(3, 100);
  const extra = first && { ...first, rows: [...first.rows, row(9, 900)] };
  await pull(3, [extra ?? null, null]);
  expect(await pull(3, products(3, 100))).toEqual(done);
  expect(findProduct(till.db, 'P9')).toBeNull();
});

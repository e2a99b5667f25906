import { beforeEach, expect, it } from 'vitest';
import { findByCard, findCustomer, searchCustomers } from '../../../main/database/customers.ts';
import { applyFeed, jobVersions } from '../../../main/database/feed.ts';
import type { Database } from '../../../main/database/open.ts';
import type { Customer } from '../../../shared/customer.ts';
import { must, openFile } from './file.ts';

const customer = (n: number, change: Partial<Customer> = {}): Customer => ({
  id: `C${n}`,
  number: String(100_000 + n),
  name: { en: `Customer ${n}`, zh: `顾客${n}` },
  phone: '',
  email: '',
  cards: [],
  ...change,
});
const ana = customer(1, {
  name: { en: 'Ana María Lindqvist', zh: '林安娜' },
  phone: '+1 (415) 555-0132',
  email: 'ana.lindqvist@example.org',
  cards: ['CARD-77'],
});
const bo = customer(2, { name: { en: 'Bo Chen', zh: '陈波' }, phone: '138 0013 8000' });

let db: Database;
const feed = async (
  version: number,
  customers: readonly Customer[],
  full = true,
): Promise<void> => {
  const rows = customers.map((body) => ({ id: body.id, deleted: false, body }));
  must(await applyFeed(db, { job: '1010', version, full, rows, next: null }, true));
};
beforeEach(async () => {
  db = openFile();
  await feed(1, [ana, bo]);
});
const found = (text: string): string[] => searchCustomers(db, text, 10).map((each) => each.id);

it('finds a customer by name, in either language, by number, by e-mail, and by any part of a phone number', () => {
  for (const text of [
    'ana',
    'maria lind',
    '安娜',
    '100001',
    'lindqvist@ex',
    '555',
    '0132',
    '(415) 555',
  ])
    expect([text, found(text)]).toEqual([text, ['C1']]);
  expect(found('13800138')).toEqual(['C2']);
  expect(found('波')).toEqual(['C2']);
  expect(found('')).toEqual(['C1', 'C2']);
  expect([found('zoe'), found('!!'), found('"')]).toEqual([[], [], []]);
});

it('finds a customer by what a card says, or by number', () => {
  expect(findByCard(db, 'card-77')).toEqual(ana);
  expect(findByCard(db, ' 100002 ')?.id).toBe('C2');
  expect(findByCard(db, 'CARD')).toBeNull();
  expect(findCustomer(db, 'C2')).toEqual(bo);
});

it('follows changes and deletions', async () => {
  const rows = [
    { id: 'C1', deleted: true, body: null },
    { id: 'C2', deleted: false, body: { ...bo, phone: '', name: { en: 'Bo Wong', zh: '王波' } } },
  ];
  must(await applyFeed(db, { job: '1010', version: 2, full: false, rows, next: null }, true));
  expect([found('ana'), found('chen'), found('8000'), found('wong')]).toEqual([[], [], [], ['C2']]);
  expect(findByCard(db, 'CARD-77')).toBeNull();
});

it('takes a large load in the thread, and forgets whom a full one no longer names', async () => {
  const many = Array.from({ length: 1200 }, (_, index) => customer(10 + index));
  await feed(2, many);
  expect(jobVersions(db)['1010']).toBe(2);
  expect(found('ana')).toEqual([]);
  expect(searchCustomers(db, 'customer', 2000)).toHaveLength(1200);
  await feed(3, [ana], false);
  expect(found('ana')).toEqual(['C1']);
});

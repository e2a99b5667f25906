/** Nothing missing: what head office can prove of a register's chain, and what it says when it cannot. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sealEntry, type Entry } from '../../../shared/entry.ts';
import type { Hash } from '../../../shared/identity.ts';
import { chainFile, csvCell } from '../../../server/headquarters/chainfile.ts';
import { proveChain } from '../../../server/headquarters/chainproof.ts';
import { describeDatabases } from '../databases.ts';
import { push, sale } from './desk.ts';
import { cash, entryOf, goods } from './sealed.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const all = {
  register: 'A',
  from: '2026-03-01T00:00:00.000Z',
  until: '2026-04-01T00:00:00.000Z',
};

/** Entries of a register, a day apart, each after the one before. */
function chain(count: number): Entry[] {
  const entries: Entry[] = [];
  for (let number = 1; number <= count; number += 1) {
    const previous: Hash[] = entries.slice(-1).map((entry) => entry.hash);
    const at = `2026-03-${String(number).padStart(2, '0')}T09:00:00.000Z`;
    const audit = { act: 'drawer' as const, staff: 'emma', note: '' };
    const body = { kind: 'audit' as const, audit };
    entries.push(
      sealEntry({ format: 1, register: 'A', incarnation: 0, number, previous, at, body }),
    );
  }
  return entries;
}

describeDatabases('nothing missing', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  const prove = async (change: Partial<typeof all> = {}) =>
    unwrap(await proveChain(world.now(), { ...all, ...change }));
  const flawsOf = async (): Promise<string[]> =>
    (await prove()).flaws.map(({ kind, number }) => `${number} ${kind}`);

  it('proves a whole chain, and a part of it by its days', async () => {
    const entries = chain(12);
    await push(world, 'A', ...entries);
    expect(await prove()).toMatchObject({
      ...{ first: 1, last: 12, entries: 12, received: 12, whole: true, flawed: 0 },
      seal: entries[11]?.hash,
    });
    const part = await prove({
      from: '2026-03-04T00:00:00.000Z',
      until: '2026-03-08T00:00:00.000Z',
    });
    expect(part).toMatchObject({ first: 4, last: 7, entries: 4, whole: true });
    expect(await prove({ from: '2026-03-20T00:00:00.000Z' })).toMatchObject({
      ...{ first: null, last: null, entries: 0, whole: true, seal: null },
    });
    expect((await proveChain(world.now(), { ...all, register: 'Z' })).ok).toBe(false);
  });

  it('names what is missing between, and what the register has beyond', async () => {
    const entries = chain(6);
    await push(world, 'A', ...entries.slice(0, 2), ...entries.slice(3));
    expect(await flawsOf()).toEqual([
      '3 missing',
      '4 unlinked',
      '4 waiting',
      '5 waiting',
      '6 waiting',
    ]);
    await push(world, 'A', ...entries.slice(2, 3));
    expect(await flawsOf()).toEqual([]);
    await world
      .now()
      .db.query.updateTable('register')
      .set({ head_number: 8 })
      .where('id', '=', 'A')
      .execute();
    expect(await flawsOf()).toEqual(['7 missing', '8 missing']);
  });

  it('names an entry that is not what was sealed, and one whose number was used twice', async () => {
    const entries = chain(3);
    await push(world, 'A', ...entries);
    await world
      .now()
      .db.query.updateTable('entry')
      .set({ content: '{"changed":true}' })
      .where('hash', '=', entries[1]?.hash ?? '')
      .execute();
    expect(await flawsOf()).toEqual(['2 damaged']);
    const twin = entryOf(
      'A',
      3,
      [entries[1]?.hash ?? ''],
      sale({ sale: 's', register: 'A' }, [goods(100), cash(100)]),
    );
    await push(world, 'A', twin);
    expect(await flawsOf()).toContain('3 twice');
  });

  it('writes the chain as CSV, a line for each entry', async () => {
    const entries = chain(2);
    await push(world, 'A', ...entries);
    let text = '';
    for await (const line of unwrap(await chainFile(world.now(), all))) text += line;
    const [heading, first, second] = text.split('\r\n');
    expect(heading).toBe('register,number,hash,previous,made,received,posted,state,receipt,total');
    expect(first).toMatch(new RegExp(`^A,1,${entries[0]?.hash},,2026-03-01T09:00:00.000Z,`));
    expect(second).toMatch(new RegExp(`^A,2,${entries[1]?.hash},${entries[0]?.hash},`));
    expect((await chainFile(world.now(), { ...all, register: 'Z' })).ok).toBe(false);
  });
});

it('quotes what CSV needs quoted, and lets no spreadsheet reckon', () => {
  expect(csvCell('a,"b"')).toBe('"a,""b"""');
  expect(csvCell('=1+1')).toBe("'=1+1");
  expect(csvCell('-250')).toBe('-250');
});

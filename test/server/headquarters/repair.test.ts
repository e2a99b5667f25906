/** Repair of entries that were set aside (PROTOCOL P6): what came is kept, what a person made of it posts once under the entry's own hash. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { liveLocks } from '../../../server/headquarters/books.ts';
import { retryParked } from '../../../server/headquarters/backlog.ts';
import { exceptionRows } from '../../../server/headquarters/exceptionrows.ts';
import { repairEntry } from '../../../server/headquarters/repairing.ts';
import { hideNumbers, layOut, showNumbers } from '../../../server/headquarters/repairtext.ts';
import { lookAtRepair, viewParked } from '../../../server/headquarters/repairviews.ts';
import type { Exceptions } from '../../../shared/wire/exceptions.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { accounts, answers, openExceptions, push, sale } from './desk.ts';
import { cash, entryOf, flawed, goods, instrument, sealedSale } from './sealed.ts';
import { addCard, openWorld, unwrap, type TestWorld } from './world.ts';

const approved = { by: 'ruth', second: 'sam', reason: 'read from the printed receipt' };
/** As a disk damages it: a name that no schema knows. */
const hurt = (entry: Entry): Entry => ({
  ...entry,
  content: entry.content.replace('"total":', '"t\u0000tal":'),
});
const mended = (text: string): string => text.replaceAll('t\uFFFDtal', 'total');

it('shows text one value a line, also where it is damaged, and hides long numbers without losing them', () => {
  expect(layOut('{"a":[1,{"b":"x,{y"}],"c":{},"d"')).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": "x,{y"\n    }\n  ],\n  "c": {},\n  "d"',
  );
  const text = `{"note":"card 6300 3441 7129 4417","hash":"${'a1'.repeat(32)}","sum":450}`;
  const shown = hideNumbers(text);
  expect(shown).toContain('"card ⟦1 ····4417⟧"');
  expect(shown).toContain('a1'.repeat(32));
  expect(showNumbers(shown.replace('450', '540'), text)).toBe(text.replace('450', '540'));
  expect(showNumbers('⟦2 ····4417⟧', text)).toBeUndefined();
});

describeDatabases('a repair', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  /** Register A sold for 300 of a card of 500; the entry came damaged twice and is set aside, its successor is posted. */
  const setAside = async () => {
    const { key } = await addCard(world.now(), 'c1', 500);
    const grant = await makeClerk(() => world, 'A').lock('r1', { card: 'c1' });
    const sold = sealedSale({ sale: 'sale-r1', register: 'A', grants: [grant] }, [
      goods(300),
      instrument(grant, 300),
    ]);
    const first = entryOf('A', 1, [], { kind: 'sale', sale: sold });
    const second = entryOf(
      'A',
      2,
      [first.hash],
      sale({ sale: 's2', register: 'A' }, [goods(50), cash(50)]),
    );
    for (let time = 0; time < 2; time += 1) await push(world, 'A', hurt(first), second);
    const at = { register: 'A', hash: first.hash };
    return { key, first, sold, grant, at };
  };
  const postings = async (key: string): Promise<unknown[]> =>
    unwrap(await instrumentHistory(world.now(), key)).postings.map(({ act, change }) => [
      act,
      change,
    ]);

  it('posts once what the register sealed, frees the lock, answers the register, and keeps what came', async () => {
    const { key, first, at } = await setAside();
    expect(await answers(world)).toEqual(['A2 posted']);
    const { lock } = unwrap(await instrumentHistory(world.now(), key)).instrument;
    expect(lock?.parked).toEqual({ number: 1, hash: first.hash });
    const view = unwrap(await viewParked(world.now(), at));
    expect(view).toMatchObject({ foreign: false, locks: [{ request: 'r1', sale: 'sale-r1' }] });
    const text = mended(view.text);
    expect(unwrap(await lookAtRepair(world.now(), at, text))).toMatchObject({
      ...{ sealed: true, kind: 'sale', receipt: 'R-sale-r1', total: 300, currency: 'USD' },
      instruments: [{ amount: 300 }],
    });
    expect(await postings(key)).toEqual([['opening', 500]]);
    expect(await repairEntry(world.now(), at, text, approved)).toEqual({
      ok: true,
      value: { state: 'posted' },
    });
    expect(await repairEntry(world.now(), at, text, approved)).toMatchObject({
      fault: { code: 'repair.none' },
    });
    // The register sends it again, damaged and whole; nothing is posted twice.
    await push(world, 'A', hurt(first));
    await push(world, 'A', first);
    expect(await retryParked(world.now())).toBe(0);
    expect(await postings(key)).toEqual([
      ['opening', 500],
      ['pay', -300],
    ]);
    expect((await answers(world)).toSorted()).toEqual(['A1 posted', 'A2 posted']);
    expect(await openExceptions(world)).toEqual([]);
    expect((await liveLocks(world.now())).size).toBe(0);
    expect(await accounts(world)).toEqual({
      ...{ cash: 50, giftCardLiability: -200, opening: 500, sales: -350 },
    });
    const [kept] = await world.now().db.query.selectFrom('repair').selectAll().execute();
    expect(kept).toMatchObject({ sealed: 1, by: 'ruth', second: 'sam', content: first.content });
    expect(kept?.original).toContain('t\uFFFDtal');
  });

  it('posts what persons made of it where nobody knows the sealed words, and names the difference when they come after all', async () => {
    const { key, first, sold, grant, at } = await setAside();
    const told = sealedSale({ sale: sold.id, register: 'A', grants: sold.grants }, [
      goods(280),
      instrument(grant, 280),
    ]);
    const text = layOut(entryOf('A', 1, [], { kind: 'sale', sale: told }).content);
    expect(unwrap(await lookAtRepair(world.now(), at, text)).sealed).toBe(false);
    unwrap(await repairEntry(world.now(), at, text, approved));
    expect(await postings(key)).toEqual([
      ['opening', 500],
      ['pay', -280],
    ]);
    for (let time = 0; time < 2; time += 1) await push(world, 'A', first);
    const { rows } = unwrap(
      await exceptionRows(world.now().db.query, { state: 'open', show: 'twice', limit: 100 }),
    );
    expect(rows).toMatchObject([
      { kind: 'repairDiffers', amount: 280, otherAmount: 300, entryNumber: 1 },
    ]);
    expect(await postings(key)).toHaveLength(2);
    await accounts(world);
  });

  it('takes no text that posting would not take, and changes nothing', async () => {
    const { key, first, sold, at } = await setAside();
    const view = unwrap(await viewParked(world.now(), at));
    const text = mended(view.text);
    const tries: readonly (readonly [string, string])[] = [
      [text.replace('"receipt"', 'receipt'), 'repair.invalid'],
      [view.text, 'repair.invalid'],
      [text.replace(/"register": "A"\n}$/, '"register": "B"\n}'), 'repair.invalid'],
      [`${text}⟦9 ····1111⟧`, 'repair.invalid'],
      [text.replace('"number": 1,', '"number": 3,'), 'repair.predecessor'],
      [text.replace('"previous": []', `"previous": ["${'0'.repeat(64)}"]`), 'repair.predecessor'],
      [layOut(entryOf('A', 1, [], { kind: 'sale', sale: flawed(sold) }).content), 'repair.flawed'],
    ];
    for (const [edited, code] of tries) {
      expect(await lookAtRepair(world.now(), at, edited)).toMatchObject({ fault: { code } });
      expect(await repairEntry(world.now(), at, edited, approved)).toMatchObject({
        fault: { code },
      });
    }
    expect(
      await repairEntry(world.now(), at, text, { ...approved, second: approved.by }),
    ).toMatchObject({ fault: { code: 'lock.secondPerson' } });
    const elsewhere = { register: 'B', hash: first.hash };
    expect(await viewParked(world.now(), elsewhere)).toMatchObject({
      fault: { code: 'repair.none' },
    });
    expect(await postings(key)).toEqual([['opening', 500]]);
    expect(await openExceptions(world)).toEqual([{ kind: 'parked', amount: null }]);
  });

  it('does not post in one chain what belongs to another', async () => {
    const own = entryOf('B', 1, [], sale({ sale: 's', register: 'B' }, [goods(5), cash(5)]));
    await push(world, 'A', own);
    const at = { register: 'A', hash: own.hash };
    const view = unwrap(await viewParked(world.now(), at));
    expect(view.foreign).toBe(true);
    const edited = view.text.replaceAll('"register": "B"', '"register": "A"');
    expect(await repairEntry(world.now(), at, edited, approved)).toMatchObject({
      fault: { code: 'repair.foreign' },
    });
  });

  it('lets two persons at once repair it once', async () => {
    const { key, at } = await setAside();
    const text = mended(unwrap(await viewParked(world.now(), at)).text);
    const second = await world.another();
    const done = await Promise.all([
      repairEntry(world.now(), at, text, approved),
      repairEntry(second, at, text, { ...approved, by: 'ann' }),
    ]);
    await second.db.close();
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await postings(key)).toHaveLength(2);
  });

  it('is found among many exceptions, page by page, each once; a foreign cursor is refused', async () => {
    await setAside();
    await world
      .now()
      .db.query.insertInto('exception')
      .values(
        Array.from({ length: 25 }, (_, n) => ({
          ...{ id: `x${n}`, kind: 'saleFlaw' as const, at: '2026-03-02T07:00:00.000Z' },
          ...{ register: 'A', other_register: null, instrument: null, last4: null, request: null },
          ...{ sale: null, receipt: null, entry: null, entry_number: null, amount: null },
          ...{ other_amount: null, currency: null, detail: 'many at once', closed_at: null },
          ...{ closed_by: null, closed_note: null },
        })),
      )
      .execute();
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: Exceptions = unwrap(
        await exceptionRows(world.now().db.query, {
          ...{ state: 'open', show: 'all', limit: 10 },
          ...(after === '' ? {} : { after }),
        }),
      );
      expect(page.counts).toMatchObject({ all: 26, parked: 1, other: 25 });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([26, 26]);
    const foreign = { state: 'open', show: 'all', limit: 10, after: 'bm8' } as const;
    expect(await exceptionRows(world.now().db.query, foreign)).toMatchObject({
      fault: { code: 'wire.malformed' },
    });
  });
});

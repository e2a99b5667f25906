/** The life of a shift at the register, with the line and without. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveAnswers } from '../../../main/database/answers.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import type { Shifts } from '../../../shared/bridge/shift.ts';
import { minor, mostMinor } from '../../../shared/money.ts';
import { shiftOf } from '../../../shared/shiftsums.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { configuration } from '../../make/place.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
  const required = { ...configuration, shift: 'required' as const };
  await bench.feed('1070', [{ id: configuration.store, body: required }]);
});
afterEach(() => endBench(bench));

const counts = (value: number, count: number) => [{ value: minor(value), count }];
const open: Command = { command: 'openShift', amount: minor(20_000), counts: counts(2000, 10) };
const moved = (command: 'floatEntry' | 'tenderRemoval' | 'safeDrop', amount: number): Command => ({
  command,
  amount: minor(amount),
  counts: [],
  note: '',
});
const count = (amount: number, shift: string | null = null): Command => ({
  command: 'declareTenders',
  shift,
  tenders: [{ kind: 'cash', amount: minor(amount), counts: [] }],
});
const close: Command = { command: 'closeShift', shift: null };

async function sell(): Promise<void> {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'openPayment' });
  await bench.act({ command: 'payCash', amount: minor(10_000) });
  await bench.act({ command: 'newSale' });
}
const shifts = async (): Promise<Shifts> => {
  const answer = await bench.register.query({ query: 'shifts' });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};
const report = async (shift: string | null) => {
  const answer = await bench.register.query({ query: 'shiftReport', shift });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};
const text = (): string => JSON.stringify(bench.printed.at(-1)?.parts);

describe('a store that keeps shifts', () => {
  it('sells nothing before one is open, and says so', async () => {
    expect(bench.view()).toMatchObject({ screen: 'shift', shift: { required: true, open: null } });
    expect(await bench.refused({ command: 'addProduct', product: hundred.id })).toBe(
      'shift.needed',
    );
    expect(await bench.refused({ command: 'printX' })).toBe('shift.needed');
    expect(await bench.refused(moved('safeDrop', 100))).toBe('shift.needed');
    expect(await bench.refused({ ...open, amount: minor(1) })).toBe('amount.invalid');
    expect(await bench.refused({ ...open, counts: counts(mostMinor, 5) })).toBe('amount.invalid');
    await bench.act(open);
    expect(bench.view()).toMatchObject({
      screen: 'sale',
      shift: { open: { name: 'R02-S0001', drawer: 20_000 } },
    });
    expect(bench.counts.drawer).toBe(1);
    expect(await bench.refused(open)).toBe('shift.open');
  });

  it('names the shift in what happens during it', async () => {
    await bench.act(open);
    await sell();
    await bench.act({ command: 'addProduct', product: hundred.id });
    await bench.act({ command: 'voidSale' });
    await bench.act({ command: 'openDrawer' });
    const id = bench.view().shift.open?.id;
    const told = entriesToSend(bench.db, [], 100).map((entry) => {
      const content = readEntry(entry);
      return content.ok ? [content.value.body.kind, shiftOf(content.value.body)] : [];
    });
    expect(told).toEqual(['shift', 'sale', 'void', 'audit'].map((kind) => [kind, id]));
    const { sums } = { sums: await report(null) };
    expect(sums.row).toMatchObject({ sales: 1, total: 10_000, pending: 4 });
  });

  it('moves cash, and never more than there should be', async () => {
    await bench.act(open);
    await bench.act(moved('floatEntry', 5000));
    await bench.act(moved('tenderRemoval', 1000));
    await bench.act(moved('safeDrop', 4000));
    expect(await bench.refused(moved('safeDrop', 20_001))).toBe('shift.tooMuch');
    expect(await bench.refused(moved('safeDrop', 0))).toBe('amount.invalid');
    const drop = (bag: string): Command => ({
      command: 'bankDrop',
      amount: minor(10_000),
      counts: [],
      note: '',
      bag,
    });
    expect(await bench.refused(drop(' '))).toBe('shift.bag');
    await bench.act(drop('4711'));
    expect(bench.view().shift.open?.drawer).toBe(10_000);
    expect(bench.counts.drawer).toBe(5);
    const { tenders } = await report(null);
    expect(tenders).toMatchObject([
      { kind: 'cash', opening: 20_000, added: 5000, removed: 15_000, expected: 10_000 },
    ]);
  });

  it('closes only what was counted since money last moved', async () => {
    await bench.act(open);
    expect(await bench.refused(close)).toBe('shift.uncounted');
    await bench.act(count(20_000));
    await sell();
    expect(await bench.refused(close)).toBe('shift.uncounted');
    await bench.act(count(29_950));
    await bench.act({ command: 'addProduct', product: hundred.id });
    expect(await bench.refused(close)).toBe('cart.open');
    await bench.act({ command: 'voidSale' });
    await bench.act(close);
    expect(text()).toContain('Z report');
    expect(text()).toContain('-50'.replace('-', '\u2212').replace('50', '0.50'));
    expect(bench.view().screen).toBe('shift');
    const { closed } = await shifts();
    expect(closed).toMatchObject([{ name: 'R02-S0001', state: 'closed', difference: -50 }]);
    await bench.act(open);
    expect(bench.view().shift.open?.name).toBe('R02-S0002');
  });

  it('counts each tender once, the cash among them', async () => {
    await bench.act(open);
    const cash = { kind: 'cash' as const, amount: minor(1), counts: [] };
    const declare = (
      tenders: readonly (typeof cash | { kind: 'card'; amount: typeof cash.amount; counts: [] })[],
    ) => bench.refused({ command: 'declareTenders', shift: null, tenders: [...tenders] });
    expect(await declare([])).toBe('amount.invalid');
    expect(await declare([{ kind: 'card', amount: minor(1), counts: [] }])).toBe('amount.invalid');
    expect(await declare([cash, cash])).toBe('amount.invalid');
    expect(await declare([cash, { kind: 'card', amount: minor(0), counts: [] }])).toBe('nothing');
  });
});

describe('a shift that is left', () => {
  it('is suspended, another is opened, and it is resumed', async () => {
    await bench.act(open);
    await sell();
    await bench.act({ command: 'suspendShift' });
    const [first] = (await shifts()).waiting;
    expect(first).toMatchObject({ state: 'suspended', sales: 1 });
    await bench.act(open);
    expect(await bench.refused({ command: 'resumeShift', shift: first?.id ?? '' })).toBe(
      'shift.open',
    );
    await bench.act(count(20_000));
    await bench.act(close);
    await bench.act({ command: 'resumeShift', shift: first?.id ?? '' });
    expect(bench.view().shift.open).toMatchObject({ name: 'R02-S0001', drawer: 30_000 });
  });

  it('is closed blind, counted later and closed for good', async () => {
    await bench.act(open);
    await bench.act({ command: 'blindCloseShift' });
    const id = (await shifts()).waiting[0]?.id ?? '';
    expect(await bench.refused({ command: 'resumeShift', shift: id })).toBe('shift.unknown');
    expect(await bench.refused({ command: 'closeShift', shift: id })).toBe('shift.uncounted');
    await bench.act(open);
    await bench.act(count(20_000, id));
    await bench.act({ command: 'closeShift', shift: id });
    expect((await shifts()).closed).toMatchObject([{ id, difference: 0 }]);
    expect(bench.view().shift.open?.name).toBe('R02-S0002');
    expect(await bench.refused({ command: 'closeShift', shift: id })).toBe('shift.unknown');
    expect(await bench.refused({ command: 'reprintZ', shift: 'none' })).toBe('shift.unknown');
  });
});

describe('with the line cut', () => {
  it('closes provisionally and becomes final by itself with the same figures', async () => {
    bench.line.turn('offline');
    await bench.act(open);
    await sell();
    await bench.act(moved('safeDrop', 1000));
    await bench.act({ command: 'printX' });
    expect(text()).toContain('X report');
    await bench.act(count(29_000));
    await bench.act(close);
    const before = bench.printed.at(-1);
    expect(text()).toContain('PROVISIONAL');
    expect((await shifts()).closed[0]).toMatchObject({ pending: 4, sales: 1 });

    const entries = entriesToSend(bench.db, [], 100);
    const answers = entries.map((entry, at) => ({
      register: 'S01-R02',
      hash: entry.hash,
      number: at + 1,
      state: 'posted' as const,
      amounts: [],
      at: bench.clock.now(),
    }));
    saveAnswers(bench.db, answers.slice(0, 3), 3);
    expect((await shifts()).closed[0]?.pending).toBe(1);
    saveAnswers(bench.db, answers.slice(3, 4), 4);
    expect((await shifts()).closed[0]?.pending).toBe(0);
    await bench.act({ command: 'reprintZ', shift: null });
    expect(text()).toContain('FINAL');
    expect(text()).toContain('COPY');
    const figures = (paper: typeof before) => paper?.parts.filter((part) => part.part === 'pair');
    expect(figures(bench.printed.at(-1))).toEqual(figures(before));
  });
});

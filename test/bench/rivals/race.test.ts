import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodsOf } from '../paint/goods.ts';
import { figureText, markdownOf, medianTable } from '../table.ts';
import type { Engine, Sale } from './engine.ts';
import { fastest, nothingSeen, tableOf, type Racer } from './figures.ts';
import { holdfast, oneSale } from './holdfast.ts';
import { makeMeter } from './meter.ts';
import { hydrated } from './page/hydrated.ts';
import { plainSqlite } from './plainsqlite.ts';
import { productsFrom } from './site.ts';

const racer = (name: string, seen: Partial<Racer['seen']>): Racer => ({
  name,
  way: `${name}'s way`,
  durability: 'a flush',
  seen: { ...nothingSeen(), ...seen },
});

describe('the table', () => {
  const own = racer('Holdfast', { loads: [900], scans: [0.001, 0.002, 0.004] });
  const table = tableOf(own, [racer('A', { scans: [3, 1, 2] }), racer('B', {})]);
  const line = (name: string) => table.lines.find((each) => each.name === name)?.cells;

  it('has who races in columns, and the published budget beside Holdfast', () => {
    expect(table.columns).toEqual(['Holdfast', 'POS Awesome, its budget', 'A', 'B']);
    expect(line('First load, ms')).toEqual([900, 15_000, null, null]);
    expect(line('Barcode, p50 ms')).toEqual([0.002, null, 2, null]);
    expect(line('Barcode, p95 ms')).toEqual([0.004, 50, 3, null]);
    expect(line('Two words, p95 ms')).toEqual([null, 300, null, null]);
  });

  it('says what is too short for a clock, and where nothing was measured', () => {
    expect([0.004, 0.0123, 1.234, 99.96, 12_345.6, null, 'a flush'].map(figureText)).toEqual([
      '< 0.01',
      '0.0123',
      '1.23',
      '100',
      '12,346',
      '-',
      'a flush',
    ]);
    expect(markdownOf(table).split('\n')[5]).toBe('| Barcode, p50 ms | < 0.01 | - | 2 | - |');
  });

  it('of three runs has the median of each figure, whatever the order of the columns', () => {
    const run = (a: number | null, b: number) => ({
      columns: b > 20 ? ['B', 'A'] : ['A', 'B'],
      lines: [{ name: 'ms', cells: b > 20 ? [b, a] : [a, b] }],
    });
    expect(medianTable([run(3, 30), run(null, 10), run(5, 20)])).toEqual({
      columns: ['A', 'B'],
      lines: [{ name: 'ms', cells: [5, 20] }],
    });
    expect(medianTable([])).toBeNull();
  });

  it('knows the fastest of those that were measured', () => {
    const all = [racer('A', { scans: [3] }), racer('B', {}), racer('C', { scans: [2, 9] })];
    expect(fastest(all, ({ scans }) => scans, 0.5)).toEqual({ name: 'A', ms: 3 });
    expect(fastest(all, ({ scans }) => scans, 0)).toEqual({ name: 'C', ms: 2 });
  });
});

describe('the engines that run in Node', () => {
  const count = 1_200;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-rivals-'));
  const engines: Record<string, Engine> = {};
  let content: object = {};
  const meterOf = (engine: Engine) =>
    makeMeter(engine, {
      page: async (from) => productsFrom(from, count),
      sale: (number): Sale => ({ id: `S${number}`, at: '2026-11-29T08:00:00.000Z', content }),
    });

  beforeAll(async () => {
    content = await oneSale(join(folder, 'like'));
    Object.assign(engines, { holdfast: await holdfast(folder), plain: plainSqlite(folder) });
  });
  afterAll(async () => {
    for (const engine of Object.values(engines)) await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('find, after a start, what they were given, and all the same by two words', async () => {
    const filter = hydrated(Array.from({ length: count }, (_, number) => goodsOf(number)));
    for (const [name, engine] of Object.entries(engines)) {
      const meter = meterOf(engine);
      expect((await meter.load(0, Infinity)).products, name).toBe(count);
      expect(await meter.start(goodsOf(count - 1).barcodes[0] ?? ''), name).toBeGreaterThan(0);
      expect(await meter.scan([goodsOf(7).barcodes[0] ?? '']), name).toHaveLength(1);
      for (const number of [3, 400, 1_100]) {
        const [first = '', second = ''] = goodsOf(number).name.en.split(' ');
        const text = `${first.slice(0, 4)} ${second.slice(0, 3)}`;
        const ids = (await engine.search(text)).map(({ id }) => id);
        const wanted = (await filter.search(text)).map(({ id }) => id);
        expect(ids, `${name}: ${text}`).toEqual(wanted);
        expect(ids).toContain(goodsOf(number).id);
      }
    }
  });

  it('have each committed sale to send', async () => {
    for (const [name, engine] of Object.entries(engines)) {
      const meter = meterOf(engine);
      expect(await meter.commit(0, 3, Infinity), name).toHaveLength(3);
      expect((await meter.unsent()).sales, name).toBe(3);
    }
  });
});

/** The small parts of the pages: sheets of their look, files for spreadsheets, differences of texts, round marks of an axis. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText } from '../../../../server/headquarters/web/csv.ts';
import { diffLines } from '../../../../server/headquarters/web/exceptions/diff.ts';
import { scaleOf } from '../../../../server/headquarters/web/reports/scale.ts';

it('writes what a reader of RFC 4180 reads back, whatever stands in a cell', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', '"', ',', '\r', '\n', ' ', '余', '=', '\t'),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read: string[][] = parse(csvText({ head: ['a', 'b'], rows }), { bom: true });
      expect(
        read.slice(1).map((row) => row.map((one) => one.replace(/^'(?=[=\t\r\n])/, ''))),
      ).toEqual(rows);
    }),
  );
});

it('lets no cell be a formula, and leaves amounts numbers', () => {
  const row = ['=1+1', '+cmd|x', '@sum(a1)', '-2+3', '-12.50', '\t=1', '＝1', 'R-01'];
  expect(csvText({ head: ['x'], rows: [row] })).toBe(
    "\uFEFFx\r\n'=1+1,'+cmd|x,'@sum(a1),'-2+3,-12.50,\"'\t=1\",'＝1,R-01\r\n".replace(
      '"\'\t=1"',
      "'\t=1",
    ),
  );
});

it('leads from the one text to the other by its differences, and finds few where there are few', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before.join('\n'), after.join('\n'));
      const side = (without: 'added' | 'removed') =>
        lines.filter(({ what }) => what !== without).map((line) => line.text);
      expect(side('added')).toEqual(before);
      expect(side('removed')).toEqual(after);
    }),
  );
  expect(diffLines('a\nb\nc\nd', 'a\nx\nc\nd\ne').filter(({ what }) => what !== 'same')).toEqual([
    { what: 'removed', text: 'b' },
    { what: 'added', text: 'x' },
    { what: 'added', text: 'e' },
  ]);
});

it('marks an axis with round figures that reach over all of them', () => {
  expect(scaleOf([0, 48_355])).toMatchObject({ least: 0, most: 60_000 });
  expect(scaleOf([])).toMatchObject({ least: 0, most: 1 });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })), (values) => {
      const { least, most, marks } = scaleOf(values);
      for (const value of values) {
        expect(value).toBeGreaterThanOrEqual(least);
        expect(value).toBeLessThanOrEqual(most);
      }
      expect(marks.length).toBeLessThanOrEqual(8);
      expect(marks).toContain(0);
    }),
  );
});

it('lets no page dress what another page names: a class stands alone in one of the sheets that come with pages', () => {
  const look = join(import.meta.dirname, '../../../../server/headquarters/web/look');
  const always = new Set(['frame.css', 'ground.css', 'keys.css', 'parts.css']);
  const owners = new Map<string, string>();
  for (const sheet of readdirSync(look).filter((name) => !always.has(name))) {
    const text = readFileSync(join(look, sheet), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
    const selectors = [...text.matchAll(/([^{}]+)\{/g)].flatMap((match) =>
      (match[1] ?? '').split(',').map((one) => one.trim()),
    );
    for (const name of selectors.filter((one) => /^\.[\w-]+$/.test(one))) {
      expect(owners.get(name) ?? sheet, name).toBe(sheet);
      owners.set(name, sheet);
    }
  }
  expect(owners.get('.params')).toBe('parameters.css');
});

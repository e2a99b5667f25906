import { expect, it } from 'vitest';
import { paperText } from '../../../main/devices/papertext.ts';
import { paper } from './paper.ts';

const width = (row: string): number =>
  Array.from(row).reduce((sum, character) => sum + (/[\u2e80-\uff60]/u.test(character) ? 2 : 1), 0);

it.each([42, 32])('fits a paper into %i columns and cuts nothing', (columns) => {
  const text = paperText(paper, columns);
  const rows = text.trimEnd().split('\n');
  expect(Math.max(...rows.map(width))).toBeLessThanOrEqual(columns);
  for (const word of [
    '12.30',
    '\u22121,234.50',
    '34.40',
    'winter',
    'COMPLETED OFFLINE',
    '$13.78',
  ]) {
    expect(text).toContain(word);
  }
});

it('puts an amount at the right edge', () => {
  const row = paperText(paper, 42)
    .split('\n')
    .find((text) => text.startsWith('9520004546553'));
  expect(row).toBe(`9520004546553${' '.repeat(24)}12.30`);
});

it('prints no command that a product name brings along, and no row of its own', () => {
  const left = 'Tea\u001bp0\u202e\nTOTAL';
  const text = paperText({ ...paper, parts: [{ part: 'pair', left, right: '12.30' }] });
  expect(text).toMatch(/^Tea p0 {2}TOTAL +12\.30\n$/);
});

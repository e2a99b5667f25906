import { expect, it } from 'vitest';
import { licenceFile, licenceText, shippedLicences, unlicensed } from '../../tools/licences.ts';
import { read } from './tree.ts';

const licences = shippedLicences();

it('ships only packages under licences that are allowed', () => {
  expect(licences.length).toBeGreaterThan(100);
  expect(unlicensed(licences)).toEqual([]);
});

it('lists them as they are (node tools/licences.ts writes the list anew)', () => {
  expect(read(licenceFile)).toBe(licenceText(licences));
});

it('tells a licence that is not allowed', () => {
  const licence = (license: string) => ({ name: 'x', version: '1.0.0', license });
  const told = ['GPL-3.0-only', '(MIT OR GPL-3.0)', 'MIT AND GPL-2.0', 'none named'].map(licence);
  expect(unlicensed(told).map(({ license }) => license)).toEqual([
    'GPL-3.0-only',
    'MIT AND GPL-2.0',
    'none named',
  ]);
});

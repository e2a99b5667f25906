/** Chinese rows as pictures, for a printer that has not their signs. */
import { expect, it } from 'vitest';
import { paperBytes, rowsToDraw, type PaperStyle } from '../../../main/devices/escpos.ts';
import { picturesIn } from './pictures.ts';
import type { Bitmap } from '../../../main/devices/raster.ts';
import { paper } from './paper.ts';

const style: PaperStyle = { columns: 42, chinese: 'raster', cut: true };

it('draws only rows with Chinese signs, and no row for a printer that has them', () => {
  const rows = rowsToDraw(paper, style).map(({ text }) => text);
  expect(rows[0]).toMatch(/^其中增值税 13% +34\.40$/);
  for (const row of rows) expect(row).toMatch(/\p{Script=Han}/u);
  expect(rowsToDraw(paper, { ...style, chinese: true })).toEqual([]);
  expect(rowsToDraw(paper, { ...style, chinese: false })).toEqual([]);
});

it('sends each picture whole, in the place of its row', () => {
  const pictures = rowsToDraw(paper, style).map((_row, number): Bitmap => ({
    stride: 63,
    height: 24,
    bits: Uint8Array.from({ length: 63 * 24 }, (_, index) => (index * 37 + number) % 256),
  }));
  const bytes = paperBytes(paper, style, pictures);
  expect(picturesIn(bytes)).toEqual(pictures);
  const text = Buffer.from(bytes).toString('latin1');
  const at = text.indexOf('\u001Dv0');
  expect(text.slice(0, at)).toContain('12.30');
  expect(text.slice(at)).toContain('A label that is far');
});

it('is a bug when a row was not drawn', () => {
  expect(() => paperBytes(paper, style, [])).toThrow('drawn');
});

it('says nothing to the printer within a picture that it would obey at once', () => {
  const [row] = rowsToDraw(paper, style);
  expect(row).toBeDefined();
  const bits = new Uint8Array(63 * 24);
  bits.set([0x10, 0x04, 0x01, 0x10, 0x14, 0x10, 0x05, 0x10, 0x40]);
  const pictures = rowsToDraw(paper, style).map(() => ({ stride: 63, height: 24, bits }));
  const sent = picturesIn(paperBytes(paper, style, pictures))[0]?.bits.slice(0, 9);
  expect([...(sent ?? [])]).toEqual([0x10, 0x0c, 0x01, 0x10, 0x1c, 0x10, 0x0d, 0x10, 0x40]);
});

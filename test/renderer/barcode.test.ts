import { expect, it } from 'vitest';
import bwip from 'bwip-js/node';
import { z } from 'zod';
import { code128 } from '../../renderer/parts/barcode.tsx';

const drawn = z.tuple([z.looseObject({ sbs: z.array(z.number()) })]);
const startB = '^104';

it('has the same bars as an independent encoder in code set B', () => {
  for (const text of ['R02000483', 'R02-000483', 'Holdfast 1.0 ~']) {
    // In raw mode it wants the symbol values themselves.
    const values = Array.from(
      text,
      (character) => `^${String(character.charCodeAt(0) - 32).padStart(3, '0')}`,
    );
    const symbols: unknown = bwip.raw('code128', startB + values.join(''), 'raw');
    expect(code128(text)).toEqual(drawn.parse(symbols)[0].sbs);
  }
});

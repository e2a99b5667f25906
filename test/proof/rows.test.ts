/** Every row of the proof in its small size; `npm run proof` does the full one. */
import { expect, it } from 'vitest';
import { prove } from './prove.ts';
import { lossesOf } from './row.ts';
import { rows } from './rows.ts';

for (const row of rows) {
  const { small: count } = row;
  if (count === null) continue;
  it.concurrent(`${row.title}: nothing is lost by ${count} ${row.unit}`, async () => {
    const { finding } = await prove(row, { count, seed: 1, tell: () => undefined });
    // Which cases came up in so small a size is a matter of time and chance; the full size demands all of them.
    expect(lossesOf(finding)).toEqual([]);
  }, 180_000);
}

/** A register whose process is killed in the middle of selling, again and again, loses no answered sale and writes none half. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { readOpenCart } from '../../../main/database/carts.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { wanted } from '../../../main/database/locks.ts';
import { compareWitness } from '../../../main/database/recovery.ts';
import { cartRequests } from '../../../shared/cart.ts';
import { saleFlaw } from '../../../shared/sale.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { endBench, makeBench, openBench, type Bench } from '../../make/register.ts';

const clerk = fileURLToPath(new URL('../../make/clerk.ts', import.meta.url));
let bench: Bench | undefined;
afterEach(() => bench && endBench(bench));

/** Lets a clerk sell until so many lines were told and some milliseconds more have passed, then kills it. */
async function sellUntilKilled(
  folder: string,
  seed: number,
  lines: number,
  more: number,
): Promise<string[]> {
  const child = spawn(process.execPath, [clerk, folder, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  createInterface(child.stdout).on('line', (text) => {
    told.push(text);
    if (told.length === lines) setTimeout(() => child.kill('SIGKILL'), more);
  });
  await once(child, 'close');
  return told.filter((text) => text.startsWith('R02-'));
}

it('loses nothing and writes nothing half', async () => {
  bench = await makeBench();
  const { folder } = bench;
  bench.close();
  const answered: string[] = [];
  for (let round = 1; round <= 6; round += 1) {
    answered.push(...(await sellUntilKilled(folder, round * 1000, 1 + 3 * round, round * 3)));
    bench = openBench({ folder, seed: 7 + round });
    expect(compareWitness(bench.db, bench.ports.witness)).toMatchObject({ ok: true });
    const contents = entriesToSend(bench.db, [], 100_000).map((entry) => {
      const content = readEntry(entry);
      if (!content.ok) throw new Error(content.fault.code);
      return content.value;
    });
    expect(contents.map((content) => content.number)).toEqual(contents.map((_, at) => at + 1));
    const sales = contents.flatMap((content) =>
      content.body.kind === 'sale' ? [content.body.sale] : [],
    );
    const receipts = sales.map((sale) => sale.receipt);
    expect(receipts).toEqual(receipts.map((_, at) => `R02-${String(at + 1).padStart(6, '0')}`));
    expect(sales.map(saleFlaw).filter((flaw) => flaw !== undefined)).toEqual([]);
    expect(answered.filter((receipt) => !receipts.includes(receipt))).toEqual([]);
    const wants = wanted(bench.db);
    const stateOf = (state: string) =>
      wants.filter((row) => row.state === state).map((row) => row.request);
    const cart = readOpenCart(bench.db);
    expect(stateOf('held')).toEqual(cart ? cartRequests(cart) : []);
    const granted = sales.flatMap((sale) => sale.grants.map((signed) => signed.grant.request));
    expect(stateOf('spent')).toEqual(granted);
    bench.view();
    if (round < 6) bench.close();
  }
  expect(answered.length).toBeGreaterThan(20);
}, 60_000);

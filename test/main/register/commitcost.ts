/**
 * What encryption costs a sale: a plain and an encrypted register sell the same in turns, in one process on one disk.
 * `node test/main/register/commitcost.ts [sales] [rounds]`
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hundred, soap } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

const [sales = 500, rounds = 4] = process.argv.slice(2).map(Number);

/** The last command of a cash sale as the cashier waits for it, and the transactions in it, each in milliseconds. */
type Times = { readonly command: number[]; readonly commit: number[] };

function watchCommits(bench: Bench): { spent: () => number } {
  const { sql } = bench.db;
  const exec = sql.exec.bind(sql);
  let began = 0;
  let spent = 0;
  sql.exec = (text: string) => {
    if (text.startsWith('BEGIN')) began = performance.now();
    const done = exec(text);
    if (text === 'COMMIT') spent += performance.now() - began;
    return done;
  };
  return {
    spent: () => {
      const value = spent;
      spent = 0;
      return value;
    },
  };
}

async function sell(bench: Bench, watch: { spent: () => number }, times: Times): Promise<void> {
  await bench.act({ command: 'newSale' });
  await bench.act({ command: 'scan', code: soap.id });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'openPayment' });
  const amount = bench.cart().totals.due;
  watch.spent();
  const start = performance.now();
  await bench.act({ command: 'payCash', amount });
  times.command.push(performance.now() - start);
  times.commit.push(watch.spent());
}

const at = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-cost-'));
const key = new Uint8Array(randomBytes(32));
const benches = {
  plain: await makeSelling({ folder: mkdtempSync(join(folder, 'plain-')) }),
  encrypted: await makeSelling({
    folder: mkdtempSync(join(folder, 'encrypted-')),
    key: () => ({ ok: true, value: key }),
  }),
};
const watches = { plain: watchCommits(benches.plain), encrypted: watchCommits(benches.encrypted) };
const times: Record<keyof typeof benches, Times> = {
  plain: { command: [], commit: [] },
  encrypted: { command: [], commit: [] },
};
const names = ['plain', 'encrypted'] as const;
for (let sale = 0; sale < 50; sale += 1)
  for (const name of names) await sell(benches[name], watches[name], { command: [], commit: [] });
for (let round = 0; round < rounds; round += 1)
  for (let sale = 0; sale < sales; sale += 1)
    for (const name of sale % 2 === 0 ? names : names.toReversed())
      await sell(benches[name], watches[name], times[name]);

for (const what of ['commit', 'command'] as const)
  for (const part of [0.5, 0.99]) {
    const [plain, encrypted] = names.map((name) => at(times[name][what], part));
    console.log(
      `${what}, ${part === 0.5 ? 'median' : 'p99'}: plain ${(plain ?? 0).toFixed(3)} ms, encrypted ${(encrypted ?? 0).toFixed(3)} ms, ` +
        `ratio ${((encrypted ?? 0) / (plain ?? 1)).toFixed(2)} (${times.plain[what].length} sales each)`,
    );
  }
for (const name of names) endBench(benches[name]);

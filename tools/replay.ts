/** `npm run replay -- <csv> [--seed N] [--invoices N]`: a retailer's real day through the register, with a line that comes and goes. */
import { parseArgs } from 'node:util';
import { assertNode } from './setup/node.ts';

assertNode();
const { readInvoices } = await import('./replay/invoices.ts');
const { reportOf } = await import('./replay/report.ts');
const { replay } = await import('./replay/run.ts');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, invoices: { type: 'string' } },
});
const [file] = positionals;
const seed = Number(values.seed);
if (file === undefined || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run replay -- <csv> [--seed N] [--invoices N]');
  process.exit(2);
}
const all = readInvoices(file);
const invoices = values.invoices === undefined ? all : all.slice(0, Number(values.invoices));
const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(0).padStart(4);
const tellEvery = 100;
console.log(`Replaying ${invoices.length} invoices of ${file} with seed ${seed}.`);
const replayed = await replay(invoices, seed, (done, clerk, line) => {
  if (done % tellEvery !== 0 && done !== invoices.length) return;
  const cuts = Object.values(line.cuts()).reduce((sum, count) => sum + count, 0);
  console.log(
    `${seconds()} s  ${done} of ${invoices.length} invoices, ${cuts} line cuts, ${clerk.view().pending.count} waiting to be sent`,
  );
});
for (const line of reportOf(invoices, replayed)) console.log(line);
process.exitCode = replayed.tied.differences.length === 0 ? 0 : 1;

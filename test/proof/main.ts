/** `npm run proof -- [row ...] [--count N] [--seed N]`, started by tools/proof.ts: proves rows in their full size and writes the table. */
import { parseArgs } from 'node:util';
import { inLanes, proveApart } from './lanes.ts';
import { record, recordWhole } from './report.ts';
import { lossesOf, missedBy, type Row } from './row.ts';
import { rows } from './rows.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(
    `No row ${unknown.join(', ')}; there are ${rows.map((row) => row.name).join(', ')}.`,
  );
  process.exit(2);
}
const began = performance.now();
const clock = (): string => {
  const seconds = Math.floor((performance.now() - began) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
};
const seed = Number(values.seed);
let failed = 0;

async function proveRow(row: Row): Promise<void> {
  const count = values.count === undefined ? row.full : Number(values.count);
  const tell = (line: string): void => console.log(`${clock()}  ${row.name}: ${line}`);
  tell(`${count} ${row.unit}, seed ${seed}`);
  const proved = await proveApart(row, { count, seed }, tell);
  record(row, rows, proved, { count, seed });
  const { finding, seconds } = proved;
  const flaws = [...lossesOf(finding), ...missedBy(finding)];
  tell(`${seconds.toFixed(1)} s ${JSON.stringify({ ...finding.losses, ...finding.seen })}`);
  for (const flaw of flaws) tell(`FLAW ${flaw}`);
  if (flaws.length > 0) failed += 1;
}

const isWhole = positionals.length === 0 && values.count === undefined;
await inLanes(
  rows.filter((row) => positionals.length === 0 || positionals.includes(row.name)),
  proveRow,
);
const minutes = (performance.now() - began) / 60_000;
if (isWhole) recordWhole(rows, { minutes: Math.ceil(minutes), seed, failed });
console.log(`${clock()}  ${failed === 0 ? 'nothing was lost' : `rows that failed: ${failed}`}`);
process.exitCode = failed > 0 ? 1 : 0;

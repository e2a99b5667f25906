/** `npm run proof -- [row ...] [--count N] [--seed N]`, started by tools/proof.ts: proves rows in their full size and writes the table. */
import { parseArgs } from 'node:util';
import { prove } from './prove.ts';
import { record } from './report.ts';
import { lossesOf, missedBy } from './row.ts';
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
let failed = 0;
for (const row of rows) {
  if (positionals.length > 0 && !positionals.includes(row.name)) continue;
  const count = values.count === undefined ? row.full : Number(values.count);
  const seed = Number(values.seed);
  console.log(`${row.title}: ${count} ${row.unit}, seed ${seed}`);
  const tell = (line: string): void => console.log(`  ${line}`);
  const proved = await prove(row, { count, seed, tell });
  record(row, rows, proved, { count, seed });
  const { finding, seconds } = proved;
  const flaws = [...lossesOf(finding), ...missedBy(finding)];
  console.log(JSON.stringify({ ...finding.losses, ...finding.seen }), `${seconds.toFixed(1)} s`);
  for (const flaw of flaws) console.log(`  FLAW ${flaw}`);
  if (flaws.length > 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;

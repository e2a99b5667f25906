/** `npm run bench -- [row ...] [--times N] [--keep]`, started by tools/bench.ts: measures rows one after the other and writes the run. */
import { parseArgs } from 'node:util';
import { keepRun, writeRun, type Entry } from './report.ts';
import { isWithin, ratioOf, type Measured, type Row } from './row.ts';
import { rows } from './rows.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(
    `No row ${unknown.join(', ')}; there are ${rows.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}
const began = performance.now();
const tell = (line: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);

async function measure(row: Row): Promise<Entry> {
  const found: Measured[] = [];
  for (let time = 1; time <= Number(values.times); time += 1) {
    tell(`${row.name}, time ${time} of ${values.times}`);
    const measured = await row.run((line) => tell(`${row.name}: ${line}`));
    found.push(measured);
    const verdict = isWithin(row.limit, measured) ? 'within' : 'NOT within';
    tell(
      `${row.name}: ${ratioOf(measured).toFixed(2)} of ${row.against}, ${verdict} its limit; ${measured.notes.join('; ')}`,
    );
  }
  return { row, found };
}

const entries: Entry[] = [];
for (const row of rows) {
  if (positionals.length > 0 && !positionals.includes(row.name)) continue;
  entries.push(await measure(row));
  // After each row, so that a run that is broken off leaves what it found.
  const files = writeRun(entries);
  if (values.keep) keepRun(entries);
  tell(`written: ${files.join(', ')}`);
}
for (const { row } of entries) await row.end?.();
const isGood = entries.every(({ row, found }) =>
  found.every((measured) => isWithin(row.limit, measured)),
);
process.exitCode = isGood ? 0 : 1;

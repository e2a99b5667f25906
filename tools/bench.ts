/** `npm run bench -- [row ...] [--times N] [--keep]`: the rows of docs/PERFORMANCE.md, measured here and now. */
import { build } from './build.ts';
import { endOnSignal, runCommand } from './command.ts';
import { ensureChromium } from './setup/chromium.ts';
import { assertNode } from './setup/node.ts';
import { startPostgres } from './setup/postgres.ts';

const limitMs = 7_200_000;

assertNode();
endOnSignal();
process.env['HOLDFAST_CHROMIUM'] = await ensureChromium();
const isGiven = (process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '') !== '';
const postgres = isGiven ? undefined : await startPostgres();
if (postgres) process.env['HOLDFAST_TEST_DATABASE_URL'] = postgres.url;
const { failed } = await build();
const args = ['test/bench/main.ts', ...process.argv.slice(2)];
const measured =
  failed === 0 && (await runCommand(process.execPath, args, { live: true, limitMs })).passed;
await postgres?.stop();
process.exitCode = measured ? 0 : 1;

/** `npm run proof -- [row ...] [--count N] [--seed N]`: the faults of docs/RELIABILITY.md in their full size, against real parts. */
import { endOnSignal, runCommand } from './command.ts';
import { assertNode } from './setup/node.ts';
import { startPostgres } from './setup/postgres.ts';

/** The whole proof fits into it on two cores. */
const limitMs = 3_600_000;

assertNode();
endOnSignal();
const isGiven = (process.env['HOLDFAST_TEST_DATABASE_URL'] ?? '') !== '';
const postgres = isGiven ? undefined : await startPostgres();
if (postgres) process.env['HOLDFAST_TEST_DATABASE_URL'] = postgres.url;
const args = ['test/proof/main.ts', ...process.argv.slice(2)];
const { passed, output } = await runCommand(process.execPath, args, { live: true, limitMs });
if (output !== '') console.error(output);
await postgres?.stop();
process.exitCode = passed ? 0 : 1;

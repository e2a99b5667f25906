/** `npm run simulate -- --seed N --registers R --steps S [--histories H]`: seeded histories of the whole system, see test/simulate. */
import { join } from 'node:path';
import { endOnSignal, root, runCommand } from './command.ts';
import { assertNode } from './setup/node.ts';

assertNode();
endOnSignal();
const script = join(root, 'test', 'simulate', 'command.ts');
const { passed } = await runCommand('node', [script, ...process.argv.slice(2)], { live: true });
process.exitCode = passed ? 0 : 1;

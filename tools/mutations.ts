/** `npm run mutations [-- --only <parts of names, with commas>]`: the proof against rules that are broken on purpose, see test/simulate/mutations. */
import { join } from 'node:path';
import { endOnSignal, root, runCommand } from './command.ts';
import { assertNode } from './setup/node.ts';

assertNode();
endOnSignal();
const script = join(root, 'test', 'simulate', 'mutations', 'command.ts');
const { passed } = await runCommand('node', [script, ...process.argv.slice(2)], { live: true });
process.exitCode = passed ? 0 : 1;

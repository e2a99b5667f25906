/** `npm run fuzz -- --messages 100000 --seed 7`: the fuzzing of `npm test`, for as long as is told. */
import { parseArgs } from 'node:util';
import { endOnSignal, runCommand } from './command.ts';
import { assertNode } from './setup/node.ts';

assertNode();
endOnSignal();
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const { messages, seed } = values;
if (!/^\d{1,8}$/.test(messages) || !/^\d{1,9}$/.test(seed))
  throw new Error('--messages and --seed are whole numbers');
console.log(`${messages} messages to the bridge and as many to the wire, from seed ${seed}`);
const { passed } = await runCommand('vitest', ['run', 'test/security/fuzz'], {
  live: true,
  env: { HOLDFAST_FUZZ_MESSAGES: messages, HOLDFAST_FUZZ_SEED: seed },
});
process.exitCode = passed ? 0 : 1;

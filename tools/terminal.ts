/** `node tools/terminal.ts [port]`: a simulated card terminal that approves whatever is asked and tells what it did. */
import { assertNode } from './setup/node.ts';

assertNode();
const { startSimulatedTerminal } = await import('./terminal/simulated.ts');
const terminal = await startSimulatedTerminal(Number(process.argv[2] ?? 4810));
terminal.customer(async ({ amount }) => {
  console.log(`${amount < 0 ? 'gives back' : 'takes'} ${Math.abs(amount)} minor units`);
  return null;
});
console.log(`A simulated card terminal listens on 127.0.0.1:${terminal.port}; it charges nobody.`);

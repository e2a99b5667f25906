/** `npm start`: a working store on this machine: head office, channel, an activated register, and its window. */
import { assertNode } from './setup/node.ts';

assertNode();
const { startStore } = await import('./demonstration-shop.ts');
process.exitCode = await startStore();

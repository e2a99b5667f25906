/** `npm run demo`: plays the story of a sale that outlives its line, and checks it. */
import { assertNode } from './setup/node.ts';

assertNode();
const { playDemonstration } = await import('./demonstration.ts');
process.exitCode = await playDemonstration();

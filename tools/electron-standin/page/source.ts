import { makeCodec } from '../codec.ts';
import { gap } from '../gap.ts';
import { makeBridgeEnd } from './bridge.ts';
import { makeEmitter } from './emitter.ts';
import { mainWorld } from './main-world.ts';
import type { PreloadFacts } from './messages.ts';
import { preloadWorld } from './preload-world.ts';

/** The script for the page's own world; `secret` names the events between the two worlds. */
export function mainWorldSource(secret: string): string {
  return `(${String(mainWorld)})(${JSON.stringify(secret)}, ${String(makeBridgeEnd)});`;
}

/** The script for the isolated world: the sandbox's modules, then the preload's own text. */
export function preloadWorldSource(secret: string, facts: PreloadFacts, preload: string): string {
  const parts = `{ gap: ${String(gap)}, codec: (${String(makeCodec)})(), makeEmitter: ${String(makeEmitter)}, makeBridgeEnd: ${String(makeBridgeEnd)} }`;
  const script = `function (require, module, exports, process) { const global = globalThis;\n${preload}\n}`;
  const call = `(${String(preloadWorld)})(${JSON.stringify(secret)}, ${JSON.stringify(facts)}, ${parts}, ${script});`;
  return `${call}\n//# sourceURL=${facts.preload === '' ? 'electron-standin-preload' : `file://${facts.preload}`}`;
}

/** The contract window <-> main process: three channels, and the object that the preload script puts into the window. */
import type { Result } from '../fault.ts';
import type { Command } from './command.ts';
import type { Answers, Query, QueryName } from './query.ts';
import type { View } from './view.ts';

export const bridgeChannels = {
  command: 'holdfast:command',
  query: 'holdfast:query',
  view: 'holdfast:view',
} as const;
/** The name under which the window finds the bridge. */
export const bridgeName = 'holdfast';

export type Bridge = {
  /** Does something; the new view arrives through `watch` before or with the answer. */
  readonly command: (command: Command) => Promise<Result<void>>;
  readonly query: <Q extends QueryName>(
    query: Extract<Query, { query: Q }>,
  ) => Promise<Result<Answers[Q]>>;
  /** Calls back with every new view; the function that it returns ends the watching. */
  readonly watch: (seen: (view: View) => void) => () => void;
};

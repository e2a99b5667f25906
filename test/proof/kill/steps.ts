/** The durable steps of a register at which its process is killed. */

/** Before and after: the end of a transaction, the line of the witness, its sync. `printed`: drawer or paper, the first thing that people see. */
export const innerSteps = [
  'commit.before',
  'commit.after',
  'witness.before',
  'witness.written',
  'witness.synced',
  'card.asked',
  'card.answered',
  'printed',
] as const;
/** What leaves the register, as the proxy before its channel sees it. */
export const outerSteps = [
  'hold.arrived',
  'hold.done',
  'hold.answered',
  'push.arrived',
  'push.done',
  'push.answered',
  'answers.done',
] as const;
export type InnerStep = (typeof innerSteps)[number];
export type OuterStep = (typeof outerSteps)[number];

/** When a life of the process ends: at a step the so-manieth time that it comes, after a time, or not by force. */
export type Death =
  | { readonly at: 'inner'; readonly step: InnerStep; readonly times: number }
  | { readonly at: 'outer'; readonly step: OuterStep; readonly times: number }
  | { readonly at: 'time'; readonly ms: number }
  | { readonly at: 'never' };

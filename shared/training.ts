/** Training: a practice register that posts nothing, and the drill that walks a cashier through a cut line. */
import type { Screen } from './bridge/screen.ts';
import type { InstrumentKind } from './instrument.ts';
import type { Minor } from './money.ts';

/** First a gift card that may be finished offline, then a credit memo that must wait. */
export const drillSteps = [
  'scan',
  'pay',
  'card',
  'cut',
  'warning',
  'finish',
  'mend',
  'scanAgain',
  'memo',
  'cutAgain',
  'wait',
  'mendAgain',
  'finishAgain',
  'end',
] as const;
export type DrillStep = (typeof drillSteps)[number];

export type PracticeCard = {
  readonly kind: InstrumentKind;
  readonly number: string;
  readonly balance: Minor;
};

/** What the window shows of a training: the step of the drill, the cards to practise with, and whether the practice line is cut. */
export type TrainingView = {
  readonly drill: DrillStep | null;
  readonly cards: readonly PracticeCard[];
  readonly isCut: boolean;
};

/** What a step of the drill looks at. */
export type DrillFacts = {
  readonly screen: Screen;
  readonly lines: number;
  readonly held: number;
  /** Whether a card in the sale waits for the line. */
  readonly waits: boolean;
  readonly online: boolean;
  readonly warned: boolean;
  readonly completedOffline: boolean;
  readonly pending: number;
};

type Passed = (facts: DrillFacts) => boolean;
const passed: Readonly<Record<DrillStep, Passed>> = {
  scan: ({ lines }) => lines > 0,
  pay: ({ screen }) => screen === 'payment',
  card: ({ held }) => held > 0,
  cut: ({ online }) => !online,
  warning: ({ warned }) => !warned,
  finish: ({ screen, completedOffline }) => screen === 'receipt' && completedOffline,
  mend: ({ online, pending }) => online && pending === 0,
  scanAgain: ({ lines, screen }) => lines > 0 && screen !== 'receipt',
  memo: ({ held }) => held > 0,
  cutAgain: ({ online }) => !online,
  wait: ({ screen, waits, warned }) => screen === 'payment' && waits && !warned,
  mendAgain: ({ online }) => online,
  finishAgain: ({ screen }) => screen === 'receipt',
  end: () => false,
};
/** Steps that need the sale of the step before, and where they begin anew when it was given up. */
const begins: Partial<Readonly<Record<DrillStep, DrillStep>>> = {
  pay: 'scan',
  card: 'scan',
  cut: 'scan',
  warning: 'scan',
  finish: 'scan',
  memo: 'scanAgain',
  cutAgain: 'scanAgain',
  wait: 'scanAgain',
  mendAgain: 'scanAgain',
  finishAgain: 'scanAgain',
};

/** The step that is due now, after the facts of this moment. */
export function drillStep(step: DrillStep, facts: DrillFacts): DrillStep {
  const again = begins[step];
  if (again !== undefined && facts.lines === 0 && facts.screen !== 'receipt') return again;
  return passed[step](facts) ? (drillSteps[drillSteps.indexOf(step) + 1] ?? 'end') : step;
}

/** When the line is cut while a day is replayed, and when it comes back: decided by the seed. */
import type { Cable } from '../cable.ts';
import type { Clerk } from './clerk.ts';
import type { SeededChance } from './chance.ts';

/** Moments of a sale at which the plug may be pulled. */
export const moments = [
  'before the first scan',
  'between two scans',
  'after the card was locked',
  'before the sale is finished',
  'right after it',
] as const;
export type Moment = (typeof moments)[number];

export type LinePlan = {
  /** The moment of this sale at which the line is to be cut, if any. */
  readonly nextSale: () => Moment | undefined;
  /** Cuts when the moment has come; half the time the cashier is quicker than the register notices. */
  readonly at: (moment: Moment, planned: Moment | undefined) => Promise<void>;
  /** After a sale: brings the line back when its time is up. */
  readonly afterSale: () => Promise<void>;
  /** Brings the line back and waits until the register has noticed. */
  readonly mend: () => Promise<void>;
  readonly cuts: () => Readonly<Record<Moment, number>>;
};

export function planLine(
  cable: Cable,
  clerk: Clerk,
  chance: SeededChance,
  probability: number,
): LinePlan {
  const cuts = Object.fromEntries(moments.map((moment) => [moment, 0])) as Record<Moment, number>;
  let salesLeft = 0;
  const mend = async (): Promise<void> => {
    await cable.mend();
    await clerk.until('the line to be back', (view) => view.link.state === 'online');
  };
  return {
    mend,
    cuts: () => cuts,
    nextSale: () =>
      !cable.isCut() && chance.happens(probability)
        ? moments[chance.below(moments.length)]
        : undefined,
    at: async (moment, planned) => {
      if (moment !== planned || cable.isCut()) return;
      await cable.cut();
      cuts[moment] += 1;
      salesLeft = 1 + chance.below(4);
      if (chance.happens(0.5))
        await clerk.until('the loss to be noticed', (view) => view.link.state !== 'online');
    },
    afterSale: async () => {
      if (!cable.isCut()) return;
      salesLeft -= 1;
      if (salesLeft <= 0) await mend();
    },
  };
}

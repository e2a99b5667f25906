/** What the state of the line means for the window. */
import type { HeldView, View } from '../shared/bridge/view.ts';
import type { LinkState } from '../shared/link.ts';

/** Whether cards can be asked about now. */
export const reachesState = (state: LinkState): boolean => state === 'online';

/** The instrument that keeps the sale from being finished now. */
export const waitingHeld = (view: Pick<View, 'cart'>): HeldView | undefined =>
  view.cart?.held.find((held) => held.waits !== null);

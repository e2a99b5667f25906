/** A newer version of the register that waits on this machine, as the window tells it. */

/** Why it is not installed yet: a card or terminal is being asked, a sale is open, entries are unsent, somebody is at the counter, or it is not the hour. */
export type UpdateWait = 'asking' | 'cart' | 'unsent' | 'busy' | 'window';

/** `from` and `to`: the hours of the maintenance window, such as 02:00. */
export type UpdateView = {
  readonly version: string;
  readonly waits: UpdateWait | null;
  readonly from: string;
  readonly to: string;
};

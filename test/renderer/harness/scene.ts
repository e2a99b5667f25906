/** One picture of the window to look at, and what is done in it first. */
import type { Panel } from '../../../renderer/panel.tsx';
import type { View } from '../../../shared/bridge/view.ts';
import type { Fault } from '../../../shared/fault.ts';

/** A key by its name, what is touched by its selector, text as it is put into the field with the focus. */
export type Deed =
  | { readonly press: string }
  | { readonly touch: string }
  | { readonly enter: string };

export type Scene = {
  readonly view: View;
  readonly now: string;
  readonly panel?: Panel;
  /** Where the window is narrower there is no such picture; it is opened this wide then. */
  readonly leastWidth?: number;
  readonly deeds?: readonly Deed[];
  /** Every list that is asked for has nothing in it. */
  readonly nothing?: boolean;
  /** What every command is answered with. */
  readonly fault?: Fault;
};

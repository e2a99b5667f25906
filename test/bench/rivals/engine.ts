/** What a rival must do to be raced: keep a catalogue and a queue of sales, each in the way its documentation recommends. */
import type { Product } from '../../../shared/product.ts';

/** A sale as it waits to be sent. `content` is what the register's own journal holds of an eight-line sale. */
export type Sale = { readonly id: string; readonly at: string; readonly content: object };

export type Engine = {
  /** A page of products, as the channel sends them; `isLast` ends the load, which is on disc when the last page is answered. */
  readonly add: (products: readonly Product[], isLast: boolean) => Promise<void>;
  /** Closes the catalogue before a start, where no new page does that. */
  readonly leave?: () => void;
  /** From what is on disc to what answers `byCode` and `search`. */
  readonly start: () => Promise<void>;
  readonly byCode: (code: string) => Product | undefined | Promise<Product | undefined>;
  /** At most as many as the window shows, the best first: every word begins a word of the product's name. */
  readonly search: (text: string) => readonly Product[] | Promise<readonly Product[]>;
  /** What must stand before a commit and is no part of it. */
  readonly prepare?: (sale: Sale) => Promise<void>;
  /** Answers when the sale is as durable as this engine makes it; milliseconds, where it knows better than who calls. */
  readonly commit: (sale: Sale) => Promise<number | void>;
  /** Opens the queue, where it opens by itself only when it is asked. */
  readonly openQueue?: () => Promise<void>;
  /** Reads all that was not sent, its content too; answers how many. */
  readonly unsent: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** As many tiles as the window shows. */
export const tiles = 48;
/** The register orders so many matches and no more; so does whoever orders by itself. */
export const mostOrdered = 500;

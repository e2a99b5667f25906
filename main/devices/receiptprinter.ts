/** A receipt printer: a paper, or the drawer's pulse, over the way that IT chose. */
import type { Result } from '../../shared/fault.ts';
import type { Paper } from '../../shared/receipt.ts';
import { drawerBytes, paperBytes, type PaperStyle } from './escpos.ts';
import type { Sending } from './sending.ts';

/** Faults of both: printer.unreachable, printer.paper, printer.cover, printer.error. */
export type ReceiptPrinter = {
  readonly print: (paper: Paper) => Promise<Result<void>>;
  readonly openDrawer: () => Promise<Result<void>>;
};

/** One paper after the other: two at a time would be one paper of both. */
export function receiptPrinter(send: Sending, style: PaperStyle): ReceiptPrinter {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<Result<void>>): Promise<Result<void>> => {
    const mine = last.then(work);
    last = mine;
    return mine;
  };
  return {
    print: (paper) => inTurn(() => send(paperBytes(paper, style), 'paper')),
    openDrawer: () => inTurn(() => send(drawerBytes(), 'pulse')),
  };
}

/** A receipt printer: a paper, or the drawer's pulse, over the way that IT chose. */
import { fail, type Result } from '../../shared/fault.ts';
import type { Paper } from '../../shared/receipt.ts';
import { drawerBytes, paperBytes, rowsToDraw, type PaperStyle } from './escpos.ts';
import type { DrawRows } from './raster.ts';
import type { Sending } from './sending.ts';

export type ReceiptPrinter = {
  /** Faults: printer.unreachable, printer.paper, printer.cover, printer.error. */
  readonly print: (paper: Paper) => Promise<Result<void>>;
  /** Fault: drawer.closed { reason }, for the pulse did not reach the printer. */
  readonly openDrawer: () => Promise<Result<void>>;
};

/** One paper after the other: two at a time would be one paper of both. */
export function receiptPrinter(send: Sending, style: PaperStyle, draw: DrawRows): ReceiptPrinter {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<Result<void>>): Promise<Result<void>> => {
    const mine = last.then(work);
    // One that failed never keeps the next from the printer.
    last = Promise.allSettled([mine]);
    return mine;
  };
  const print = async (paper: Paper): Promise<Result<void>> => {
    const rows = rowsToDraw(paper, style);
    if (rows.length === 0) return send(paperBytes(paper, style), 'paper');
    const drawn = await draw(rows, style.columns);
    return drawn.ok ? send(paperBytes(paper, style, drawn.value), 'paper') : drawn;
  };
  return {
    print: (paper) => inTurn(() => print(paper)),
    openDrawer: () =>
      inTurn(async () => {
        const sent = await send(drawerBytes(), 'pulse');
        return sent.ok ? sent : fail('drawer.closed', { reason: sent.fault.code });
      }),
  };
}

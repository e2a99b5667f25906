import { gap } from './gap.ts';
import { originOf } from './scheme.ts';

/** The main frame of a window as `event.senderFrame` and `webContents.mainFrame` show it. */
export interface WebFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: null;
  readonly processId: number;
  readonly routingId: number;
  isDestroyed(): boolean;
}

/** The frame whose address `url` reads at the moment it is asked. */
export function mainFrame(
  contentsId: number,
  url: () => string,
  isDestroyed: () => boolean,
): WebFrame {
  return gap('webFrameMain', {
    get url() {
      return url();
    },
    get origin() {
      return originOf(url());
    },
    parent: null,
    processId: contentsId,
    routingId: 1,
    isDestroyed,
  });
}

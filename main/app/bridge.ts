/** Answers the window: checks who asks and what, then hands the command or query to the register. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { commandSchema, type Command } from '../../shared/bridge/command.ts';
import { bridgeChannels } from '../../shared/bridge/contract.ts';
import { querySchema, type Query } from '../../shared/bridge/query.ts';
import type { View } from '../../shared/bridge/view.ts';
import type { Result } from '../../shared/fault.ts';
import { answer } from './message.ts';
import { pageUrl } from './page.ts';

export type BridgeEnd = {
  readonly command: (command: Command) => Promise<Result<void>>;
  readonly query: (query: Query) => Promise<Result<unknown>>;
};

/** Only the top frame of the register's own page may ask; windows that only show may not. */
function isOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  const url = new URL(frame.url);
  return url.href.split(/[?#]/)[0] === pageUrl;
}

/** Connects the bridge. What is asked before the register has started waits for it. */
export function openBridge(started: Promise<BridgeEnd>): void {
  const guarded =
    <T>(schema: z.ZodType<T>, pick: (end: BridgeEnd) => (value: T) => Promise<Result<unknown>>) =>
    async (event: IpcMainInvokeEvent, message: unknown): Promise<Result<unknown>> => {
      if (!isOurPage(event))
        throw new Error(
          `the bridge is not for ${event.senderFrame?.url ?? 'a frame that is gone'}`,
        );
      return answer(schema, message, pick(await started));
    };
  ipcMain.handle(
    bridgeChannels.command,
    guarded(commandSchema, (to) => to.command),
  );
  ipcMain.handle(
    bridgeChannels.query,
    guarded(querySchema, (to) => to.query),
  );
}

/** Sends the newest picture to the window, if it is still there. */
export function showView(window: BrowserWindow, view: View): void {
  if (!window.isDestroyed()) window.webContents.send(bridgeChannels.view, view);
}

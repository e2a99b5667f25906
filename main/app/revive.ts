/** Brings a window back whose page has crashed or hangs. The register lives in the main process: sale, locks and journal have lost nothing. */
import { app, dialog, type BrowserWindow } from 'electron';
import type { Clock, Language } from '../../shared/identity.ts';
import type { Log } from './log/log.ts';
import { countRevivals } from './revivals.ts';

export type Care = {
  readonly running: Clock['running'];
  readonly log: Log;
  readonly language: () => Language;
};

/**
 * Loads the window's page again when it has crashed; one that hangs is ended first (Electron calls a page unresponsive after half a
 * minute). The third crash within five minutes is the last that is mended by itself: a page that cannot stand would flicker for ever,
 * so a person is told what to do.
 */
export function keepOpen(window: BrowserWindow, { running, log, language }: Care): void {
  const may = countRevivals(running);
  const contents = window.webContents;
  const load = (): void => {
    if (!window.isDestroyed()) contents.reload();
  };
  contents.on('unresponsive', () => {
    log('window.hung');
    contents.forcefullyCrashRenderer();
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (may()) {
      log('window.reloaded');
      // Not inside the event: Chromium is still clearing the process away.
      setImmediate(load);
      return;
    }
    log('window.keepsCrashing');
    void askPerson(window, language()).then((again) => (again ? load() : app.quit()));
  });
}

async function askPerson(window: BrowserWindow, language: Language): Promise<boolean> {
  const { message, detail, again, close } = words[language];
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Holdfast',
    message,
    detail,
    buttons: [again, close],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0;
}

type Words = Readonly<Record<'message' | 'detail' | 'again' | 'close', string>>;

const words: Readonly<Record<Language, Words>> = {
  'en-US': {
    message: 'The screen of this register stopped several times.',
    detail:
      'Nothing is lost: the open sale is kept on this register, and finished sales will be sent. Open the screen again. If it keeps stopping, close Holdfast, restart the computer, and tell IT.',
    again: 'Open the screen again',
    close: 'Close Holdfast',
  },
  'zh-CN': {
    message: '本收款机的画面多次意外停止。',
    detail:
      '没有任何数据丢失：未完成的销售保存在本收款机上，已完成的销售会照常发送。请重新打开画面。如果仍然停止，请关闭 Holdfast，重新启动电脑，并通知 IT。',
    again: '重新打开画面',
    close: '关闭 Holdfast',
  },
};

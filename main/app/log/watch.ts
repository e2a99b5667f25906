/** Writes into the log what the register's pictures tell: trouble, the line, the clock, what the cashier was told. */
import type { View } from '../../../shared/bridge/view.ts';
import type { Log } from './log.ts';

/** Told each picture; writes what changed since the one before. */
export function logPictures(log: Log): (view: View) => void {
  let before: View | null = null;
  return (view) => {
    const last = before;
    before = view;
    const trouble = view.trouble?.code ?? null;
    if (trouble !== null && trouble !== (last?.trouble?.code ?? null))
      log('register.waiting', { code: trouble });
    if (isUp(view) && !(last !== null && isUp(last)))
      log('register.ready', { register: view.registerName });
    if (!isUp(view)) return;
    logLine(log, view, last);
    const off = view.link.clockOff;
    const was = last?.link.clockOff ?? null;
    if (off !== null && was === null) log('clock.off', { ahead: off });
    if (off === null && was !== null) log('clock.right');
    const notice = view.notice?.code ?? null;
    if (notice !== null && notice !== (last?.notice?.code ?? null))
      log('notice.shown', { code: notice });
  };
}

const isUp = (view: View): boolean => view.screen !== 'starting' && view.screen !== 'trouble';

function logLine(log: Log, { link }: View, last: View | null): void {
  const state = last !== null && isUp(last) ? last.link.state : 'online';
  if (link.state === state) return;
  if (link.state === 'online') log('line.back');
  else if (link.state === 'byHand') log('line.byHand');
  else log('line.lost', { state: link.state });
}

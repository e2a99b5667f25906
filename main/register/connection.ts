/** The line as the register shows it: disconnecting by hand, the warning, the Connection status window. */
import type { ConnectionStatus } from '../../shared/bridge/query.ts';
import type { LinkView, WarningView } from '../../shared/bridge/view.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Text } from '../../shared/identity.ts';
import { isClockOff, reachesRealtime } from '../../shared/link.ts';
import { inLanguage } from '../../shared/notation.ts';
import { countExceptions } from '../database/answers.ts';
import { jobStates } from '../database/feed.ts';
import { pendingEntries } from '../database/journal.ts';
import { readOfflineProfile } from '../database/parameters.ts';
import { findStaff } from '../database/people.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import { readIdentity } from '../database/identity.ts';
import type { Desk } from './desk.ts';
import { signedIn } from './people.ts';
import { readLanguage } from './preference.ts';
import { audit, recording } from './record.ts';
import { nobodySignedIn } from './words.ts';

const byHandKey = 'line.byHand';

/** Writes down who switches the line, when the register has an identity to write it under. */
function account(desk: Desk, act: 'disconnect' | 'connect'): Result<void> {
  const { db } = desk.ports;
  if (!readIdentity(db)) return fail('activation.needed');
  return recording(desk, (record): Result<void> => {
    record(audit(desk, act, ''));
    writeSetting(db, byHandKey, desk.memory.staff ?? '');
    return done;
  });
}

/** Operation 917, also before sign-in: stops all contact until somebody connects again. Fault: activation.needed. */
export function disconnect(desk: Desk): Result<void> {
  const { db, line } = desk.ports;
  const accounted = account(desk, 'disconnect');
  if (!accounted.ok) return accounted;
  const name = signedIn(desk)?.name ?? nobodySignedIn;
  line.disconnect(inLanguage(name, readLanguage(db)));
  return done;
}

/** Ends a disconnection by hand. Fault: activation.needed. */
export function connect(desk: Desk): Result<void> {
  const accounted = account(desk, 'connect');
  if (!accounted.ok) return accounted;
  desk.ports.line.connect();
  return done;
}

/** Sends and fetches now. Faults: channel.disconnected by hand, else those of the line. */
export async function syncNow(desk: Desk): Promise<Result<void>> {
  const { link, line } = desk.ports;
  if (link().state === 'byHand') return fail('channel.disconnected');
  return line.syncNow();
}

/** Follows the line: a loss begins when the real-time service goes and ends when it is back, whatever states lie between. */
export function followLine(desk: Desk): void {
  const { memory } = desk;
  const link = desk.ports.link();
  if (reachesRealtime(link)) {
    memory.loss = null;
    memory.dismissed = null;
  } else {
    memory.loss ??= link.since;
  }
}

/** Puts the warning of this loss away. */
export function dismissWarning(desk: Desk): Result<void> {
  followLine(desk);
  desk.memory.dismissed = desk.memory.loss;
  desk.ports.db.changed.tell();
  return done;
}

/** The warning, once per loss; a line that somebody cut by hand needs none. */
export function warningView(desk: Desk): WarningView | null {
  followLine(desk);
  const { loss, dismissed } = desk.memory;
  const { state } = desk.ports.link();
  if (loss === null || loss === dismissed || state === 'byHand' || !signedIn(desk)) return null;
  return { since: loss, state };
}

/** Who disconnected by hand, in both languages where the person is known. */
function byHand(desk: Desk, shown: string): Text {
  const { db } = desk.ports;
  const id = readSetting(db, byHandKey);
  if (id === '') return nobodySignedIn;
  return (id === null ? null : findStaff(db, id))?.name ?? { en: shown, zh: shown };
}

export function linkView(desk: Desk): LinkView {
  const link = desk.ports.link();
  const { clockAhead } = desk.ports.status();
  return {
    state: link.state,
    since: link.since,
    byHand: link.byHand === null ? null : byHand(desk, link.byHand),
    nextTry: link.nextTry,
    reconnectEvery: readOfflineProfile(desk.ports.db).reconnect,
    clockOff: isClockOff(clockAhead) ? clockAhead : null,
  };
}

/** Everything that the Connection status window shows. */
export function connectionStatus(desk: Desk): ConnectionStatus {
  const { db, link, clock, status } = desk.ports;
  const { sales, value, oldest, first, last } = pendingEntries(db);
  return {
    link: link(),
    now: clock.now(),
    clockAhead: status().clockAhead,
    databaseChecked: { at: db.opened.checkedAt, sound: db.opened.sound },
    pending: { sales, value, oldest, first, last, exceptions: countExceptions(db) },
    jobs: jobStates(db),
  };
}

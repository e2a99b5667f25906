import { EventEmitter } from 'node:events';
import { record } from './calls.ts';
import { gap } from './gap.ts';
import { protocol } from './protocol.ts';
import { webRequest } from './web-request.ts';

/** The one session there is. Chromium refuses every permission; what the application sets is written down only. */
export const defaultSession = gap(
  'session',
  Object.assign(new EventEmitter(), {
    protocol,
    webRequest,
    setPermissionRequestHandler: (handler: unknown): void =>
      record('session.setPermissionRequestHandler', handler),
    setPermissionCheckHandler: (handler: unknown): void =>
      record('session.setPermissionCheckHandler', handler),
    setDevicePermissionHandler: (handler: unknown): void =>
      record('session.setDevicePermissionHandler', handler),
    setSpellCheckerEnabled: (enabled: boolean): void =>
      record('session.setSpellCheckerEnabled', enabled),
    isPersistent: (): boolean => true,
  }),
);

/** Electron's `session`. */
export const session = gap('session (the module)', { defaultSession });

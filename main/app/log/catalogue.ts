/** Every event that a register writes into its log, by a number that never changes meaning (docs/EVENTS.md). */

export type Level = 'info' | 'warning' | 'error';
type Event = { readonly id: number; readonly level: Level; readonly meaning: string };

/** Numbers below 1000, because Windows' `eventcreate` takes no others. 200 to 299 are the updater's. */
export const events = {
  'register.started': { id: 100, level: 'info', meaning: 'The program started.' },
  'register.stopped': { id: 101, level: 'info', meaning: 'The program ended as asked.' },
  'register.failed': {
    id: 102,
    level: 'error',
    meaning: 'The program could not start; `reason` says why.',
  },
  'register.waiting': {
    id: 103,
    level: 'error',
    meaning:
      'The register shows the trouble screen: `code` is the fault, such as database.inUse, database.full, activation.needed.',
  },
  'register.ready': {
    id: 104,
    level: 'info',
    meaning: 'The register is activated, its database is open, it sells.',
  },
  'database.restored': {
    id: 120,
    level: 'error',
    meaning: 'A damaged database was set aside at `aside` and its copy `from` took its place.',
  },
  'database.backupFailed': {
    id: 121,
    level: 'warning',
    meaning: 'The hourly copy of the database failed with the fault `code`.',
  },
  'keystore.missing': {
    id: 122,
    level: 'warning',
    meaning: 'This system keeps no keys: token and database are not protected.',
  },
  'line.lost': {
    id: 130,
    level: 'warning',
    meaning:
      'The line is `state`: offline (no channel) or realtimeDown (no headquarters). Selling goes on.',
  },
  'line.back': { id: 131, level: 'info', meaning: 'The line is back.' },
  'line.byHand': {
    id: 132,
    level: 'warning',
    meaning: 'Somebody disconnected the register by hand (operation 917).',
  },
  'clock.off': {
    id: 140,
    level: 'warning',
    meaning: 'The clock is `ahead` milliseconds ahead of head office, more than two minutes.',
  },
  'clock.right': { id: 141, level: 'info', meaning: 'The clock is right again.' },
  'notice.shown': {
    id: 150,
    level: 'warning',
    meaning:
      'The cashier was told the fault `code`: printer, drawer, card terminal, restored or changed records.',
  },
  'window.crashed': {
    id: 180,
    level: 'error',
    meaning: "A window ended by itself; `reason` is Chromium's. A crash report is in `crashes`.",
  },
  'process.crashed': {
    id: 181,
    level: 'error',
    meaning: "A helper process `type` ended by itself; `reason` is Chromium's.",
  },
  'program.bug': {
    id: 182,
    level: 'error',
    meaning: 'Something that must not happen; `reason` is for the makers of Holdfast.',
  },
  'window.reloaded': {
    id: 183,
    level: 'info',
    meaning: 'The page of a crashed window was loaded again; the sale is where it was.',
  },
  'window.hung': {
    id: 184,
    level: 'error',
    meaning: 'A window did not answer for half a minute: its page was ended and loaded again.',
  },
  'window.keepsCrashing': {
    id: 185,
    level: 'error',
    meaning:
      'A window crashed for the fourth time within five minutes: the person at the register was asked what to do.',
  },
  'support.bundled': {
    id: 190,
    level: 'info',
    meaning: 'Somebody made a support bundle at `file`.',
  },
  'update.found': {
    id: 200,
    level: 'info',
    meaning:
      'Version `version` is on this machine, verified; it is installed when nobody is disturbed.',
  },
  'update.handedOver': {
    id: 201,
    level: 'info',
    meaning: 'The installer of `version` was started.',
  },
  'update.failed': {
    id: 202,
    level: 'warning',
    meaning:
      'Looking for, fetching or installing an update ended with the fault `code`, for `reason` where there is one.',
  },
  'update.rolledBack': {
    id: 204,
    level: 'error',
    meaning:
      '`version` did not start: its data was put back, and the version `before` is asked for; `reason` says why.',
  },
} as const satisfies Readonly<Record<string, Event>>;

export type EventName = keyof typeof events;
export const eventNames = Object.keys(events) as readonly EventName[];

/** The picture before there is a register to show: starting, not yet activated, or unable to open its database. */
import type { View } from '../../shared/bridge/view.ts';
import type { Fault } from '../../shared/fault.ts';
import type { Instant, Language } from '../../shared/identity.ts';
import { zero } from '../../shared/money.ts';
import { defaultScanner } from '../../shared/scanner.ts';

export type Waiting = {
  readonly revision: number;
  readonly version: string;
  readonly language: Language;
  readonly since: Instant;
  /** null while the register is still starting. */
  readonly trouble: Fault | null;
};

/** A view without people, cart or line. */
export const waitingView = (waiting: Waiting): View => ({
  revision: waiting.revision,
  version: waiting.version,
  store: { en: 'Holdfast', zh: 'Holdfast' },
  registerName: '',
  currency: 'USD',
  language: waiting.language,
  theme: 'light',
  screen: waiting.trouble ? 'trouble' : 'starting',
  trouble: waiting.trouble,
  link: {
    state: 'offline',
    since: waiting.since,
    byHand: null,
    nextTry: null,
    reconnectEvery: 0,
    clockOff: null,
  },
  pending: { count: 0, value: zero },
  parameterVersion: 0,
  catalogueAt: null,
  knownAt: null,
  scanner: defaultScanner,
  reasons: [],
  staff: null,
  people: [],
  tour: false,
  training: null,
  lockedBy: null,
  idleMinutes: null,
  barred: {},
  cart: null,
  suspended: 0,
  shift: { required: false, open: null, waiting: 0 },
  ask: null,
  card: null,
  unsettledCards: 0,
  terminal: false,
  refusal: null,
  warning: null,
  notice: null,
  receipt: null,
  update: null,
});

/** Looks for updates, fetches them while the shop sells, and installs one when nobody is disturbed by it. */
import type { Fault, Result } from '../../../shared/fault.ts';
import type { UpdateView } from '../../../shared/update.ts';
import type { Timers } from '../../sync/timers.ts';
import type { Offer, UpdateFeed } from './feed.ts';
import { reasonToWait, type Standing } from './rollout.ts';

export type UpdatePorts = {
  readonly feed: UpdateFeed;
  readonly timers: Timers;
  readonly standing: () => Standing;
  /** The time of the day on the wall, such as 03:30. */
  readonly time: () => string;
  /** Hands the file to the installer, which ends this process. */
  readonly install: (file: string, version: string) => Promise<Result<void>>;
  /** Hears what a log should have. */
  readonly told: {
    readonly found: (version: string) => void;
    readonly handedOver: (version: string) => void;
    readonly failed: (fault: Fault) => void;
  };
  /** Hears that the picture of the update has changed. */
  readonly changed: () => void;
};

export type Updates = {
  /** What waits to be installed; null: nothing. */
  readonly view: () => UpdateView | null;
  readonly stop: () => void;
};

/** After the start the shop opens first, ms. */
const firstLookMs = 120_000;
const lookEveryMs = 3 * 3_600_000;
/** How often it is asked whether now is the time, ms. */
const tryEveryMs = 30_000;

export function startUpdates(ports: UpdatePorts): Updates {
  const { feed, timers, standing, time, install, told, changed } = ports;
  let ready: { readonly offer: Offer; readonly file: string } | null = null;
  let handing = false;
  let stopped = false;
  let forgetLook = timers.after(firstLookMs, () => void look());
  let forgetTry = (): void => undefined;

  const reason = (offer: Offer) => reasonToWait(standing(), offer.rollout, time());
  const view = (): UpdateView | null => {
    if (ready === null) return null;
    const { version, rollout } = ready.offer;
    return { version, waits: reason(ready.offer), from: rollout.from, to: rollout.to };
  };

  async function look(): Promise<void> {
    const found = await feed.look();
    if (!found.ok) told.failed(found.fault);
    else if (found.value === null) ready = null;
    else await fetch(found.value);
    if (stopped) return;
    changed();
    forgetLook = timers.after(lookEveryMs, () => void look());
  }

  async function fetch(offer: Offer): Promise<void> {
    const isHere = ready?.offer.version === offer.version;
    const file = isHere && ready ? { ok: true as const, value: ready.file } : await feed.download();
    if (!file.ok) {
      told.failed(file.fault);
      return;
    }
    if (!isHere) told.found(offer.version);
    ready = { offer, file: file.value };
    forgetTry();
    tryNow();
  }

  function tryNow(): void {
    if (stopped || handing || ready === null) return;
    const { offer, file } = ready;
    if (reason(offer) === null) void hand(offer, file);
    else forgetTry = timers.after(tryEveryMs, tryNow);
  }

  async function hand(offer: Offer, file: string): Promise<void> {
    handing = true;
    const handed = await install(file, offer.version);
    if (handed.ok) told.handedOver(offer.version);
    else told.failed(handed.fault);
    // A hand-over that succeeded ends this process.
    if (handed.ok || stopped) return;
    handing = false;
    forgetTry = timers.after(lookEveryMs, tryNow);
  }

  return {
    view,
    stop: () => {
      stopped = true;
      forgetLook();
      forgetTry();
    },
  };
}

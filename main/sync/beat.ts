/** Heartbeats: the register says how it is, and the channel whether it reaches headquarters and what it hands out. */
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { isClockOff, reachesChannel } from '../../shared/link.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import type { Heartbeat, RegisterStatus } from '../../shared/wire/register.ts';
import { jobVersions } from '../database/feed.ts';
import { journalHead, pendingEntries } from '../database/journal.ts';
import { confirmStaff } from '../database/people.ts';
import type { Database } from '../database/open.ts';
import type { Turn } from './activity.ts';
import type { Channel } from './channel.ts';
import { spread, waitAsked } from './pace.ts';
import { instantAfter, type LinkPlace } from './watch.ts';

export type BeatPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly version: string;
  readonly profile: () => OfflineProfile;
  readonly place: LinkPlace;
  readonly channel: Pick<Channel, 'heartbeat'>;
  readonly signal: () => AbortSignal;
  readonly heard: (beat: Heartbeat) => void;
  /** This register's clock is off, or right again, or off by another minute. */
  readonly drifted: () => void;
};

export type Beat = {
  readonly turn: () => Promise<Turn>;
  /** Milliseconds that this register's clock is ahead of the channel's; null before the first heartbeat. */
  readonly clockAhead: () => number | null;
};

/** How often a register that is disconnected by hand notes how long it is so, ms. */
const handRest = 60_000;

/** What a cashier is shown of it, in whole minutes. */
const shownDrift = (ahead: number | null): number | null =>
  ahead !== null && isClockOff(ahead) ? Math.round(ahead / 60_000) : null;

export function makeBeat(ports: BeatPorts): Beat {
  const { db, clock, place } = ports;
  let clockAhead: number | null = null;

  const status = (): RegisterStatus => {
    const { entries, value } = pendingEntries(db);
    return {
      versions: jobVersions(db),
      head: journalHead(db),
      pending: entries,
      pendingValue: value,
      clock: clock.now(),
      version: ports.version,
    };
  };
  const beat = async (): Promise<Result<void>> => {
    const answered = await ports.channel.heartbeat(status(), ports.signal());
    if (!answered.ok) return answered;
    const before = clockAhead;
    clockAhead = Date.parse(clock.now()) - Date.parse(answered.value.time);
    if (shownDrift(before) !== shownDrift(clockAhead)) ports.drifted();
    ports.heard(answered.value);
    const isNewest = (answered.value.versions['1060'] ?? 0) <= jobVersions(db)['1060'];
    return isNewest ? confirmStaff(db, clock.now()) : done;
  };
  return {
    turn: async () => {
      place.keep();
      if (place.link().state === 'byHand')
        return { result: fail('channel.disconnected'), again: handRest };
      const result = await beat();
      const { heartbeat, reconnect } = ports.profile();
      const isNear = reachesChannel(place.link()) || place.isComingBack();
      const { fraction } = ports.chance;
      const wait = isNear ? heartbeat : spread(reconnect, fraction());
      const again = waitAsked(result, wait, fraction);
      place.met({ event: 'tryDue', next: instantAfter(clock.now(), again) });
      return { result, again };
    },
    clockAhead: () => clockAhead,
  };
}

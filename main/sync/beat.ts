/** Heartbeats: the register says how it is, and the channel whether it reaches headquarters and what it hands out. */
import { done, fail, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { isClockOff, reachesChannel, reachesRealtime, type Link } from '../../shared/link.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import type { Heartbeat, RegisterStatus } from '../../shared/wire/register.ts';
import { databaseBytes } from '../database/bytes.ts';
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
  /** Sends and fetches everything; what head office wishes. */
  readonly syncAll: () => Promise<Result<void>>;
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

/** What went wrong last on either link. */
function newestError({ channel, realtime }: Link): RegisterStatus['lastError'] {
  const errors = [channel, realtime].flatMap(({ lastError, lastErrorWhat }) =>
    lastError === null ? [] : [{ at: lastError, what: lastErrorWhat ?? '' }],
  );
  return errors.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;
}

export function makeBeat(ports: BeatPorts): Beat {
  const { db, clock, place } = ports;
  let clockAhead: number | null = null;
  /** The newest wish that was fulfilled since this process began; it is kept nowhere, because fulfilling one twice harms nothing. */
  let synced = 0;
  let syncing = false;

  /** Not waited for: a heartbeat is short. */
  const fulfil = (wish: number | undefined): void => {
    if (wish === undefined || wish <= synced || syncing) return;
    syncing = true;
    void ports.syncAll().then((result) => {
      syncing = false;
      if (result.ok) synced = wish;
    });
  };

  const status = (): RegisterStatus => {
    const { entries, value, oldest } = pendingEntries(db);
    const link = place.link();
    return {
      versions: jobVersions(db),
      head: journalHead(db),
      pending: entries,
      pendingValue: value,
      clock: clock.now(),
      version: ports.version,
      realtime: reachesRealtime(link),
      linkSince: link.since,
      oldestPending: oldest,
      databaseBytes: databaseBytes(db),
      lastError: newestError(link),
      synced,
    };
  };
  const beat = async (): Promise<Result<void>> => {
    const answered = await ports.channel.heartbeat(status(), ports.signal());
    if (!answered.ok) return answered;
    const before = clockAhead;
    clockAhead = Date.parse(clock.now()) - Date.parse(answered.value.time);
    if (shownDrift(before) !== shownDrift(clockAhead)) ports.drifted();
    ports.heard(answered.value);
    fulfil(answered.value.sync);
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

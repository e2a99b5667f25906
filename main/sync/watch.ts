/** The link as it stands: feeds the state machine, tells who watches, and carries a loss and a disconnection by hand over a restart. */
import { z } from 'zod';
import type { Clock, Instant } from '../../shared/identity.ts';
import { reachesChannel, reachesRealtime, type Link } from '../../shared/link.ts';
import type { OfflineProfile } from '../../shared/parameters.ts';
import { instant } from '../../shared/wire/parts.ts';
import type { Database } from '../database/open.ts';
import { readSetting, writeSetting } from '../database/settings.ts';
import { nextLink, startLink, type Carried, type LinkEvent, type Moment } from './link.ts';

/** Setting: who disconnected by hand, as shown; empty while connected. */
const byHandKey = 'link.byHand';
/** Setting: since when the service is lost and for how many running ms; empty while it is reached. */
const lostKey = 'link.lost';
/** How often the length of a loss is written down, ms. */
const writeEvery = 60_000;

const lostSchema = z.strictObject({ since: instant, ms: z.number().min(0) });

export type LinkPlace = {
  readonly link: () => Link;
  readonly met: (event: LinkEvent) => void;
  /** Good heartbeats in a row of the link that is coming back. */
  readonly isComingBack: () => boolean;
  readonly watch: (seen: (link: Link) => void) => () => void;
  /** Tells who watches, although the state did not change. */
  readonly tell: () => void;
  /** Writes down how long the loss lasts so far, when that is due. */
  readonly keep: () => void;
};

export type WatchPorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly profile: () => OfflineProfile;
  /** The channel, or the real-time service, has just come back. */
  readonly back: (what: 'channel' | 'realtime') => void;
};

/** Opens the link where the last process left it. */
export function watchLinks(ports: WatchPorts): LinkPlace {
  const { db, clock } = ports;
  const now = (): Moment => ({ at: clock.now(), running: clock.running() });
  const watchers = new Set<(link: Link) => void>();
  let watch = startLink(now(), readCarried(db));
  let written: number | null = null;

  const keep = (): void => {
    const { link, untried } = watch;
    if (reachesRealtime(link) || untried || link.lostAt === null) return;
    const running = clock.running();
    if (written !== null && running - written < writeEvery) return;
    written = running;
    writeSetting(
      db,
      lostKey,
      JSON.stringify({ since: link.since, ms: Math.round(running - link.lostAt) }),
    );
  };

  const tell = (): void => {
    for (const seen of [...watchers]) seen(watch.link);
  };
  const met = (event: LinkEvent): void => {
    const before = watch.link;
    watch = nextLink(watch, event, ports.profile(), now());
    const { link } = watch;
    if (link.byHand !== before.byHand) writeSetting(db, byHandKey, link.byHand ?? '');
    if (reachesRealtime(link) && !reachesRealtime(before)) {
      written = null;
      writeSetting(db, lostKey, '');
    }
    keep();
    if (isShown(before, link)) tell();
    if (reachesChannel(link) && !reachesChannel(before)) ports.back('channel');
    if (reachesRealtime(link) && !reachesRealtime(before)) ports.back('realtime');
  };

  return {
    link: () => watch.link,
    met,
    isComingBack: () => watch.channel.good > 0,
    tell,
    watch: (seen) => {
      watchers.add(seen);
      return () => watchers.delete(seen);
    },
    keep,
  };
}

/** What a screen shows all the time; the rest is asked for. */
const isShown = (before: Link, link: Link): boolean =>
  before.state !== link.state ||
  before.since !== link.since ||
  before.byHand !== link.byHand ||
  before.nextTry !== link.nextTry;

function readCarried(db: Database): Carried {
  const byHand = readSetting(db, byHandKey);
  const lost = readSetting(db, lostKey);
  return {
    byHand: byHand === null || byHand === '' ? null : byHand,
    lost: lost === null || lost === '' ? null : lostSchema.parse(JSON.parse(lost)),
  };
}

/** The wall clock so many ms from now. */
export const instantAfter = (at: Instant, ms: number): Instant =>
  new Date(Date.parse(at) + ms).toISOString();

/** The two links of a register: to the channel, and through it to headquarters' real-time service. */
import type { Instant } from './identity.ts';

export type LinkState = 'online' | 'realtimeDown' | 'offline' | 'byHand';

/** What is known of one link. */
export type LinkFacts = {
  readonly up: boolean;
  readonly lastSuccess: Instant | null;
  /** What the last success was and how long it took, for the Connection status window. */
  readonly lastSuccessWhat: string | null;
  readonly lastSuccessMs: number | null;
  readonly lastError: Instant | null;
  readonly lastErrorWhat: string | null;
};

export type Link = {
  readonly state: LinkState;
  readonly since: Instant;
  /** Running milliseconds (Clock.running) when the real-time service was last lost; null while it is reachable. */
  readonly lostAt: number | null;
  /** Who disconnected by hand, as shown. */
  readonly byHand: string | null;
  readonly channel: LinkFacts;
  readonly realtime: LinkFacts;
  /** When headquarters was last heard, directly or through the channel. */
  readonly lastAnswer: Instant | null;
  /** When the next try is due; null while online or disconnected by hand. */
  readonly nextTry: Instant | null;
};

export const reachesRealtime = (link: Pick<Link, 'state'>): boolean => link.state === 'online';
export const reachesChannel = (link: Pick<Link, 'state'>): boolean =>
  link.state === 'online' || link.state === 'realtimeDown';

/** Milliseconds by which a register's clock may differ from head office's before its cashier is told. */
const mostDrift = 120_000;

/** Whether a register whose clock is so many ms ahead of head office (null: not compared yet) is too far off. */
export const isClockOff = (ahead: number | null): boolean =>
  ahead !== null && Math.abs(ahead) > mostDrift;

/** A line that a test cuts and mends. */
import type { Clock } from '../../shared/identity.ts';
import type { Link, LinkState } from '../../shared/link.ts';

export type FalseLine = {
  readonly link: () => Link;
  readonly turn: (state: LinkState, by?: string) => void;
};

export function falseLine(clock: Clock): FalseLine {
  const facts = (up: boolean) => ({
    up,
    lastSuccess: null,
    lastSuccessWhat: null,
    lastSuccessMs: null,
    lastError: null,
    lastErrorWhat: null,
  });
  let link: Link;
  const turn = (state: LinkState, by: string | null = null): void => {
    const reachable = state === 'online';
    link = {
      state,
      since: clock.now(),
      lostAt: reachable ? null : (link?.lostAt ?? clock.running()),
      byHand: by,
      channel: facts(state === 'online' || state === 'realtimeDown'),
      realtime: facts(reachable),
      lastAnswer: null,
      nextTry: null,
    };
  };
  turn('online');
  return { link: () => link, turn };
}

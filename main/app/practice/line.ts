/** The line of a practice register: up, cut by the trainer, or disconnected by hand. It leads nowhere. */
import type { Clock } from '../../../shared/identity.ts';
import type { Link, LinkFacts, LinkState } from '../../../shared/link.ts';

export type PracticeLine = {
  readonly link: () => Link;
  readonly turn: (state: LinkState, byHand?: string) => void;
};

export function layPracticeLine(clock: Clock): PracticeLine {
  let link = linkNow('online', null);
  function linkNow(state: LinkState, byHand: string | null): Link {
    const now = clock.now();
    const isUp = state === 'online';
    const facts: LinkFacts = {
      up: isUp,
      lastSuccess: isUp ? now : null,
      lastSuccessWhat: null,
      lastSuccessMs: null,
      lastError: isUp ? null : now,
      lastErrorWhat: null,
    };
    return {
      state,
      since: now,
      lostAt: isUp ? null : clock.running(),
      byHand,
      channel: facts,
      realtime: facts,
      lastAnswer: now,
      nextTry: null,
    };
  }
  return {
    link: () => link,
    turn: (state, byHand) => {
      link = linkNow(state, byHand ?? null);
    },
  };
}

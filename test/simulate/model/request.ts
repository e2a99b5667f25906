/** What must become of a request when its register hears of it (PROTOCOL R1 to R3). */

export type Heard = {
  /** The register's state of the request before. */
  readonly was: string;
  readonly outcome: string;
  /** Somebody changed the grant on its way. */
  readonly forged: boolean;
};

/** The states that the request may be in afterwards: a true grant may still not fit the sale as it is now. */
export function statesAfter({ was, outcome, forged }: Heard): readonly string[] {
  if (was === 'asked' && outcome === 'granted') return forged ? ['gone'] : ['held', 'gone'];
  if (was === 'asked' && outcome === 'refused') return ['refused'];
  if (was === 'asked') return ['gone'];
  if (was === 'held' && (outcome === 'broken' || outcome === 'superseded')) return ['gone'];
  return [was];
}

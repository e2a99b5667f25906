/** Commerce parameters, versioned by head office and carried to registers by job 1110. */
import type { InstrumentKind } from './instrument.ts';
import type { Minor } from './money.ts';
import { openPolicy, type InstrumentPolicy } from './policy.ts';

/** When a sale that holds a locked instrument may be finished without the real-time service. null: no limit. */
export type CompletionRule = {
  readonly completeOffline: boolean;
  /** Most of this kind of instrument in one sale, minor units. */
  readonly mostPerSale: Minor | null;
  /** Most hours of running time since the line dropped. */
  readonly mostHours: number | null;
  /** Most entries waiting to be sent. */
  readonly mostPending: number | null;
};

/** How a register watches its two links; all times in milliseconds. */
export type OfflineProfile = {
  readonly timeout: number;
  readonly retries: number;
  readonly heartbeat: number;
  readonly reconnect: number;
  /** Answers slower than this, in most of the last few, count as a lost line. */
  readonly slow: number;
  /** Good heartbeats in a row before the line counts as back. */
  readonly goodHeartbeats: number;
};

export type Parameters = {
  readonly version: number;
  readonly posting: Readonly<Record<InstrumentKind, CompletionRule>>;
  readonly offlineProfile: OfflineProfile;
  readonly policy: InstrumentPolicy;
};

const closed: CompletionRule = {
  completeOffline: false,
  mostPerSale: null,
  mostHours: null,
  mostPending: null,
};

/** The published defaults; version 0 is what a register knows before its first feed: nothing may be finished offline. */
export const defaultParameters: Parameters = {
  version: 0,
  posting: { giftCard: closed, creditMemo: closed },
  offlineProfile: {
    timeout: 4000,
    retries: 1,
    heartbeat: 2000,
    reconnect: 5000,
    slow: 3000,
    goodHeartbeats: 2,
  },
  policy: openPolicy,
};

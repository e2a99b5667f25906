/** Which registers an update is for, and when one of them may be interrupted for it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { UpdateWait } from '../../../shared/update.ts';

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an hour such as 02:00');

/** What head office's IT adds to the feed (`latest.yml`) under `rollout`; docs/DEPLOYMENT.md. */
export const rolloutSchema = z
  .strictObject({
    /** Only these stores; without it every one. */
    stores: z.array(z.string()).optional(),
    /** So many of a hundred stores, always whole ones. */
    percent: z.int().min(0).max(100).default(100),
    from: hour.default('02:00'),
    to: hour.default('05:00'),
    /** Installs at once: only a customer who is being served is waited for. */
    forced: z.boolean().default(false),
  })
  .prefault({});
export type Rollout = z.infer<typeof rolloutSchema>;

/** Whether a store takes part. The same stores stay in while the percentage grows, and other ones begin with each version. */
export function isStoreIncluded(rollout: Rollout, store: string, version: string): boolean {
  if (rollout.stores && !rollout.stores.includes(store)) return false;
  const digest = createHash('sha256').update(`${version} ${store}`).digest();
  return (digest.readUInt32BE(0) / 2 ** 32) * 100 < rollout.percent;
}

/** What the register is at. */
export type Standing = {
  readonly cart: boolean;
  /** Headquarters or the card terminal is being asked for a card. */
  readonly asking: boolean;
  readonly unsent: number;
  /** Since the register's picture last changed, ms. */
  readonly restedMs: number;
};

/** Nobody is at the counter after so long, ms. */
const restMs = 300_000;

/** Why the register may not be interrupted now; null: it may. `time`: of the day on the wall, such as 03:30. */
export function reasonToWait(
  standing: Standing,
  rollout: Rollout,
  time: string,
): UpdateWait | null {
  const { cart, asking, unsent, restedMs } = standing;
  if (asking) return 'asking';
  if (rollout.forced) return cart && restedMs < restMs ? 'cart' : null;
  if (cart) return 'cart';
  if (unsent > 0) return 'unsent';
  if (!isWithin(rollout, time)) return 'window';
  return restedMs < restMs ? 'busy' : null;
}

/** A window may reach over midnight. */
const isWithin = ({ from, to }: Rollout, time: string): boolean =>
  from <= to ? from <= time && time < to : time >= from || time < to;

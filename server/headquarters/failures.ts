/**
 * Failures counted by what was tried and from where, so that guessing stops where it comes from and nobody else is locked out by it. They are
 * in the database, so that all processes count together and a restart forgets nothing.
 */
import { normalizeIP } from '@fastify/rate-limit';
import { isIP } from 'node:net';
import type { Instant } from '../../shared/identity.ts';
import { storable } from '../database/text.ts';
import type { Act } from './headquarters.ts';
import type { FailureTable } from './tables.ts';

/** What was tried (an account's password, a channel's activation codes), and from where. */
export type Attempt = Pick<FailureTable, 'kind' | 'subject' | 'address'>;

export type Bound = {
  /** So many failures in a row lock the place out. */
  readonly most: number;
  readonly lockedForMs: number;
  /** Failures before a pause of this length are forgotten. */
  readonly forgottenMs: number;
};

const dayMs = 24 * 3_600_000;
/** A place of which nothing was heard for so long is like all others. */
const keptDays = 90;

const later = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString();

/** The place as it is counted: a network of IPv6 is one, a name such as `command line` itself. */
const placeOf = (address: string): string =>
  isIP(address) === 0 ? storable(address.slice(0, 64)) : normalizeIP(address);

/** The attempt's row, locked until the message ends; made when it is missing. Call it first in a message (0004). */
export async function lockAttempt(act: Act, attempt: Attempt): Promise<FailureTable> {
  const { kind, subject } = attempt;
  return act
    .insertInto('failure')
    .values({
      kind,
      subject,
      address: placeOf(attempt.address),
      failures: 0,
      last_at: null,
      locked_until: null,
      succeeded_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'subject', 'address'])
        .doUpdateSet((where) => ({ failures: where.ref('failure.failures') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Until when nothing more is tried from here; null when it may be. */
export const lockedUntil = (row: FailureTable, now: Instant): Instant | null =>
  row.locked_until !== null && row.locked_until > now ? row.locked_until : null;

/** Whether a try from this place was right once, not too long ago. */
export const isKnownPlace = (row: FailureTable, now: Instant): boolean =>
  row.succeeded_at !== null && later(row.succeeded_at, keptDays * dayMs) > now;

/** Counts a failure. Answers until when the place is locked out by it; null when it is not. */
export async function countFailure(
  act: Act,
  row: FailureTable,
  bound: Bound,
  now: Instant,
): Promise<Instant | null> {
  const isFresh = row.last_at === null || later(row.last_at, bound.forgottenMs) <= now;
  const failures = isFresh ? 1 : row.failures + 1;
  const until = failures >= bound.most ? later(now, bound.lockedForMs) : null;
  await writeAttempt(act, row, {
    failures: until === null ? failures : 0,
    last_at: now,
    locked_until: until,
  });
  await act
    .deleteFrom('failure')
    .where('last_at', '<', later(now, -keptDays * dayMs))
    .execute();
  return until;
}

/** A try that was right: nothing counts any more, and the place is known. */
export async function noteSuccess(act: Act, row: FailureTable, now: Instant): Promise<void> {
  await writeAttempt(act, row, {
    failures: 0,
    last_at: now,
    locked_until: null,
    succeeded_at: now,
  });
}

async function writeAttempt(
  act: Act,
  { kind, subject, address }: FailureTable,
  change: Partial<FailureTable>,
): Promise<void> {
  await act
    .updateTable('failure')
    .set(change)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('address', '=', address)
    .execute();
}

/** Reference data downwards: the pages of every job of which the channel hands out a newer version (DESIGN section 8). */
import { done, fail, type Result } from '../../shared/fault.ts';
import { jobIds, type JobId } from '../../shared/feed.ts';
import type { Instant } from '../../shared/identity.ts';
import { applyFeed, jobVersions } from '../database/feed.ts';
import { noteKnown } from '../database/known.ts';
import type { Database } from '../database/open.ts';
import type { Channel } from './channel.ts';

export type Versions = Readonly<Record<string, number>>;

/** Jobs whose version here is not the channel's, in the order in which they need each other. */
function staleJobs(db: Database, offered: Versions): JobId[] {
  const own = jobVersions(db);
  return jobIds.filter((job) => (offered[job] ?? 0) > own[job]);
}

/** Whether anything here is older than what the channel offers; when nothing is, that is noted with its time. */
export function isBehind(db: Database, offered: Versions, at: Instant): boolean {
  const isStale = staleJobs(db, offered).length > 0;
  if (!isStale) noteKnown(db, at);
  return isStale;
}

/** Pulls one job to its newest version, page by page. Faults: those of the channel, wire.malformed for rows that do not read. */
async function pullJob(
  db: Database,
  channel: Pick<Channel, 'feed'>,
  job: JobId,
  signal: AbortSignal,
): Promise<Result<void>> {
  const after = jobVersions(db)[job];
  let page: string | null = null;
  for (;;) {
    const got = await channel.feed({ job, after, page }, signal);
    if (!got.ok) return got;
    if (got.value.job !== job) return fail('wire.malformed', { at: 'job' });
    const applied = await applyFeed(db, got.value, page === null);
    if (!applied.ok) return applied;
    if (got.value.next === null) return done;
    page = got.value.next;
  }
}

/** Pulls what is stale. One job that fails does not keep the others back; its fault is answered. */
export async function pullStale(
  db: Database,
  channel: Pick<Channel, 'feed'>,
  offered: Versions,
  signal: AbortSignal,
): Promise<Result<void>> {
  let result: Result<void> = done;
  for (const job of staleJobs(db, offered)) {
    const pulled = await pullJob(db, channel, job, signal);
    if (!pulled.ok) result = pulled;
    if (!pulled.ok && pulled.fault.code === 'channel.unreachable') return pulled;
  }
  return result;
}

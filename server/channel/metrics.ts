/** What a channel counts of itself, and what it reads when it is asked. */
import { sql } from 'kysely';
import { Counter } from 'prom-client';
import type { Admission } from '../http/admission.ts';
import { gaugePool, type Metrics } from '../http/metrics.ts';
import type { Precedence } from '../http/precedence.ts';
import type { Contacts } from './contact.ts';
import type { Reach } from './reach.ts';
import type { ChannelDatabase } from './tables.ts';

export type ChannelMeter = { readonly received: (entries: number) => void };
export const unmetered: ChannelMeter = { received: () => undefined };

/** Adds the channel's figures and gives its meter. */
export function watchChannel(
  metrics: Metrics,
  {
    db,
    reach,
    contacts,
    admission,
    precedence,
  }: {
    readonly db: ChannelDatabase;
    readonly reach: Reach;
    readonly contacts: Contacts;
    readonly admission: Admission;
    readonly precedence: Precedence;
  },
): ChannelMeter {
  const { gauge, registry } = metrics;
  gaugePool(metrics, db.pool);
  gauge('holdfast_realtime_up', 'Whether headquarters was reached at the last call.', [], () => [
    { value: reach.isUp() ? 1 : 0 },
  ]);
  const pages = 'Pages of entries: taken in now, and told to come later since the start.';
  gauge('holdfast_pages', pages, ['state'], () => {
    const { inside, refused } = admission.state();
    return [
      { labels: { state: 'inside' }, value: inside },
      { labels: { state: 'refused' }, value: refused },
    ];
  });
  const atOnce =
    'Pages that are worked on at once: fewer while locks are slow, below 1 with rests.';
  gauge('holdfast_pages_at_once', atOnce, [], () => [{ value: precedence.atOnce() }]);
  gauge('holdfast_registers_heard', 'Registers heard since the channel was started.', [], () => [
    { value: contacts.count() },
  ]);
  gauge(
    'holdfast_entries_stored',
    'Entries of all registers that the channel holds.',
    [],
    async () => {
      const row = await db.query
        .selectFrom('chain')
        .select(sql<number>`coalesce(sum(entries), 0)`.as('entries'))
        .executeTakeFirstOrThrow();
      return [{ value: row.entries }];
    },
  );
  const received = new Counter({
    name: 'holdfast_entries_received_total',
    help: 'Entries that came and were not known yet.',
    registers: [registry],
  });
  return { received: (entries) => received.inc(entries) };
}

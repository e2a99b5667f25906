/** What headquarters counts of itself, and what it reads from its database when it is asked. */
import { sql } from 'kysely';
import { Counter, Histogram } from 'prom-client';
import { z } from 'zod';
import { gaugePool, seconds, type Metrics, type Reading } from '../http/metrics.ts';
import type { Headquarters, Meter } from './headquarters.ts';
import { registerStatusSchema } from '../../shared/wire/register.ts';

/** A meter whose counts are figures of the service. */
export function makeMeter({ registry }: Metrics): Meter {
  const registers = [registry];
  const received = new Counter({
    name: 'holdfast_entries_received_total',
    help: 'Entries that came and were not known yet.',
    registers,
  });
  const ended = new Histogram({
    name: 'holdfast_posting_seconds',
    help: 'How long posting an entry took, by how it ended: posted, parked, waits, known.',
    labelNames: ['outcome'],
    buckets: seconds,
    registers,
  });
  return {
    received: (count) => received.inc(count),
    posted: (outcome, ms) => ended.observe({ outcome }, ms / 1000),
  };
}

/** Registers owe by what they said last; asking so often is enough. */
const owingMs = 15_000;

/** Adds what is read from the database. */
export function watchHeadquarters(metrics: Metrics, headquarters: Headquarters): void {
  const { gauge } = metrics;
  const { db, clock } = headquarters;
  gaugePool(metrics, db.pool);
  const count = async (rows: Promise<{ readonly count: number }>): Promise<readonly Reading[]> => [
    { value: (await rows).count },
  ];
  const counted = sql<number>`count(*)`.as('count');
  gauge('holdfast_locks_live', 'Instruments that are locked now.', [], () =>
    count(
      db.query
        .selectFrom('lock')
        .select(counted)
        .where('state', '=', 'live')
        .executeTakeFirstOrThrow(),
    ),
  );
  gauge('holdfast_exceptions_open', 'Exceptions that a person must look at.', [], () =>
    count(
      db.query
        .selectFrom('exception')
        .select(counted)
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow(),
    ),
  );
  gauge('holdfast_entries', 'Entries that are not posted, by state.', ['state'], async () => {
    const rows: Reading[] = [];
    for (const state of ['waiting', 'parked'] as const) {
      const found = await db.query
        .selectFrom('entry')
        .select(counted)
        // The state stands in the text, so that its partial index serves the question.
        .where(sql<boolean>`state = ${sql.lit(state)}`)
        .executeTakeFirstOrThrow();
      rows.push({ labels: { state }, value: found.count });
    }
    return rows;
  });
  let owing: { readonly at: number; readonly value: number } | null = null;
  gauge('holdfast_registers_owing', 'Registers that have entries to send.', [], async () => {
    if (owing === null || clock.running() - owing.at > owingMs) {
      owing = { at: clock.running(), value: await registersOwing(headquarters) };
    }
    return [{ value: owing.value }];
  });
}

const saidSchema = z
  .string()
  .transform((text) => registerStatusSchema.pick({ head: true }).parse(JSON.parse(text)));

/** Registers that named an entry which is not posted. */
async function registersOwing({ db }: Headquarters): Promise<number> {
  const rows = await db.query
    .selectFrom('register')
    .select(['head_number', 'status_json'])
    .select((from) =>
      from
        .selectFrom('entry')
        .select(sql<number | null>`max(number)`.as('newest'))
        .whereRef('entry.register', '=', 'register.id')
        .where('entry.state', '=', 'posted')
        .as('newest'),
    )
    .where('active', '=', 1)
    .execute();
  return rows.filter((row) => {
    const said = row.status_json === null ? null : saidSchema.parse(row.status_json).head;
    return Math.max(said?.number ?? 0, row.head_number ?? 0) > (row.newest ?? 0);
  }).length;
}

/** What a period did to the liability, by kind, currency and store. */
import type { Kysely } from 'kysely';
import { minor } from '../../../shared/money.ts';
import type { MovementReport, Period } from '../../../shared/wire/reports.ts';
import type { Headquarters } from '../headquarters.ts';
import { textSchema } from '../names.ts';
import type { Tables } from '../tables.ts';
import { balances, closeDays, daysAfter, movements, type Movement } from './days.ts';
import { owed } from './liability.ts';

type Row = MovementReport['rows'][number];
type Column = 'issued' | 'added' | 'redeemed' | 'expired' | 'adjusted';

/** The rest of a memo that was used up whole comes back as a new one: both together are what was redeemed. */
const columns: Readonly<Record<Movement['act'], Column>> = {
  opening: 'issued',
  issue: 'issued',
  addValue: 'added',
  refundTo: 'added',
  pay: 'redeemed',
  cashOut: 'redeemed',
  charge: 'redeemed',
  remainder: 'redeemed',
  expire: 'expired',
  adjust: 'adjusted',
};

export async function movementReport(
  headquarters: Headquarters,
  { from, to }: Period,
): Promise<MovementReport> {
  await closeDays(headquarters);
  const db = headquarters.db.query;
  const places = await storePlaces(db);
  const rows = new Map<string, Row>();
  for (const moved of await movements(db, from, { day: to })) {
    const { kind, currency, store } = moved;
    const name = `${kind} ${currency} ${store}`;
    const row = rows.get(name) ?? {
      ...{ kind, currency, store: store === '' ? null : store },
      ...placeOf(places, store),
      ...nothing,
    };
    const column = columns[moved.act];
    rows.set(name, { ...row, [column]: minor(row[column] + moved.amount) });
  }
  const closing = owed(await balances(db, { day: to }));
  const opening = owed(await balances(db, { day: daysAfter(from, -1) }));
  return {
    rows: [...rows.entries()].toSorted(([a], [b]) => (a > b ? -1 : 1)).map(([, row]) => row),
    balances: closing.map(({ kind, currency, amount }) => ({
      kind,
      currency,
      opening:
        opening.find((row) => row.kind === kind && row.currency === currency)?.amount ?? minor(0),
      closing: amount,
    })),
  };
}

const nothing = {
  issued: minor(0),
  added: minor(0),
  redeemed: minor(0),
  expired: minor(0),
  adjusted: minor(0),
};

/** The name of a store and the zone of its days; null is UTC. */
export type Place = Pick<Row, 'storeName' | 'timeZone'>;
export const placeOf = (places: ReadonlyMap<string, Place>, store: string): Place =>
  places.get(store) ?? { storeName: null, timeZone: null };

export async function storePlaces(db: Kysely<Tables>): Promise<ReadonlyMap<string, Place>> {
  const stores = await db.selectFrom('store').select(['id', 'name_json', 'time_zone']).execute();
  return new Map(
    stores.map(({ id, name_json: name, time_zone: timeZone }) => [
      id,
      { storeName: textSchema.parse(name), timeZone },
    ]),
  );
}

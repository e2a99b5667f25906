/** Many rows in few statements: what is read back is what was given, and PostgreSQL keeps no statement for each number of rows. */
import { afterEach, expect, it } from 'vitest';
import { migrate, type Migration } from '../../../server/database/migrate.ts';
import { openServerDatabase, type ServerDatabase } from '../../../server/database/open.ts';
import { insertRows } from '../../../server/database/rows.ts';
import { describeDatabases, describePostgres, type Place } from '../databases.ts';

type Thing = { id: string; number: number | null; note: string | null };
type Tables = { thing: Thing; pg_prepared_statements: { statement: string } };
const things: Migration = {
  name: '0010-things',
  statements: () => ['create table thing (id text primary key, number bigint, note text)'],
};

const opened: ServerDatabase<Tables>[] = [];
async function open(place: Place): Promise<ServerDatabase<Tables>> {
  const db = await openServerDatabase<Tables>(place.fresh());
  opened.push(db);
  expect(await migrate(db, [things], '2026-03-02T08:00:00.000Z')).toMatchObject({ ok: true });
  return db;
}
const closeAll = async (): Promise<void> => {
  for (const db of opened.splice(0)) await db.close();
};

/** So many rows, with what JSON, quotes and numbers may stumble over. */
const some = (count: number, prefix = 't'): Thing[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${String(index).padStart(4, '0')}`,
    number: index % 3 === 0 ? null : Number.MAX_SAFE_INTEGER - index,
    note: index % 5 === 0 ? null : `"${index}" \\ 'quoted', {a,b}\n茶 🧾 $1`,
  }));

describeDatabases('rows of one insert', (place) => {
  afterEach(closeAll);

  it.each([1, 49, 50, 51, 100, 133])('are read back as they were given: %i', async (count) => {
    const db = await open(place);
    const rows = some(count);
    await db.transaction((act) => insertRows(act, 'thing', rows));
    expect(await db.query.selectFrom('thing').selectAll().orderBy('id').execute()).toEqual(rows);
  });

  it('have null where they name no column, and end as told', async () => {
    const db = await open(place);
    const rows = [...some(120), { id: 'u' }];
    const onto = 'on conflict (id) do update set number = 7, note = excluded.note';
    await db.transaction((act) => insertRows(act, 'thing', rows, onto));
    await db.transaction((act) => insertRows(act, 'thing', rows, onto));
    const read = await db.query.selectFrom('thing').selectAll().orderBy('id').execute();
    expect(read).toHaveLength(121);
    expect(read.at(-1)).toEqual({ id: 'u', number: 7, note: null });
    expect(new Set(read.map(({ number }) => number))).toEqual(new Set([7]));
  });

  it('are written all or not at all', async () => {
    const db = await open(place);
    const twice = [...some(110), ...some(1)];
    await expect(db.transaction((act) => insertRows(act, 'thing', twice))).rejects.toThrow();
    expect(await db.query.selectFrom('thing').selectAll().execute()).toEqual([]);
  });
});

describePostgres('rows of one insert', (place) => {
  afterEach(closeAll);

  it('need two prepared statements, whatever their number', async () => {
    const db = await open(place);
    const kept = await db.transaction(async (act) => {
      for (const count of [1, 2, 50, 70, 99, 100, 131, 200])
        await insertRows(act, 'thing', some(count, `n${count}-`));
      return act
        .selectFrom('pg_prepared_statements')
        .select('statement')
        .where('statement', 'like', 'insert into "thing"%')
        .execute();
    });
    expect(kept).toHaveLength(2);
  });
});

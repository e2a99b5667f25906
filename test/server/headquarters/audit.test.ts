/** The audit's chain: what somebody does who may do everything in the database, but has not the key. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../../../server/database/migrate.ts';
import { openServerDatabase } from '../../../server/database/open.ts';
import { recordAct } from '../../../server/headquarters/audit.ts';
import { proveAudit, type AuditFlaw } from '../../../server/headquarters/auditchain.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { ledger } from '../../../server/headquarters/migrations/0010-ledger.ts';
import { registers } from '../../../server/headquarters/migrations/0020-registers.ts';
import { headOffice } from '../../../server/headquarters/migrations/0030-headoffice.ts';
import { openHeadquarters } from '../../../server/headquarters/open.ts';
import type { Tables } from '../../../server/headquarters/tables.ts';
import { describeDatabases, type Place } from '../databases.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

const act = (headquarters: Headquarters, detail: string): Promise<void> =>
  headquarters.db.transaction((transaction) =>
    recordAct(headquarters, transaction, {
      at: headquarters.clock.now(),
      account: 'ruth',
      second: detail === '2' ? 'sam' : undefined,
      act: 'test.done',
      detail,
    }),
  );

/** Takes away what keeps the audit append-only, as the owner of the database can. */
async function unguard({ db }: Headquarters): Promise<void> {
  const triggers =
    db.kind === 'sqlite'
      ? ['audit', 'audit_seal'].flatMap((table) => [
          `drop trigger ${table}_no_update`,
          `drop trigger ${table}_no_delete`,
        ])
      : ['audit', 'audit_seal'].map((table) => `drop trigger ${table}_stands on ${table}`);
  const any = db.query.selectFrom('setting').selectAll().compile();
  for (const statement of triggers)
    await db.query.executeQuery({ ...any, sql: statement, parameters: [] });
}

describeDatabases('the audit', (place: Place) => {
  let world: TestWorld;
  let headquarters: Headquarters;
  /** Of the first row that the test wrote. */
  let first: number;
  const flaws = async (): Promise<readonly AuditFlaw[]> => (await proveAudit(headquarters)).flaws;
  const remove = async (table: 'audit' | 'audit_seal', from: number, to = from): Promise<void> =>
    void (await headquarters.db.query
      .deleteFrom(table)
      .where('number', '>=', from)
      .where('number', '<=', to)
      .execute());

  beforeEach(async () => {
    world = await openWorld(place);
    headquarters = world.now();
    first = (await proveAudit(headquarters)).newest.number + 1;
    for (const detail of ['1', '2', '3', '4', '5']) await act(headquarters, detail);
    await unguard(headquarters);
  });
  afterEach(async () => world.close());

  it('is whole when nobody touched it', async () => {
    const proof = await proveAudit(headquarters);
    expect(proof).toMatchObject({ rows: first + 4, newest: { number: first + 4 }, flaws: [] });
    const { number, hash } = proof.newest;
    expect((await proveAudit(headquarters, { noted: { number, hash } })).flaws).toEqual([]);
    expect((await proveAudit(headquarters, { last: 2 })).rows).toBe(2);
  });

  it.each(['at', 'account', 'second', 'act', 'detail'] as const)(
    'names the row whose %s was changed',
    async (column) => {
      const change = headquarters.db.query.updateTable('audit').where('number', '=', first + 2);
      await change.set({ [column]: '2026-01-01T00:00:00.000Z' }).execute();
      expect(await flaws()).toEqual([{ number: first + 2, why: 'changed' }]);
      expect((await proveAudit(headquarters, { last: 3 })).flaws).toHaveLength(1);
      expect((await proveAudit(headquarters, { last: 2 })).flaws).toEqual([]);
    },
  );

  it('names rows that were removed, in the middle and at the end', async () => {
    await remove('audit_seal', first + 1);
    await remove('audit', first + 1);
    expect(await flaws()).toEqual([{ number: first + 1, why: 'missing' }]);
    await remove('audit_seal', first + 3, first + 4);
    await remove('audit', first + 3, first + 4);
    expect(await flaws()).toEqual(
      [first + 1, first + 3, first + 4].map((number) => ({ number, why: 'missing' })),
    );
  });

  it('names the place where later rows were moved up to hide one', async () => {
    await remove('audit_seal', first + 1, first + 4);
    await remove('audit', first + 1);
    for (const number of [first + 2, first + 3, first + 4])
      await headquarters.db.query
        .updateTable('audit')
        .set({ number: number - 1 })
        .where('number', '=', number)
        .execute();
    expect((await flaws())[0]).toEqual({ number: first + 1, why: 'unsealed' });
  });

  it('names a row that somebody slipped in, and one whose seal was copied', async () => {
    const forged = { at: '', account: 'sam', second: null, act: 'lock.broken', detail: '' };
    await headquarters.db.query
      .insertInto('audit')
      .values({ number: first + 5, ...forged })
      .execute();
    expect(await flaws()).toEqual([{ number: first + 5, why: 'unsealed' }]);
    const { hash } = await headquarters.db.query
      .selectFrom('audit_seal')
      .select('hash')
      .where('number', '=', first + 4)
      .executeTakeFirstOrThrow();
    await headquarters.db.query
      .insertInto('audit_seal')
      .values({ number: first + 5, hash })
      .execute();
    expect(await flaws()).toEqual([{ number: first + 5, why: 'changed' }]);
  });

  it('tells a head that was set back to hide the newest row', async () => {
    const seal = await headquarters.db.query
      .selectFrom('audit_seal')
      .selectAll()
      .where('number', '=', first + 3)
      .executeTakeFirstOrThrow();
    await remove('audit_seal', first + 4);
    await remove('audit', first + 4);
    await headquarters.db.query.updateTable('audit_head').set(seal).execute();
    expect(await flaws()).toEqual([{ number: first + 3, why: 'head' }]);
  });

  it('shows by a seal that was noted elsewhere that all of it was put back to an earlier state', async () => {
    const earlier = await world.backup();
    await act(headquarters, '6');
    const { newest } = await proveAudit(headquarters);
    await world.restore(earlier);
    headquarters = world.now();
    expect(await flaws()).toEqual([]);
    expect((await proveAudit(headquarters, { noted: newest })).flaws).toMatchObject([
      { number: newest.number },
    ]);
  });

  it('is one chain without gaps although two processes write it at once', async () => {
    const another = await world.another();
    const before = (await proveAudit(headquarters)).newest.number;
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        act(index % 2 === 0 ? headquarters : another, `at once ${index}`),
      ),
    );
    const proof = await proveAudit(another);
    expect(proof).toMatchObject({ newest: { number: before + 60 }, flaws: [] });
    await another.db.close();
  });

  it('seals text that a database would keep otherwise, as it keeps it', async () => {
    await act(headquarters, 'half a pair \ud83d, nothing \u0000, 海港街');
    expect(await flaws()).toEqual([]);
  });
});

describeDatabases('an audit of before the chain', (place: Place) => {
  it('is sealed as it is found, once, and says so', async () => {
    const address = place.fresh();
    const clock = { now: () => '2026-11-22T10:00:00.000Z', running: () => 0 };
    const chance = { id: () => 'a'.repeat(32), fraction: () => 0.5 };
    const old = await openServerDatabase<Tables>(address);
    unwrap(await migrate(old, [ledger, registers, headOffice], clock.now()));
    for (const number of [1, 2, 3])
      await old.query
        .insertInto('audit')
        .values({ number, at: clock.now(), account: 'ruth', second: null, act: 'old', detail: '' })
        .execute();
    await old.close();
    const folder = mkdtempSync(join(place.folder, 'old-'));
    const open = async (): Promise<Headquarters> =>
      unwrap(await openHeadquarters({ folder, address, clock, chance }));
    for (let start = 0; start < 2; start += 1) {
      const headquarters = await open();
      expect(await proveAudit(headquarters)).toMatchObject({ rows: 4, flaws: [] });
      expect(
        await headquarters.db.query
          .selectFrom('audit')
          .select('detail')
          .where('number', '=', 4)
          .execute(),
      ).toEqual([{ detail: 'rows up to 3 as they were found' }]);
      await headquarters.db.close();
    }
    const headquarters = await open();
    await unguard(headquarters);
    await headquarters.db.query
      .updateTable('audit')
      .set({ account: 'nobody' })
      .where('number', '=', 2)
      .execute();
    expect((await proveAudit(headquarters)).flaws).toEqual([{ number: 2, why: 'changed' }]);
    await headquarters.db.close();
  });
});

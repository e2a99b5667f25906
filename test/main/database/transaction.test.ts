import { expect, it } from 'vitest';
import { makeChanged } from '../../../main/database/changed.ts';
import { readSetting, writeSetting } from '../../../main/database/settings.ts';
import { attempt, transaction } from '../../../main/database/transaction.ts';
import { done, fail, ok } from '../../../shared/fault.ts';
import { openFile } from './file.ts';

it('keeps all or nothing', () => {
  const db = openFile();
  const work = (): void => {
    writeSetting(db, 'a', '1');
    throw new Error('no further');
  };
  expect(() => transaction(db, work)).toThrow('no further');
  expect(readSetting(db, 'a')).toBeNull();
  expect(db.sql.inTransaction).toBe(false);
});

it('joins an outer one, which decides for both', () => {
  const db = openFile();
  const work = (): void => {
    transaction(db, () => writeSetting(db, 'a', '1'));
    throw new Error('no further');
  };
  expect(() => transaction(db, work)).toThrow('no further');
  expect(readSetting(db, 'a')).toBeNull();
});

it('refuses work that would wait', () => {
  const db = openFile();
  const late = Promise.resolve();
  const work = (): Promise<void> => {
    writeSetting(db, 'a', '1');
    return late;
  };
  expect(() => transaction(db, work)).toThrow('synchronous');
  expect(readSetting(db, 'a')).toBeNull();
});

it('undoes an attempt that failed, and only that', () => {
  const db = openFile();
  const failing = () =>
    attempt(db, () => {
      writeSetting(db, 'inner', '1');
      return fail('cart.empty');
    });
  const both = attempt(db, () => {
    writeSetting(db, 'outer', '1');
    expect(failing()).toMatchObject({ ok: false, fault: { code: 'cart.empty' } });
    return ok('kept');
  });
  expect(both).toEqual(ok('kept'));
  expect(failing()).toMatchObject({ ok: false });
  expect(readSetting(db, 'outer')).toBe('1');
  expect(readSetting(db, 'inner')).toBeNull();
});

it('says that the disk is full, with the register as it was', () => {
  const db = openFile();
  writeSetting(db, 'before', '1');
  const pages = Number(db.sql.pragma('page_count', { simple: true }));
  db.sql.pragma(`max_page_count = ${pages}`);
  const write = () =>
    attempt(db, () => {
      writeSetting(db, 'little', '1');
      writeSetting(db, 'much', 'x'.repeat(200_000));
      return done;
    });
  expect(write()).toMatchObject({ ok: false, fault: { code: 'database.full', retry: 'later' } });
  const inner = attempt(db, () => write());
  expect(inner).toMatchObject({ ok: false, fault: { code: 'database.full' } });
  expect(readSetting(db, 'little')).toBeNull();
  expect(readSetting(db, 'before')).toBe('1');
  db.sql.pragma('max_page_count = 100000');
  expect(write()).toEqual(done);
});

it('says that the file may not be written', () => {
  const db = openFile();
  db.sql.pragma('query_only = ON');
  const written = attempt(db, () => {
    writeSetting(db, 'a', '1');
    return done;
  });
  expect(written).toMatchObject({ ok: false, fault: { code: 'database.readOnly' } });
});

it('tells those who watch once, after the outermost is kept', async () => {
  const db = openFile();
  const seen: (string | null)[] = [];
  const stop = db.changed.watch(() => seen.push(readSetting(db, 'b')));
  transaction(db, () => {
    writeSetting(db, 'a', '1');
    writeSetting(db, 'b', '2');
  });
  writeSetting(db, 'b', '3');
  expect(seen).toEqual([]);
  await Promise.resolve();
  expect(seen).toEqual(['3']);
  expect(attempt(db, () => fail('cart.empty')).ok).toBe(false);
  await Promise.resolve();
  expect(seen).toEqual(['3']);
  stop();
  writeSetting(db, 'b', '4');
  await Promise.resolve();
  expect(seen).toEqual(['3']);
});

it('counts each watching of one function', async () => {
  const changed = makeChanged();
  let seen = 0;
  const see = (): void => {
    seen += 1;
  };
  const stop = changed.watch(see);
  changed.watch(see);
  stop();
  changed.tell();
  changed.tell();
  await Promise.resolve();
  expect(seen).toBe(1);
});

it('tells nobody once it has ended', async () => {
  const changed = makeChanged();
  let seen = 0;
  changed.watch(() => (seen += 1));
  changed.tell();
  changed.end();
  await Promise.resolve();
  expect(seen).toBe(0);
});

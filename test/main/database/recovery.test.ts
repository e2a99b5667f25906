import { expect, it } from 'vitest';
import { saveOpenCart, suspendCart, suspendedCarts } from '../../../main/database/carts.ts';
import { readIdentity, saveIdentity, saveIncarnation } from '../../../main/database/identity.ts';
import { appendEntry, journalHeads } from '../../../main/database/journal.ts';
import { locksOf, spendLocks, wanted } from '../../../main/database/locks.ts';
import { recover } from '../../../main/database/recovery.ts';
import { insertSale, lastSale } from '../../../main/database/sales.ts';
import { all } from '../../../main/database/statement.ts';
import { transaction } from '../../../main/database/transaction.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { SignedGrant } from '../../../shared/lock.ts';
import { seal } from '../../../shared/sale.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { identity } from '../../make/place.ts';
import { adding, cartAfter, emptyCart, payingCard } from '../../shared/sample.ts';
import { openTill } from '../sync/till.ts';
import { clock, must, note, openActivated, openFile, sellMug } from './file.ts';

/** A sale paid with a card, committed by a register that later forgets it. */
function lostCardSale(): { entry: Entry; grant: SignedGrant } {
  const till = openTill();
  saveOpenCart(till.db, emptyCart);
  till.ask('request-1');
  const grant = till.grant('request-1');
  till.close();
  const db = openActivated();
  const cart = cartAfter(adding('mug', 500, 'none'), payingCard('request-1', 500));
  const sale = must(
    seal(cart, {
      receipt: 'R02-000001',
      committedAt: clock.now(),
      grants: [grant],
      completion: {
        offline: true,
        rule: 'parameter',
        link: 'offline',
        linkSince: clock.now(),
        lastAnswer: null,
        parameterVersion: 1,
      },
    }),
  );
  const { entry } = transaction(db, () => {
    const added = appendEntry(db, { at: clock.now(), body: { kind: 'sale', sale } });
    insertSale(db, sale, added.entry.hash);
    return added;
  });
  return { entry, grant };
}

it('closes every cart, gives up every lock and begins a new incarnation', () => {
  const till = openTill();
  till.sell(500, 'sale-0');
  suspendCart(till.db, clock.now(), 'mei');
  till.sell(500);
  till.ask('asked');
  expect(recover(till.db, {})).toEqual({ ok: true, value: 0 });
  expect(suspendedCarts(till.db)).toEqual([]);
  expect(all(till.db, 'SELECT 1 FROM cart')).toEqual([]);
  expect(till.state('asked')).toBe('gone');
  expect(readIdentity(till.db)?.incarnation).toBe(1);
  till.close();
});

it('knows the requests of an adopted sale as spent, with the grant that was sealed into it', () => {
  const { entry, grant } = lostCardSale();
  const db = openActivated();
  expect(recover(db, { entries: [entry] })).toEqual({ ok: true, value: 1 });
  expect(wanted(db)).toMatchObject([{ request: 'request-1', state: 'spent', amount: 500, grant }]);
  expect(locksOf(db, 'sale-1')).toHaveLength(1);
  expect(() => transaction(db, () => spendLocks(db, ['request-1']))).toThrow();
});

it('knows them as done when headquarters has answered', () => {
  const { entry } = lostCardSale();
  const db = openActivated();
  db.sql
    .prepare(
      "INSERT INTO answer (hash, number, state, amounts, at) VALUES (?, 1, 'posted', '[]', ?)",
    )
    .run(entry.hash, clock.now());
  must(recover(db, { entries: [entry] }));
  expect(wanted(db)).toEqual([]);
});

it('counts incarnations above every one that it hears of', () => {
  const lost = openActivated();
  saveIncarnation(lost, 6);
  const { entry } = note(lost, 'of incarnation 6');
  const db = openActivated();
  must(recover(db, { entries: [entry] }));
  expect(readIdentity(db)?.incarnation).toBe(7);
  must(recover(db, { hold: { incarnation: 11, seq: 4, id: 'a-hold' } }));
  expect(readIdentity(db)?.incarnation).toBe(12);
  expect(all(db, 'SELECT id, seq, answered FROM hold')).toEqual([
    { id: 'a-hold', seq: 4, answered: 1 },
  ]);
});

it('names every branch in the first entry after it, and keeps both sales of one receipt', () => {
  const lost = openActivated();
  const forgotten = sellMug(lost, 900, 'forgotten');
  const db = openActivated();
  const own = sellMug(db, 500, 'own');
  expect(own.sale.receipt).toBe(forgotten.sale.receipt);
  must(recover(db, { entries: [forgotten.entry] }));
  const next = sellMug(db, 100, 'next');
  expect(next.number).toBe(2);
  expect(next.sale.receipt).toBe('R02-000002');
  expect(new Set(must(readEntry(next.entry)).previous)).toEqual(
    new Set([own.entry.hash, forgotten.entry.hash]),
  );
  expect(journalHeads(db)).toEqual([next.entry.hash]);
  expect(lastSale(db)?.id).toBe('next');
});

it('changes nothing when an entry is not sound', () => {
  const db = openActivated();
  const good = note(openActivated(), 'good').entry;
  const refused = recover(db, { entries: [good, { ...good, hash: 'f'.repeat(64) }] });
  expect(refused).toMatchObject({ fault: { code: 'entry.hash' } });
  expect(readIdentity(db)?.incarnation).toBe(identity.incarnation);
  expect(journalHeads(db)).toEqual([]);
});

it('closes the carts of a register that does not know yet who it is', () => {
  const db = openFile();
  saveOpenCart(db, emptyCart);
  expect(recover(db, {})).toEqual({ ok: true, value: 0 });
  saveIdentity(db, identity);
  expect(all(db, 'SELECT 1 FROM cart')).toEqual([]);
});

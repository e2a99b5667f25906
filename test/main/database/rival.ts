/** Another process on the database file: it opens it, does what it is told, says so, and then waits to be killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { saveOpenCart } from '../../../main/database/carts.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import { openDatabase } from '../../../main/database/open.ts';
import { writeSetting } from '../../../main/database/settings.ts';
import { transaction } from '../../../main/database/transaction.ts';
import { falseClock } from '../../false/clock.ts';
import { makeProduct } from '../../make/product.ts';
import { emptyCart } from '../../shared/sample.ts';

const [, , file = '', act = ''] = process.argv;
const opened = openDatabase(file, { clock: falseClock() });
const say = (word: string): void => console.log(word);
const waitForever = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

if (!opened.ok) say(opened.fault.code);
else if (act === 'hold') {
  say('held');
  waitForever();
} else if (act === 'midway') {
  const db = opened.value;
  writeSetting(db, 'before', 'kept');
  transaction(db, () => {
    writeSetting(db, 'midway', 'lost');
    saveOpenCart(db, emptyCart);
    say('midway');
    waitForever();
  });
} else if (act === 'load') {
  const rows = Array.from({ length: 3000 }, (_, n) => {
    const body = makeProduct(n, 2000 + n);
    return { id: body.id, deleted: false, body };
  });
  const page = { job: '1040', version: 2, full: true, rows, next: null } as const;
  const applied = applyFeed(opened.value, page, true);
  await sleep(150);
  say('loading');
  await applied;
  await sleep(60_000);
}

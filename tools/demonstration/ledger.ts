/** Headquarters' ledger for the instruments of the story, and the proof that the books hold. */
import { books, liveLocks } from '../../server/headquarters/books.ts';
import { instrumentHistory } from '../../server/headquarters/instrumentdetail.ts';
import { numberKey } from '../../server/headquarters/numbers.ts';
import { decimalText, minor } from '../../shared/money.ts';
import { mustBe, type Narrator } from './narrator.ts';
import type { Scene } from './scene.ts';

const money = (amount: number): string => decimalText(minor(amount), 'USD').padStart(9);

/** Prints every posting of the numbers, then checks books, locks and exceptions. Waits first until nothing is locked any more. */
export async function closeTheBooks(scene: Scene, numbers: readonly string[]): Promise<void> {
  const { tell } = scene;
  const headquarters = scene.shop.servers.headquarters.act();
  await tell.step('Head office: every lock is released.', async () => {
    const end = Date.now() + patienceMs;
    while ((await liveLocks(headquarters)).size > 0) {
      mustBe(Date.now() < end, 'no card is locked any more');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  tell.chapter("Headquarters' ledger for the instruments of this story");
  for (const number of numbers) await printHistory(scene, number, tell);
  const report = await books(headquarters);
  for (const { account, currency, balance } of report.accounts) {
    tell.say(`  ${account.padEnd(24)} ${money(balance)} ${currency}`);
  }
  mustBe(report.sound, `the books hold: ${report.flaws.join('; ')}`);
  const open = await headquarters.db.query
    .selectFrom('exception')
    .select('kind')
    .where('closed_at', 'is', null)
    .execute();
  mustBe(open.length === 0, 'there is no exception');
  tell.say(
    `  The books hold: ${report.books} transactions, ${report.postings} postings, each sums to nothing; no exception, no lock.`,
  );
}

const patienceMs = 20_000;

async function printHistory(scene: Scene, number: string, tell: Narrator): Promise<void> {
  const headquarters = scene.shop.servers.headquarters.act();
  const history = await instrumentHistory(headquarters, numberKey(headquarters.keys, number));
  if (!history.ok)
    throw new Error(`not as told: headquarters knows the instrument ending in ${number.slice(-4)}`);
  const { instrument, postings, locks } = history.value;
  const settled = locks.filter((lock) => lock.state === 'settled').length;
  const freed = locks.filter((lock) => lock.state === 'freed').length;
  tell.say(
    `  ${instrument.kind === 'giftCard' ? 'Gift card' : 'Credit memo'} ${instrument.last4}: locked ${locks.length} times, ${settled} settled, ${freed} released`,
  );
  for (const posting of postings) {
    tell.say(
      `    ${posting.act.padEnd(10)} ${(posting.receipt ?? '').padEnd(12)} ${money(posting.change)}  balance ${money(posting.balance)}`,
    );
  }
  const receipts = postings.flatMap((posting) =>
    posting.act === 'pay' && posting.receipt !== null ? [posting.receipt] : [],
  );
  mustBe(new Set(receipts).size === receipts.length, 'no sale was posted twice');
}

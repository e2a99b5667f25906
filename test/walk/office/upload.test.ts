/** A7 with a real register: what it sold offline comes three times, out of order, one entry damaged; head office sees it on its page. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { staff } from '../../../server/app/demonstration/people.ts';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import { books } from '../../../server/headquarters/books.ts';
import { instrumentHistory } from '../../../server/headquarters/instrumentdetail.ts';
import { applyParameters, parameterState } from '../../../server/headquarters/parameters.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';
import { openShift } from '../../../tools/replay/clerk.ts';
import { openBadUpload, type BadUpload } from '../../false/upload.ts';
import type { Counter } from '../counter.ts';
import { openHeadOffice, type HeadOffice } from './headoffice.ts';

let office: HeadOffice;
let line: BadUpload;
let till: Counter;
/** The receipt whose entry the line damages. */
let hurt = '';
const headquarters = () => office.floor.servers.headquarters.act();
beforeAll(async () => {
  office = await openHeadOffice();
  line = await openBadUpload(
    office.floor.servers.channel.url,
    (content) => hurt !== '' && content.includes(`"receipt":"${hurt}"`),
  );
  const { saved } = await parameterState(headquarters().db.query);
  const quick = { heartbeat: 300, reconnect: 300, goodHeartbeats: 1 };
  const { base, posting, offlineProfile } = { base: saved.version, ...saved };
  const rules = { base, posting, offlineProfile: { ...offlineProfile, ...quick } };
  const applied = await applyParameters(headquarters(), rules, 'ruth');
  if (!applied.ok) throw new Error(applied.fault.code);
  till = await office.floor.open('R-01', line.url);
  const { version } = applied.value;
  await till.clerk.until('the quick profile', (view) => view.parameterVersion >= version);
});
afterAll(async () => {
  await office.close();
  await line.close();
});

const posted = async (receipts: readonly string[]): Promise<string[]> =>
  (
    await headquarters()
      .db.query.selectFrom('entry')
      .select('receipt')
      .where('state', '=', 'posted')
      .where('receipt', 'in', receipts)
      .orderBy('receipt')
      .execute()
  ).map((row) => row.receipt ?? '');

it(
  'A7: a register sells offline, its upload comes three times, out of order and once damaged; the damaged one is set aside, then all is there once',
  { timeout: 60_000 },
  async () => {
    const { clerk, cable } = till;
    await clerk.must({ command: 'signIn', staff: staff.meiLin.id, pin: staff.meiLin.pin });
    await openShift(clerk);
    const code = products[0]?.barcodes[0] ?? '';
    const card = instruments.card.number;
    // The card is locked while the line is there; everything is finished without it.
    await clerk.must({ command: 'scan', code });
    await clerk.must({ command: 'openPayment' });
    await clerk.must({ command: 'payInstrument', kind: 'giftCard', number: card, amount: null });
    await clerk.until('the card', ({ cart }) => cart?.held.length === 1);
    await cable.cut();
    await clerk.until('the warning', ({ warning }) => warning !== null);
    await clerk.must({ command: 'complete' });
    const spent = clerk.view().receipt?.total ?? 0;
    const receipts = [clerk.view().receipt?.receipt ?? ''];
    for (const _ of [2, 3]) {
      await clerk.must({ command: 'scan', code });
      await clerk.must({ command: 'openPayment' });
      await clerk.must({ command: 'payCash', amount: clerk.cart().totals.total });
      await clerk.until('the receipt', ({ receipt }) => !receipts.includes(receipt?.receipt ?? ''));
      receipts.push(clerk.view().receipt?.receipt ?? '');
    }
    const [, second = ''] = receipts;
    hurt = second;
    await cable.mend();
    await clerk.until('the others to be posted', ({ link }) => link.state === 'online');
    await expect.poll(() => posted(receipts), { timeout: 15_000 }).toHaveLength(2);
    expect(await posted(receipts)).not.toContain(second);

    const { page, complaints } = await office.enter('registers');
    await page.getByRole('searchbox', { name: 'Register or store' }).fill('R-01');
    await page.getByRole('button', { name: 'R-01' }).click();
    const proof = page
      .getByRole('complementary', { name: 'R-01' })
      .getByRole('region', { name: 'Nothing missing' });
    await proof.getByRole('button', { name: 'Prove' }).click();
    await proof.getByText(/Entry \d+ is set aside and not posted\./).waitFor();

    // The register has been told that all of it is there; the intact copies reach the channel as from its journal, and as often.
    for (const _ of [1, 2, 3]) await line.again();
    await expect.poll(() => posted(receipts), { timeout: 15_000 }).toEqual(receipts);
    await clerk.until('nothing to be owed', ({ pending }) => pending.count === 0);
    await proof.getByRole('button', { name: 'Prove' }).click();
    await proof.getByText(/Nothing is missing: entries 1 to (\d+), \1 in all/).waitFor();
    expect((await books(headquarters())).flaws).toEqual([]);
    const open = await headquarters()
      .db.query.selectFrom('exception')
      .select('kind')
      .where('closed_at', 'is', null)
      .execute();
    expect(open).toEqual([]);
    const history = await instrumentHistory(headquarters(), numberKey(headquarters().keys, card));
    expect(history).toMatchObject({
      ok: true,
      value: { instrument: { balance: instruments.card.balance - spent } },
    });
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

it('asks a register to send and fetch everything now, and says when it has', async () => {
  const { page, complaints } = await office.enter('registers');
  await page.getByRole('searchbox', { name: 'Register or store' }).fill('R-01');
  await page.getByRole('button', { name: 'R-01' }).click();
  const panel = page.getByRole('complementary', { name: 'R-01' });
  const wishes = async (): Promise<unknown> =>
    headquarters()
      .db.query.selectFrom('register')
      .select(['sync_asked', 'sync_done'])
      .where('name', '=', 'R-01')
      .executeTakeFirst();
  await panel.getByRole('button', { name: 'Sync now' }).click();
  await expect.poll(wishes, { timeout: 15_000 }).toEqual({ sync_asked: 1, sync_done: 1 });
  await panel.getByRole('button', { name: 'Sync now', disabled: false }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** A clerk cares for receipts by e-mail that did not go out: the built page, a real headquarters, a real browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endTry, takeMail } from '../../../../server/headquarters/mail.ts';
import { push } from '../desk.ts';
import { askedByMail } from '../mailwish.ts';
import { entryOf } from '../sealed.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
  const refusals = [
    ['ana@exampel.com', '550 no such user here'],
    ['bo@example.com', '550 mailbox closed'],
    ['cy@example.com', null],
    ['di@example.com', '452 out of space'],
  ] as const;
  let previous: string[] = [];
  for (const [index, [to, why]] of refusals.entries()) {
    const receipt = `R01-00000${index + 1}`;
    const entry = entryOf('A', index + 1, previous, askedByMail(receipt, to));
    previous = [entry.hash];
    await push(stand.world, 'A', entry);
    const due = why === null ? null : await takeMail(stand.headquarters);
    if (due !== null) await endTry(stand.headquarters, due, why, why?.includes('550') === true);
    // What is not tried here waits for a minute, so that the next one is the only one due.
    else await waitAMinute(entry.hash);
    stand.world.clock.pass(1000);
  }
});
afterAll(() => stand.close());

async function waitAMinute(entry: string): Promise<void> {
  await stand.headquarters.db.transaction((act) =>
    act
      .updateTable('mail')
      .set({ due_at: new Date(Date.now() + 60_000).toISOString() })
      .where('entry', '=', entry)
      .execute(),
  );
}

it('lists what failed with its reason, and sends one again to the right address', async () => {
  const { page, complaints } = await stand.enter('exceptions');
  await page.getByRole('link', { name: 'Exceptions 2' }).waitFor();
  await page.getByRole('radio', { name: 'E-mailed receipts' }).click();
  await page.getByRole('row', { name: /R01-000002 bo@example.com .*550 mailbox closed/ }).waitFor();
  await page.getByRole('button', { name: 'R01-000001' }).click();
  const panel = page.getByRole('complementary', { name: 'Receipt R01-000001' });
  await panel.getByText('550 no such user here').waitFor();
  await panel.getByText('Harbour Street · R-01').waitFor();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Send again' }).click();
  const question = page.getByRole('dialog', { name: 'Send receipt R01-000001 again?' });
  const address = question.getByLabel('Address');
  expect(await address.inputValue()).toBe('ana@exampel.com');
  await address.fill('ana at example');
  await page.keyboard.press('Enter');
  await question.getByText('This is no e-mail address. Correct it and send again.').waitFor();
  await address.fill('ana@example.com');
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Failed 1' }).waitFor();
  expect((await takeMail(stand.headquarters))?.to).toBe('ana@example.com');
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('gives one up with a note, and lists what is still tried', async () => {
  const { page, complaints } = await stand.enter('exceptions');
  await page.getByRole('radio', { name: 'E-mailed receipts' }).click();
  await page.getByRole('button', { name: 'R01-000002' }).click();
  await page.getByRole('button', { name: 'Give up' }).click();
  await page.getByLabel('Note, kept in the audit').fill('closed since spring');
  await page.keyboard.press('Enter');
  await page.getByText('Every receipt went out, or is still tried.').waitFor();
  await page.getByRole('radio', { name: 'Given up 1' }).click();
  await page.getByRole('row', { name: /R01-000002 bo@example.com closed since spring/ }).waitFor();
  await page.getByRole('button', { name: 'R01-000002' }).click();
  await page.getByText(/Given up by Ruth Bauer, .*: closed since spring/).waitFor();
  await page.getByRole('radio', { name: 'Still tried 3' }).click();
  await page.getByRole('row', { name: /R01-000004 di@example.com 452 out of space/ }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('shows the same in Chinese, and offers nothing to whom may only read', async () => {
  const { page, complaints } = await stand.enter('exceptions', { account: 'ada', locale: 'zh-CN' });
  await page.getByRole('radio', { name: '邮件小票' }).click();
  await page.getByRole('radio', { name: '已放弃 1' }).click();
  await page.getByRole('button', { name: 'R01-000002' }).click();
  await page.getByText(/Ruth Bauer 于 .* 放弃：closed since spring/).waitFor();
  await expectAccessible(page);
  expect(await page.getByRole('button', { name: '重新发送' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

/** A clerk at the pages of exceptions and reports: the built page, a real headquarters, a real browser. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { books } from '../../../../server/headquarters/books.ts';
import { breakLock } from '../../../../server/headquarters/breaking.ts';
import { makeClerk, type Clerk } from '../clerk.ts';
import { openExceptions, push, sale } from '../desk.ts';
import { cash, entryOf, goods, instrument } from '../sealed.ts';
import { addCard, unwrap } from '../world.ts';
import { expectAccessible } from './accessible.ts';
import { agree, openStand, type Stand } from './stand.ts';
import { typeDay } from './day.ts';

let stand: Stand;
let b: Clerk;
let late: Awaited<ReturnType<typeof addCard>>;
beforeAll(async () => {
  stand = await openStand();
  const { headquarters, world } = stand;
  late = await addCard(headquarters, 'late', 1000);
  await addCard(headquarters, 'hurt', 900);
  const a = makeClerk(() => world, 'A');
  b = makeClerk(() => world, 'B');
  // B's lock is broken, A spends the card, B's sale comes late: 300 of it are there, 400 are missing.
  const lost = await b.lock('q1', { card: 'late' });
  const approved = { by: 'ruth', second: 'sam', reason: 'registerLost: water' };
  unwrap(await breakLock(headquarters, 'q1', approved));
  const spent = await a.lock('q2', { card: 'late' });
  const one = entryOf(
    'A',
    1,
    [],
    sale({ sale: 'sale-q2', register: 'A', grants: [spent] }, [goods(700), instrument(spent, 700)]),
  );
  await push(world, 'A', one);
  await a.drop('q2');
  await push(
    world,
    'B',
    entryOf(
      'B',
      1,
      [],
      sale({ sale: 'sale-q1', register: 'B', grants: [lost] }, [goods(700), instrument(lost, 700)]),
    ),
  );
  // An entry of A came damaged, twice.
  const held = await a.lock('q3', { card: 'hurt' });
  const two = entryOf(
    'A',
    2,
    [one.hash],
    sale({ sale: 'sale-q3', register: 'A', grants: [held] }, [
      goods(900),
      instrument(held, 600),
      cash(300),
    ]),
  );
  const damaged = { ...two, content: two.content.replace('"total":', '"t\u0000tal":') };
  for (let time = 0; time < 2; time += 1) await push(world, 'A', damaged);
});
afterAll(() => stand.close());

const rowOf = (page: Page, name: RegExp) => page.getByRole('row', { name });

it('names a shortfall with both registers and its amount, charges what is there later, and closes with a note', async () => {
  const { page, complaints } = await stand.enter('exceptions');
  await rowOf(page, new RegExp(`Shortfall \\$4.00 ···· ${late.last4} R-02`)).waitFor();
  await page.getByRole('radio', { name: 'Late and missing 1' }).click();
  await page.getByRole('button', { name: 'Shortfall' }).click();
  const panel = page.getByRole('complementary', { name: 'Shortfall' });
  for (const said of ['$4.00', 'R-sale-q1', 'R-01']) await panel.getByText(said).first().waitFor();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Charge the card' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Charge the card' }).click();
  await page.getByRole('alertdialog').getByText('Nothing is left on it.').waitFor();
  await page.keyboard.press('Escape');
  await panel.getByRole('button', { name: 'Close', exact: true }).last().click();
  await page.getByLabel('Note, kept in the audit').fill('paid in cash, ticket 77');
  await page.keyboard.press('Enter');
  await panel.waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'Closed' }).click();
  await page.getByRole('button', { name: 'Shortfall' }).click();
  await page.getByText(/Closed by Ruth Bauer, .*: paid in cash, ticket 77/).waitFor();
  await page.getByRole('radio', { name: 'Late sales' }).click();
  await rowOf(page, new RegExp(`R-sale-q1 R-02 .* ···· ${late.last4} \\$3.00 \\$4.00`)).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('repairs a set-aside entry after a second look by two persons, and posts it once', async () => {
  const { page, complaints } = await stand.enter('exceptions');
  await page.getByRole('button', { name: 'Entry set aside' }).click();
  await page.getByRole('button', { name: 'Repair entry' }).click();
  const text = page.getByRole('textbox', { name: 'Content' });
  const damaged = await text.inputValue();
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByText('The text cannot be read yet.').waitFor();
  await expectAccessible(page);
  await text.fill(damaged.replaceAll('t\uFFFDtal', 'total'));
  await page.getByRole('button', { name: 'Look at it' }).click();
  const question = page.getByRole('alertdialog', { name: 'Post the repaired entry?' });
  await question.getByText('This is exactly what the register sealed.').waitFor();
  await question.getByText(/It posts sale R-sale-q3, \$9.00/).waitFor();
  const differences = question.getByRole('region', { name: 'Differences' });
  await differences.getByText('removed "t\uFFFDtal": 900,').waitFor();
  await differences.getByText('added "total": 900,').waitFor();
  await expectAccessible(page);
  await agree(page, 'read from the receipt');
  await question.getByRole('button', { name: 'Post it' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByText('Nothing waits for anybody.').waitFor();
  expect(await openExceptions(stand.world)).toEqual([]);
  const posted = await stand.headquarters.db.query
    .selectFrom('book')
    .select('sale')
    .where('sale', '=', 'sale-q3')
    .execute();
  expect(posted).toHaveLength(1);
  expect((await books(stand.headquarters)).flaws).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('reports liability, movements, offline share and lock age as chart, table and CSV', async () => {
  await b.drop('q1');
  await b.lock('q9', { card: 'hurt' });
  const { page, complaints } = await stand.enter('reports');
  const save = async (): Promise<string[][]> => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    return parse(text, { bom: true });
  };
  await page.getByRole('img', { name: 'Liability, USD' }).waitFor();
  await rowOf(page, /Gift cards USD \$3.00/).waitFor();
  expect(await save()).toEqual([
    ['Kind', 'Currency', 'Owed to holders'],
    ['Gift cards', 'USD', '3.00'],
  ]);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Movements' }).click();
  await page.getByRole('img', { name: 'Movements, USD' }).waitFor();
  await rowOf(page, /Gift cards Harbour Street UTC USD \$0.00 \$0.00 −\$16.00/).waitFor();
  await rowOf(page, /Gift cards USD \$0.00 \$3.00/).waitFor();
  expect((await save())[1]?.slice(0, 7)).toEqual([
    ...['Gift cards', 'Harbour Street', 'UTC', 'USD', '0.00', '0.00', '-16.00'],
  ]);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Offline share' }).click();
  await typeDay(page, 'From', '2026-03-01');
  await page
    .getByText(/The period must begin before it ends|2026-03-02/)
    .first()
    .waitFor();
  await page.getByRole('radio', { name: 'Register' }).click();
  await rowOf(page, /R-01 Harbour Street UTC 2 0 0%/).waitFor();
  await page.getByRole('img', { name: 'Offline share' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Lock age' }).click();
  await rowOf(page, /Below 1 hour Gift cards USD 1 \$3.00/).waitFor();
  await page.getByRole('table', { name: 'Oldest locks' }).getByText('sale-q9').waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

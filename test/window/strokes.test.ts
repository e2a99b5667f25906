/** The six scripted sales of docs/UX.md in keystrokes: none needs more than the shortest conceivable path plus two. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { instruments } from '../../server/app/demonstration/cards.ts';
import type { View } from '../../shared/bridge/view.ts';
import { noDevices } from '../../main/app/devicesettings.ts';
import { root } from '../../tools/command.ts';
import { startSimulatedTerminal } from '../../tools/terminal/simulated.ts';
import { codeOf } from './day/hand.ts';
import { key, meanwhile, play, scan, type Played, type Step } from './day/strokes.ts';
import { cut, mend, signIn, test } from './shop.ts';

/** The rows of docs/UX.md: sale, strokes, shortest conceivable. */
function rowsOfTable(): ReadonlyMap<string, { strokes: number; shortest: number }> {
  const text = readFileSync(join(root, 'docs/UX.md'), 'utf8');
  const rows = [...text.matchAll(/^\| ([A-Z][^|]+?) +\| .* \| +(\d+) +\| +(\d+) +\| +\d+ +\|$/gm)];
  return new Map(
    rows.map(([, sale = '', strokes, shortest]) => [
      sale,
      { strokes: Number(strokes), shortest: Number(shortest) },
    ]),
  );
}

// With the opening of the store, on a machine that others use as well.
test.describe.configure({ timeout: 600_000 });

test('six scripted sales take at most two strokes more than the shortest conceivable path', async ({
  shop,
}) => {
  const terminal = await startSimulatedTerminal();
  const till = await shop.openTill('R-01', shop.servers.channel.url, {
    ...noDevices,
    terminal: { host: '127.0.0.1', port: terminal.port, patience: 60 },
  });
  const cashier = till.cashier();
  const { page } = cashier;
  await signIn(shop, cashier);
  const until = (what: string, fits: (view: View) => boolean): Step =>
    meanwhile(() => cashier.until(what, fits));
  const lines = (count: number) =>
    until('the goods', ({ cart, screen }) => screen === 'sale' && cart?.lines.length === count);
  const payment = until('payment', (view) => view.screen === 'payment');
  const tenders = (count: number) =>
    until('the tender', (view) => view.cart?.tenders.length === count);
  const panel = meanwhile(() => page.getByRole('dialog').waitFor());
  const start = [scan(codeOf('mug')), lines(1), key('F12'), payment];
  const withCard = [key('F8'), panel, scan(instruments.card.number), key('F12'), tenders(1)];
  const found: Record<string, Played> = {};
  const sell = async (sale: string, steps: readonly Step[]): Promise<View> => {
    const played = await play(cashier, steps);
    found[sale] = played;
    return played.view;
  };

  await sell('Cash', [...start, key('F12')]);
  await sell('Split', [...start, key('5'), key('F12'), tenders(1), key('F3')]);
  await sell('Gift card', [...start, ...withCard, key('F12')]);
  const drops = meanwhile(async () => {
    await cut(till);
    await page.waitForTimeout(700);
  });
  const away = until('the warning away', (view) => view.warning === null);
  const offline = await sell('Gift card, line cut', [
    ...start,
    ...withCard,
    drops,
    key('F12'),
    away,
    key('F12'),
  ]);
  expect(offline.receipt?.completedOffline).toBe(true);
  await mend(till);

  const bought = await play(cashier, [
    scan(codeOf('tea')),
    lines(1),
    scan(codeOf('book')),
    lines(2),
    key('F12'),
    payment,
    key('F12'),
  ]);
  const receipt = bought.view.receipt?.receipt ?? '';
  await cashier.newSale();
  const chosen = page.getByRole('dialog').getByRole('checkbox');
  const returned = (nth: number) => [
    key('F6'),
    panel,
    scan(receipt),
    meanwhile(() => chosen.nth(1).waitFor()),
    key('Tab'),
    ...Array.from({ length: nth }, () => key('Tab')),
    key('Space'),
    meanwhile(() => expect(chosen.nth(nth)).toBeChecked()),
    key('F12'),
    lines(1),
    key('F12'),
    payment,
  ];
  const back = await sell('Return', [...returned(0), key('F12')]);
  expect(back.receipt?.total).toBeLessThan(0);
  const memo = { number: instruments.memo.number };
  const paid = await sell('Credit memo', [
    ...start,
    key('F4'),
    panel,
    scan(memo.number),
    key('F12'),
    tenders(1),
    key('F12'),
  ]);
  expect(paid.receipt?.memo?.remainder).toBe(true);
  await terminal.unplug();

  for (const [sale, { strokes, seconds }] of Object.entries(found))
    console.log(`${sale}: ${strokes} strokes, ${seconds.toFixed(1)} s`);
  const table = rowsOfTable();
  expect([...table.keys()]).toEqual(Object.keys(found));
  for (const [sale, { strokes, shortest }] of table) {
    expect([sale, found[sale]?.strokes]).toEqual([sale, strokes]);
    expect(strokes).toBeLessThanOrEqual(shortest + 2);
  }
});

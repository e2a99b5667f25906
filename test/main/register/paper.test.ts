/** The papers of design/screens/receipt.html: a sale finished offline with a memo, its receipt and the voucher of the remainder. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { timeText } from '../../../main/register/figures.ts';
import { paperWords } from '../../../main/register/words.ts';
import { minor } from '../../../shared/money.ts';
import type { Paper, ReceiptText } from '../../../shared/receipt.ts';
import { instrumentNumber } from '../../make/number.ts';
import { gtin, hundred } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await makeSelling();
});
afterEach(() => endBench(bench));

async function finishOffline(): Promise<void> {
  for (const n of [1, 2, 2, 3]) await bench.act({ command: 'scan', code: gtin(n) });
  await bench.act({
    command: 'payInstrument',
    kind: 'creditMemo',
    number: instrumentNumber(9),
    amount: null,
  });
  bench.headquarters.grant(6000);
  bench.line.turn('offline');
  await bench.act({ command: 'complete' });
}

const shown = (part: ReceiptText): string => {
  switch (part.part) {
    case 'pair':
      return `${part.left} | ${part.right}`;
    case 'value':
      return `${part.label} | ${part.value}`;
    case 'box':
      return `[${part.title} | ${part.text}]`;
    case 'barcode':
      return `||${part.value}||`;
    case 'rule':
      return '---';
    case 'title':
    case 'centre':
    case 'text':
      return part.text;
  }
};
const linesOf = (paper: Paper | undefined): string[] =>
  (paper?.parts ?? []).map((part) => shown(part).replaceAll('\u00a0', ' '));

it('is in English as drawn', async () => {
  await finishOffline();
  const [receipt, voucher] = bench.printed;
  const at = timeText(bench.clock.now(), 'en-US');
  expect(linesOf(receipt)).toEqual([
    'Harbour Street',
    '14 Harbour Street',
    '---',
    'Receipt | R02-000001',
    `Nov 22, 2026 | ${at}`,
    'Cashier | Mei Lin',
    '---',
    'Product 1',
    `${gtin(1)} | 12.30`,
    'Product 2',
    `${gtin(2)} | 2 × 9.80  19.60`,
    'Product 3',
    `${gtin(3)} | 11.20`,
    '---',
    'Sales tax 7.25% | 3.12',
    'Total | $46.22',
    'Credit memo ···· 0092 | 60.00'.replace('0092', instrumentNumber(9).slice(-4)),
    'Remainder, new memo | −13.78',
    `[COMPLETED OFFLINE | Line down ${at}, to be settled]`,
    '||R02-000001||',
  ]);
  const number = instrumentNumber(901);
  expect(linesOf(voucher)).toEqual([
    'Credit memo',
    'Harbour Street',
    '---',
    'Value | $13.78',
    '---',
    `Number | ${number.replaceAll(/(\d{4})/g, '$1 ').trim()}`,
    'Issued | Nov 22, 2026',
    'From receipt | R02-000001',
    `Replaces | ···· ${instrumentNumber(9).slice(-4)}`,
    '[ISSUED OFFLINE | Valid once the sale is settled]',
    `||${number}||`,
    'One use. What is left comes back as a new memo. Keep like cash.',
  ]);
});

it('is in Chinese when the register is', async () => {
  await bench.act({ command: 'language', language: 'zh-CN' });
  await finishOffline();
  const text = bench.printed.flatMap(linesOf);
  for (const words of [
    '海港街店',
    '小票 | R02-000001',
    '收银员 | 林梅',
    '销售税 7.25% | 3.12',
    '合计 | $46.22',
    '[脱机开具 | 原单结算后生效]',
  ]) {
    expect(text).toContain(words);
  }
});

it('has every word in both languages', () => {
  const [english, chinese] = [paperWords['en-US'], paperWords['zh-CN']];
  expect(Object.keys(chinese)).toEqual(Object.keys(english));
});

it('shows every way of paying, a discount, a gift card and change', async () => {
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'discount', line: 1, percentOff: 10_000 });
  await bench.act({
    command: 'giftCard',
    purpose: 'addValue',
    number: instrumentNumber(1),
    amount: minor(5000),
  });
  bench.headquarters.grant(700);
  await bench.act({
    command: 'payInstrument',
    kind: 'giftCard',
    number: instrumentNumber(2),
    amount: null,
  });
  bench.headquarters.grant(1000);
  await bench.act({ command: 'payCard', amount: minor(3000), reference: 'T-17' });
  await bench.act({ command: 'payCash', amount: minor(20_000) });
  const text = bench.printed.flatMap(linesOf);
  for (const words of [
    'Discount 10% | −10.00',
    'Value added | 50.00',
    'Bank card T-17 | 30.00',
    'Cash | 200.00',
    'Change | −100.00',
  ]) {
    expect(text).toContain(words);
  }
  expect(text.some((line) => line.includes('OFFLINE'))).toBe(false);
});

it('says so when the key store cannot open the memo number any more', async () => {
  const other = await makeSelling({
    ports: {
      unseal: () => {
        throw new Error('sealed on another machine');
      },
    },
  });
  await other.act({ command: 'addProduct', product: hundred.id });
  await other.act({ command: 'return', line: 1 });
  await other.act({ command: 'refundInstrument', kind: 'creditMemo', number: null });
  other.headquarters.grant(0);
  await other.act({ command: 'complete' });
  expect(linesOf(other.printed[1])).toContain(paperWords['en-US'].numberUnread);
  expect(other.view().screen).toBe('receipt');
  endBench(other);
});

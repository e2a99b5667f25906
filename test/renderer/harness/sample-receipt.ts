/** The design's sample receipt: paid by a credit memo while offline, the rest on a new memo. */
import type { ReceiptView } from '../../../shared/bridge/view.ts';
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import type { Paper, ReceiptText } from '../../../shared/receipt.ts';
import { at } from './sample-sale.ts';

const pair = (left: string, right: string, more: { strong?: boolean; large?: boolean } = {}) =>
  ({ part: 'pair', left, right, ...more }) as const satisfies ReceiptText;
const rule: ReceiptText = { part: 'rule' };

const memoNumber = withCheckDigit('73015524881');

const english: readonly (readonly ReceiptText[])[] = [
  [
    { part: 'title', text: 'Harbour Street' },
    { part: 'centre', text: '14 Harbour Street' },
    rule,
    pair('Receipt', 'R02-000483'),
    pair('Nov 22, 2026', '11:05'),
    pair('Cashier', 'Mei Lin'),
    rule,
    { part: 'text', text: 'Hand soap, bay leaf, 300 ml' },
    pair('9520004546553', '12.30'),
    { part: 'text', text: 'Loose-leaf black tea, 100 g' },
    pair('9520004472173', '2 × 9.80  19.60'),
    { part: 'text', text: 'Brass key ring' },
    pair('9520004806886', '11.20'),
    rule,
    pair('Sales tax 7.25%', '3.12'),
    pair('Total', '$46.22', { large: true }),
    pair('Credit memo ···· 9082', '60.00'),
    pair('Remainder, new memo', '−13.78'),
    { part: 'box', title: 'COMPLETED OFFLINE', text: 'Line down 10:47, to be settled' },
    { part: 'barcode', value: 'R02000483', caption: 'R02-000483' },
  ],
  [
    { part: 'title', text: 'Credit memo' },
    { part: 'centre', text: 'Harbour Street' },
    rule,
    { part: 'value', label: 'Value', value: '$13.78' },
    rule,
    pair('Number', memoNumber.replaceAll(/(\d{4})(?=\d)/g, '$1 '), { strong: true }),
    pair('Issued', 'Nov 22, 2026'),
    pair('From receipt', 'R02-000483'),
    pair('Replaces', '···· 9082'),
    { part: 'box', title: 'ISSUED OFFLINE', text: 'Valid once the sale is settled' },
    { part: 'barcode', value: memoNumber, caption: null },
    { part: 'centre', text: 'One use. What is left comes back as a new memo. Keep like cash.' },
  ],
];
const chinese: readonly (readonly ReceiptText[])[] = [
  [
    { part: 'title', text: '海港街店' },
    { part: 'centre', text: '海港街 14 号' },
    rule,
    pair('小票', 'R02-000483'),
    pair('2026年11月22日', '11:05'),
    pair('收银员', '林梅'),
    rule,
    { part: 'text', text: '月桂叶洗手液 300 ml' },
    pair('9520004546553', '85.00'),
    { part: 'text', text: '散装红茶 100 g' },
    pair('9520004472173', '2 × 68.00  136.00'),
    { part: 'text', text: '黄铜钥匙圈' },
    pair('9520004806886', '78.00'),
    rule,
    pair('其中增值税 13%', '34.40'),
    pair('合计', '¥299.00', { large: true }),
    pair('贷项通知单 ···· 9082', '420.00'),
    pair('余额，新通知单', '−121.00'),
    { part: 'box', title: '脱机完成', text: '线路 10:47 断开，待结算' },
    { part: 'barcode', value: 'R02000483', caption: 'R02-000483' },
  ],
  [
    { part: 'title', text: '贷项通知单' },
    { part: 'centre', text: '海港街店' },
    rule,
    { part: 'value', label: '面额', value: '¥121.00' },
    rule,
    pair('编号', memoNumber.replaceAll(/(\d{4})(?=\d)/g, '$1 '), { strong: true }),
    pair('开具', '2026年11月22日'),
    pair('来自小票', 'R02-000483'),
    pair('替代', '···· 9082'),
    { part: 'box', title: '脱机开具', text: '原单结算后生效' },
    { part: 'barcode', value: memoNumber, caption: null },
    { part: 'centre', text: '限用一次，余额另开新单。请如现金般保管。' },
  ],
];

export function sampleReceipt(language: Language): ReceiptView {
  const yuan = language === 'zh-CN';
  const total = minor(yuan ? 29_900 : 4622);
  const rest = minor(yuan ? 12_100 : 1378);
  const paper = (kind: Paper['kind'], parts: readonly ReceiptText[]): Paper => ({
    kind,
    language,
    currency: yuan ? 'CNY' : 'USD',
    at: at('11:05'),
    value: kind === 'receipt' ? total : rest,
    parts,
  });
  const [receipt = [], voucher = []] = yuan ? chinese : english;
  return {
    receipt: 'R02-000483',
    at: at('11:05'),
    completedOffline: true,
    total,
    tenders: [
      {
        tender: 1,
        kind: 'creditMemo',
        request: 'request-2',
        purpose: 'pay',
        last4: '9082',
        amount: total,
        balance: minor(yuan ? 42_000 : 6000),
        reservedLast4: memoNumber.slice(-4),
      },
    ],
    change: minor(0),
    memo: { amount: rest, last4: memoNumber.slice(-4), remainder: true },
    papers: [paper('receipt', receipt), paper('voucher', voucher)],
  };
}

/** The design's demonstration goods, people and rates, as the feed would bring them. */
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { CustomerTile } from '../../../shared/bridge/goods.ts';
import type { StaffTile } from '../../../shared/bridge/view.ts';
import type { Language, Text } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import type { Product } from '../../../shared/product.ts';
import type { TaxRate } from '../../../shared/tax.ts';

/** Id, English and Chinese name, price in US cents and in fen. */
const rows: readonly (readonly [string, string, string, number, number])[] = [
  ['mug', 'Stoneware mug, slate, 350 ml', '石板灰陶杯 350 ml', 1450, 9800],
  ['coffee', 'House blend coffee beans, 250 g', '招牌拼配咖啡豆 250 g', 1190, 7900],
  ['towel', 'Linen tea towels, set of 2', '亚麻茶巾 两条装', 1800, 12600],
  ['oil', 'Cold-pressed olive oil, 500 ml', '冷榨橄榄油 500 ml', 1675, 11500],
  ['book', 'Dotted notebook, A5', '点阵笔记本 A5', 840, 5800],
  ['choc', 'Dark chocolate 72%, 80 g', '72% 黑巧克力 80 g', 460, 3200],
  ['candle', 'Beeswax candle, tall', '蜂蜡长烛', 925, 6400],
  ['salt', 'Sea salt flakes, 125 g', '海盐片 125 g', 620, 4200],
  ['tote', 'Canvas tote, undyed', '本色帆布袋', 2200, 14900],
  ['board', 'Oak serving board, 30 cm', '橡木托板 30 cm', 3400, 23900],
  ['tea', 'Loose-leaf black tea, 100 g', '散装红茶 100 g', 980, 6800],
  ['umbrella', 'Folding umbrella, navy', '藏青折叠伞', 2750, 18900],
  ['soap', 'Hand soap, bay leaf, 300 ml', '月桂叶洗手液 300 ml', 1230, 8500],
  ['jug', 'Enamel jug, 1 l', '搪瓷壶 1 L', 2100, 14500],
  ['honey', 'Heather honey, 340 g', '石楠蜂蜜 340 g', 1040, 7200],
  ['ink', 'Fountain pen ink, 50 ml', '钢笔墨水 50 ml', 1390, 9500],
  ['throw', 'Wool throw, 130 × 170 cm', '羊毛盖毯 130 × 170 cm', 6400, 44900],
  ['granola', 'Oat and hazelnut granola, 450 g', '燕麦榛子麦片 450 g', 795, 5500],
  ['socks', 'Cotton socks, 39–42', '纯棉短袜 39–42 码', 890, 6200],
  ['keyring', 'Brass key ring', '黄铜钥匙圈', 1120, 7800],
  ['pen', 'Brass ballpoint', '黄铜圆珠笔', 2400, 16800],
  ['jam', 'Sour cherry jam, 280 g', '酸樱桃果酱 280 g', 720, 4900],
  ['brush', 'Dish brush, beech', '榉木洗碗刷', 690, 4600],
];

const tight = (text: string): string =>
  text.replaceAll(/(\d) (g|ml|l|L|cm)\b/g, '$1\u00a0$2').replaceAll(' × ', '\u00a0×\u00a0');

export const goods = (language: Language): readonly Product[] =>
  rows.map(([id, en, zh, usd, cny], index) => ({
    id,
    name: { en: tight(en), zh: tight(zh) },
    barcodes: [
      withCheckDigit(
        `952${String(410_027 + (index + (index > 19 ? 1 : 0)) * 3719).padStart(9, '0')}`,
      ),
    ],
    price: minor(language === 'zh-CN' ? cny : usd),
    tax: 'normal',
    category: { en: 'Kitchen', zh: '厨房' },
    favourite: true,
  }));

export const rates = (language: Language): readonly TaxRate[] => [
  language === 'zh-CN'
    ? { code: 'normal', mode: 'inclusive', rate: 13_000, name: { en: 'VAT', zh: '增值税' } }
    : { code: 'normal', mode: 'exclusive', rate: 7250, name: { en: 'Sales tax', zh: '销售税' } },
];

export const categories: readonly Text[] = [
  { en: 'Kitchen', zh: '厨房' },
  { en: 'Pantry', zh: '食品' },
  { en: 'Home', zh: '家居' },
  { en: 'Paper', zh: '文具' },
  { en: 'Care', zh: '洗护' },
];

export const people: readonly StaffTile[] = (
  [
    ['Mei Lin', '林梅', 'cashier'],
    ['Tomás Ortega', '周航', 'cashier'],
    ['Aisha Rahman', '罗艾莎', 'cashier'],
    ['Jonas Weber', '魏俊', 'cashier'],
    ['Priya Nair', '倪静', 'manager'],
    ['Oluwaseun Adeyemi', '戴文', 'cashier'],
    ['Hannah Kowalski', '康晗', 'cashier'],
    ['Sam Okafor', '欧山', 'stock'],
  ] as const
).map(([en, zh, role], index) => ({ id: String(101 + index), name: { en, zh }, role }));

export const customers: readonly CustomerTile[] = (
  [
    ['Ana Lindqvist', '林安娜', '+1 415 555 0132', 'ana.lindqvist@example.org'],
    ['Harbour Street Café', '海港街咖啡馆', '+1 415 555 0177', 'orders@example.com'],
    ['Noor Haddad', '何诺', '+1 415 555 0108', ''],
  ] as const
).map(([en, zh, phone, email], index) => ({
  id: `C-${index + 1}`,
  number: String(100_001 + index),
  name: { en, zh },
  phone,
  email,
}));

/** What the register shows first: the assortment of the design. Prices in cents. */
import type { Ware } from './ware.ts';

export const favourites: readonly Ware[] = [
  ['mug', 'kitchen', 'Stoneware mug, slate, 350 ml', '石板灰陶杯 350 ml', 1450],
  ['coffee', 'pantry', 'House blend coffee beans, 250 g', '招牌拼配咖啡豆 250 g', 1190],
  ['towel', 'kitchen', 'Linen tea towels, set of 2', '亚麻茶巾 两条装', 1800],
  ['oil', 'pantry', 'Cold-pressed olive oil, 500 ml', '冷榨橄榄油 500 ml', 1675],
  ['book', 'paper', 'Dotted notebook, A5', '点阵笔记本 A5', 840],
  ['choc', 'pantry', 'Dark chocolate 72%, 80 g', '72% 黑巧克力 80 g', 460],
  ['candle', 'home', 'Beeswax candle, tall', '蜂蜡长烛', 925],
  ['salt', 'pantry', 'Sea salt flakes, 125 g', '海盐片 125 g', 620],
  ['tote', 'home', 'Canvas tote, undyed', '本色帆布袋', 2200],
  ['board', 'kitchen', 'Oak serving board, 30 cm', '橡木托板 30 cm', 3400],
  ['tea', 'pantry', 'Loose-leaf black tea, 100 g', '散装红茶 100 g', 980],
  ['umbrella', 'home', 'Folding umbrella, navy', '藏青折叠伞', 2750],
  ['soap', 'care', 'Hand soap, bay leaf, 300 ml', '月桂叶洗手液 300 ml', 1230],
  ['jug', 'kitchen', 'Enamel jug, 1 l', '搪瓷壶 1 L', 2100],
  ['honey', 'pantry', 'Heather honey, 340 g', '石楠蜂蜜 340 g', 1040],
  ['ink', 'paper', 'Fountain pen ink, 50 ml', '钢笔墨水 50 ml', 1390],
  ['throw', 'home', 'Wool throw, 130 × 170 cm', '羊毛盖毯 130 × 170 cm', 6400],
  ['granola', 'pantry', 'Oat and hazelnut granola, 450 g', '燕麦榛子麦片 450 g', 795],
  ['socks', 'care', 'Cotton socks, 39–42', '纯棉短袜 39–42 码', 890],
  ['keyring', 'home', 'Brass key ring', '黄铜钥匙圈', 1120],
  ['pen', 'paper', 'Brass ballpoint', '黄铜圆珠笔', 2400],
  ['jam', 'pantry', 'Sour cherry jam, 280 g', '酸樱桃果酱 280 g', 720],
  ['brush', 'kitchen', 'Dish brush, beech', '榉木洗碗刷', 690],
];

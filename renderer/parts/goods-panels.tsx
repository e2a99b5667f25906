/** The panels about the goods of the sale. */
import { never } from '../../shared/fault.ts';
import { shownLines } from '../chosen-line.ts';
import type { Panel } from '../panel.tsx';
import { useView } from '../register.ts';
import { AgeCheck } from './age-check.tsx';
import { CommentEntry } from './comment-entry.tsx';
import { CustomerChoice } from './customer-choice.tsx';
import { DiscountEntry } from './discount-entry.tsx';
import { PriceEntry, QuantityEntry, WeightEntry } from './line-entry.tsx';
import { PriceCheckPanel } from './price-check.tsx';
import { TaxChoice } from './tax-choice.tsx';
import { VoidLine } from './void-line.tsx';

const goodsPanels = [
  'quantity',
  'weight',
  'discount',
  'price',
  'comment',
  'tax',
  'customer',
  'priceCheck',
  'age',
  'voidLine',
] as const;
type GoodsPanelOf = Extract<Panel, { panel: (typeof goodsPanels)[number] }>;
export const isGoodsPanel = (panel: Panel): panel is GoodsPanelOf =>
  goodsPanels.some((name) => name === panel.panel);

export function GoodsPanel({ panel }: { readonly panel: GoodsPanelOf }) {
  const { cart } = useView('cart');
  const number = 'line' in panel ? panel.line : null;
  const line = shownLines(cart).find((each) => each.line === number) ?? null;
  switch (panel.panel) {
    case 'customer':
      return <CustomerChoice />;
    case 'priceCheck':
      return <PriceCheckPanel />;
    case 'weight':
      return <WeightEntry panel={panel} />;
    case 'age':
      return <AgeCheck />;
    case 'quantity':
      return line === null ? null : <QuantityEntry line={line} />;
    case 'price':
      return line === null ? null : <PriceEntry line={line} />;
    case 'voidLine':
      return line === null ? null : <VoidLine line={line} />;
    case 'discount':
      return cart === null ? null : <DiscountEntry line={line} cart={cart} />;
    case 'comment':
      return cart === null ? null : <CommentEntry line={line} cart={cart} />;
    case 'tax':
      return cart === null ? null : <TaxChoice line={line} cart={cart} />;
    default:
      return never(panel);
  }
}

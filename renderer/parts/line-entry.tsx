/** Quantity, weight and price of goods, typed. */
import type { LineView } from '../../shared/bridge/view.ts';
import { fault as faultOf } from '../../shared/fault.ts';
import { parseDecimal } from '../../shared/money.ts';
import type { Panel } from '../panel.tsx';
import { useView } from '../register.ts';
import { parseThousandths } from '../thousandths.ts';
import { useInstrumentText } from './instrument-name.tsx';
import { Money } from './money.tsx';
import { useSpeech } from './speech.tsx';
import { TypedEntry } from './typed-entry.tsx';

export function useLineName(line: LineView): string {
  const { name } = useSpeech();
  const instrumentText = useInstrumentText();
  return line.kind === 'product' ? name(line.name) : instrumentText('giftCard', line.last4);
}

export function QuantityEntry({ line }: { readonly line: LineView }) {
  const { t } = useSpeech();
  const name = useLineName(line);
  const weighed = line.kind === 'product' && line.unit === 'kg';
  return (
    <TypedEntry
      title={t(weighed ? 'goods.weightOf' : 'sell.quantityFor', { name })}
      icon="quantity"
      label={t(weighed ? 'goods.weight' : 'sell.quantity')}
      {...(weighed ? { suffix: t('goods.kg') } : {})}
      read={(typed) => {
        const quantity = parseThousandths(typed);
        return quantity === undefined
          ? faultOf('quantity.invalid')
          : {
              command: 'quantity',
              line: line.line,
              // A line that comes back stays one.
              quantity: line.kind === 'product' && line.quantity < 0 ? -quantity : quantity,
            };
      }}
    />
  );
}

/** Goods that are sold by weight, before they are in the sale. */
export function WeightEntry({ panel }: { readonly panel: Extract<Panel, { panel: 'weight' }> }) {
  const { t, name } = useSpeech();
  return (
    <TypedEntry
      title={t('goods.weightOf', { name: name(panel.name) })}
      icon="quantity"
      label={t('goods.weight')}
      suffix={t('goods.kg')}
      read={(typed) => {
        const quantity = parseThousandths(typed);
        return quantity === undefined || quantity === 0
          ? faultOf('quantity.invalid')
          : { command: 'addProduct', product: panel.product, quantity };
      }}
    />
  );
}

export function PriceEntry({ line }: { readonly line: LineView }) {
  const { currency } = useView('currency');
  const { t } = useSpeech();
  const name = useLineName(line);
  if (line.kind !== 'product') return null;
  const own = line.priceFrom ?? line.unitPrice;
  return (
    <TypedEntry
      title={t('goods.priceFor', { name })}
      icon="tag"
      label={t(line.unit === 'kg' ? 'goods.pricePerKg' : 'goods.price')}
      suffix={currency}
      read={(typed) => {
        const unitPrice = parseDecimal(typed.replace(',', '.'), currency);
        return unitPrice === undefined || unitPrice < 0
          ? faultOf('amount.invalid')
          : { command: 'price', line: line.line, unitPrice };
      }}
      after={() => (
        <dl className="facts inset">
          <dt>{t('goods.ownPrice')}</dt>
          <dd>
            <Money amount={own} />
          </dd>
        </dl>
      )}
      {...(line.priceFrom === null
        ? {}
        : {
            other: {
              label: t('goods.ownPriceAgain'),
              command: { command: 'price', line: line.line, unitPrice: null },
            },
          })}
    />
  );
}

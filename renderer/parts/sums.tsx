/** Subtotal, discount and tax over the amount that is owed. */
import { memo } from 'react';
import type { Totals } from '../../shared/cart.ts';
import { add, negate, zero } from '../../shared/money.ts';
import { percentText } from '../text/format.ts';
import { Figure } from './money.tsx';
import { useSpeech } from './speech.tsx';

export const Sums = memo(SumRows);

function SumRows({
  totals,
  withTotal,
}: {
  readonly totals: Totals | undefined;
  readonly withTotal: boolean;
}) {
  const { t, language } = useSpeech();
  const taxes = totals?.taxes ?? [];
  const [only] = taxes;
  const taxLabel =
    only !== undefined && taxes.length === 1
      ? t(only.mode === 'exclusive' ? 'cart.taxAdded' : 'cart.taxIncluded', {
          rate: percentText(only.rate, language),
        })
      : t('cart.tax');
  return (
    <dl className="sums">
      <div>
        <dt>{t('cart.subtotal')}</dt>
        <dd>
          <Figure amount={totals?.subtotal ?? zero} />
        </dd>
      </div>
      <div>
        <dt>{t('cart.discount')}</dt>
        <dd>
          <Figure amount={negate(totals?.discount ?? zero)} />
        </dd>
      </div>
      <div>
        <dt>{taxLabel}</dt>
        <dd>
          <Figure amount={add(zero, ...taxes.map((tax) => tax.tax))} />
        </dd>
      </div>
      {withTotal ? (
        <div>
          <dt>{t('cart.total')}</dt>
          <dd>
            <Figure amount={totals?.total ?? zero} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

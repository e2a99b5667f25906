/** The discount panel: off the chosen line or the whole sale, in percent or as an amount. */
import { useState } from 'react';
import type { Command } from '../../shared/bridge/command.ts';
import type { CartView, LineView } from '../../shared/bridge/view.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { minor, multiply, parseDecimal, subtract, zero, type Minor } from '../../shared/money.ts';
import { useView } from '../register.ts';
import { percentText } from '../text/format.ts';
import { parseThousandths } from '../thousandths.ts';
import { Choices } from './choices.tsx';
import { Money } from './money.tsx';
import { useSpeech } from './speech.tsx';
import { TypedEntry } from './typed-entry.tsx';

type Scope = 'line' | 'sale';
type By = 'percent' | 'amount';
const usual = [5000, 10_000, 20_000, 50_000] as const;

export function DiscountEntry(props: { readonly line: LineView | null; readonly cart: CartView }) {
  const { currency, language } = useView('currency', 'language');
  const { t } = useSpeech();
  const { cart } = props;
  const line = props.line?.kind === 'product' && props.line.returnOf === null ? props.line : null;
  const [scope, setScope] = useState<Scope>(line === null ? 'sale' : 'line');
  const [by, setBy] = useState<By>('percent');
  const off = (typed: string): number | undefined =>
    by === 'percent' ? parseThousandths(typed) : parseDecimal(typed.replace(',', '.'), currency);
  const read = (typed: string): Command | Fault => {
    const value = off(typed);
    if (value === undefined || value < 0) return faultOf('discount.invalid');
    const taken = by === 'percent' ? { percentOff: value } : { amountOff: value };
    return scope === 'line' && line !== null
      ? { command: 'discount', line: line.line, ...taken }
      : { command: 'totalDiscount', ...taken };
  };
  const from = scope === 'line' && line !== null ? minor(Math.abs(line.gross)) : cart.discountBase;
  const given =
    scope === 'sale' ? cart.totalOff !== null : line !== null && line.discount !== line.share;
  const title = useTitle(line);
  const remove: Command =
    scope === 'line' && line !== null
      ? { command: 'discount', line: line.line }
      : { command: 'totalDiscount' };
  return (
    <TypedEntry
      key={`${scope} ${by}`}
      title={scope === 'line' ? title : t('goods.discountTitle')}
      icon="percent"
      label={t(by === 'percent' ? 'sell.percentOff' : 'goods.amount')}
      suffix={by === 'percent' ? '%' : currency}
      keys={{ discount: () => setScope(scope === 'line' || line === null ? 'sale' : 'line') }}
      before={
        <div className="two">
          <Choices
            label={t('goods.scope')}
            choices={(line === null ? (['sale'] as const) : (['line', 'sale'] as const)).map(
              (value) => ({ value, label: t(`goods.${value}`) }),
            )}
            chosen={scope}
            onChoose={setScope}
          />
          <Choices
            label={t('goods.how')}
            choices={(['percent', 'amount'] as const).map((value) => ({
              value,
              label: t(`goods.${value}`),
            }))}
            chosen={by}
            onChoose={setBy}
          />
        </div>
      }
      read={read}
      after={(typed, type) => (
        <>
          {by === 'amount' ? null : (
            <fieldset className="choices usual" aria-label={t('goods.quick')}>
              {usual.map((percent) => (
                <button key={percent} type="button" onClick={() => type(String(percent / 1000))}>
                  {percentText(percent, language)}
                </button>
              ))}
            </fieldset>
          )}
          <Outcome from={from} off={takenOff(from, by, off(typed))} />
          {scope === 'sale' ? <p className="help">{t('goods.gainedNothing')}</p> : null}
        </>
      )}
      other={given ? { label: t('goods.removeDiscount'), command: remove } : undefined}
    />
  );
}

function useTitle(line: LineView | null): string {
  const { t, name } = useSpeech();
  return line?.kind === 'product'
    ? t('sell.discountFor', { name: name(line.name) })
    : t('goods.discountTitle');
}

/** What the typed discount takes off; null when it is none that fits. */
function takenOff(from: Minor, by: By, value: number | undefined): Minor | null {
  if (value === undefined || value < 0) return null;
  if (by === 'percent') return value > 100_000 ? null : multiply(from, value, 100_000);
  return value > from ? null : minor(value);
}

function Outcome({ from, off }: { readonly from: Minor; readonly off: Minor | null }) {
  const { t } = useSpeech();
  return (
    <dl className="facts inset">
      <dt>{t('goods.takesOff')}</dt>
      <dd>
        <Money amount={off ?? zero} />
      </dd>
      <dt>{t('goods.newTotal')}</dt>
      <dd>
        <Money amount={subtract(from, off ?? zero)} />
      </dd>
    </dl>
  );
}

/** Cash of another currency: how much of it is needed, what the given amount is worth, and the change in the store's own. */
import { useState } from 'react';
import type { CurrencyView } from '../../shared/bridge/view.ts';
import { fault as faultOf, type Fault } from '../../shared/fault.ts';
import { worth } from '../../shared/foreign.ts';
import {
  decimalText,
  minor,
  parseDecimal,
  subtract,
  zero,
  type Minor,
} from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { inCoins } from '../../shared/tender.ts';
import { noteText } from '../text/format.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useView } from '../register.ts';
import { Choices } from './choices.tsx';
import { SmallDialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Icon } from './icon.tsx';
import { Key, MainKey } from './key.tsx';
import { useOnce } from './once.ts';
import { useSpeech } from './speech.tsx';

export function CurrencyEntry() {
  const { cart, currency: store, language } = useView('cart', 'currency', 'language');
  const { close } = usePanel();
  const { attempt } = useActs();
  const { t } = useSpeech();
  const once = useOnce();
  const currencies = cart?.currencies ?? [];
  const [chosen, setChosen] = useState(currencies[0]?.currency ?? '');
  const [text, setText] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const foreign = currencies.find((one) => one.currency === chosen);
  const amount =
    foreign === undefined
      ? undefined
      : text === ''
        ? foreign.needed
        : parseDecimal(text, foreign.currency);
  const take = async () => {
    if (foreign === undefined) return close();
    if (amount === undefined || amount === null || amount <= 0) {
      return setFault(faultOf('amount.invalid'));
    }
    const result = await attempt({ command: 'payCurrency', currency: chosen, amount });
    if (result.ok) close();
    else setFault(result.fault);
  };
  const enter = () => once(take);
  return (
    <SmallDialog
      title={t('payment.currencyTitle')}
      text={
        foreign === undefined
          ? t('payment.currencyNone')
          : t('payment.currencyText', {
              amount: moneyText(cart?.totals.due ?? zero, store, language),
              store,
            })
      }
      icon={<Icon name="coins" size={26} />}
      keys={{ forward: enter, close }}
      foot={
        <>
          <MainKey hint="F12" onPress={enter}>
            {t(foreign === undefined ? 'sell.close' : 'payment.currencyTaken')}
          </MainKey>
          {foreign === undefined ? null : (
            <Key hint="Esc" onPress={close}>
              {t('sell.cancel')}
            </Key>
          )}
        </>
      }
    >
      {foreign === undefined ? null : (
        <>
          {currencies.length > 1 ? (
            <Choices
              label={t('payment.currencyChoice')}
              choices={currencies.map((one) => ({ value: one.currency, label: one.currency }))}
              chosen={chosen}
              onChoose={(next) => {
                setChosen(next);
                setText('');
                setFault(null);
              }}
            />
          ) : null}
          <div className="fields">
            <Field
              label={t('payment.currencyAmount', { currency: chosen })}
              hint={t('payment.currencyRate', {
                currency: chosen,
                rate: rateText(foreign.rate),
                store,
              })}
              value={text}
              onChange={(next) => {
                setText(next.replaceAll(/[^\d.]/g, ''));
                setFault(null);
              }}
              onEnter={enter}
              fault={fault}
              suffix={foreign.needed === null ? '' : decimalText(foreign.needed, foreign.currency)}
            />
          </div>
          {foreign.quick.length === 0 ? null : (
            <Choices
              label={t('payment.quick')}
              choices={foreign.quick.map((one) => ({
                value: String(one),
                label: noteText(one, foreign.currency, language),
              }))}
              chosen={amount === undefined || amount === null ? '' : String(amount)}
              onChoose={(one) => {
                setText(decimalText(minor(Number(one)), foreign.currency));
                setFault(null);
              }}
            />
          )}
          <Reckoned foreign={foreign} amount={amount ?? zero} />
        </>
      )}
    </SmallDialog>
  );
}

/** 1085000 millionths as "1.085". */
const rateText = (rate: number): string => {
  const whole = Math.trunc(rate / 1_000_000);
  const rest = String(rate % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(whole) : `${whole}.${rest}`;
};

function Reckoned(props: { readonly foreign: CurrencyView; readonly amount: Minor }) {
  const { cart, currency: store, language } = useView('cart', 'currency', 'language');
  const { t } = useSpeech();
  const { foreign, amount } = props;
  const value = worth({ ...foreign, amount }, store) ?? zero;
  const over = subtract(value, cart?.totals.due ?? zero);
  return (
    <dl className="facts inset" aria-live="polite">
      <dt>{t('payment.currencyNeeded')}</dt>
      <dd className="money">
        {foreign.needed === null ? '' : moneyText(foreign.needed, foreign.currency, language)}
      </dd>
      <dt>{t('payment.currencyWorth')}</dt>
      <dd className="money">{moneyText(value, store, language)}</dd>
      <dt>{t('payment.currencyChange')}</dt>
      <dd className="money">
        {moneyText(over > 0 ? inCoins(over, cart?.coin ?? 1) : zero, store, language)}
      </dd>
    </dl>
  );
}

/** Payment: what is due, what has been given, the amount, and the ways to pay it. */
import { useRef, useState } from 'react';
import type { Command } from '../../shared/bridge/command.ts';
import { fault } from '../../shared/fault.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { decimalText, negate, parseDecimal, zero, type Minor } from '../../shared/money.ts';
import { useKeys } from '../keyboard.tsx';
import { useBarred } from '../barred.ts';
import { waitingHeld } from '../link.ts';
import { usePanel } from '../panel.tsx';
import { AskNotice } from '../parts/ask.tsx';
import { CardAsk } from '../parts/card-ask.tsx';
import { Cart } from '../parts/cart.tsx';
import { FaultStrip } from '../parts/fault-strip.tsx';
import { Icon } from '../parts/icon.tsx';
import { QuietKey } from '../parts/key.tsx';
import { Figure, Money } from '../parts/money.tsx';
import { useOnce } from '../parts/once.ts';
import { Pad, padded } from '../parts/pad.tsx';
import { useSpeech } from '../parts/speech.tsx';
import { operationsOfWay, TenderKeys, type Way } from '../parts/tender-keys.tsx';
import { TenderRows } from '../parts/tender-rows.tsx';
import { useActs, useFaultNotice, useView } from '../register.ts';
import { figureText, noteText } from '../text/format.ts';

export function PaymentScreen() {
  const view = useView('ask', 'card', 'cart', 'link', 'currency', 'terminal');
  const { t } = useSpeech();
  const { ask, card, cart, link, currency, terminal } = view;
  const { send, attempt } = useActs();
  const once = useOnce();
  const { raise } = useFaultNotice();
  const { open } = usePanel();
  const barred = useBarred();
  const [typed, setTyped] = useState({ text: '', due: zero });
  const fieldRef = useRef<HTMLInputElement>(null);
  const waitingFor = waitingHeld(view);
  const waits = waitingFor !== undefined;
  const due = cart?.totals.due ?? zero;
  const cashDue = cart?.totals.cashDue ?? zero;
  const back = due < 0;
  // Nothing is left to pay: what takes money waits, and the sale is finished.
  const off = waits || due === 0;
  // What was typed is for this due; when the due changes it is gone.
  const text = typed.due === due ? typed.text : '';
  const setText = (next: string) => setTyped({ text: next, due });

  /** The amount as typed, with the sign of what is due; what is due when nothing is typed; null when it is no amount. */
  const typedAmount = (): Minor | null => {
    if (text === '') return due;
    const parsed = parseDecimal(text, currency);
    if (parsed === undefined || parsed <= 0) return null;
    return back ? negate(parsed) : parsed;
  };
  const withAmount = (act: (amount: Minor) => void) => {
    const amount = typedAmount();
    if (waitingFor?.waits) raise(waitingFor.waits);
    else if (due === 0) raise(fault('tender.nothingDue'));
    else if (amount === null) raise(fault('amount.invalid'));
    else act(amount);
  };
  /** A second press of the same key never pays twice. */
  const settle = (command: Command) =>
    once(async () => {
      const result = await attempt(command);
      if (!result.ok) raise(result.fault);
    });
  const forward = () => {
    if (due === 0 && !waits) settle({ command: 'complete' });
    else withAmount((amount) => settle({ command: 'payCash', amount }));
  };
  const payInstrument = (kind: InstrumentKind) => {
    const why = barred(operationsOfWay(kind, back));
    if (why !== null) raise(why);
    else if (back && kind === 'creditMemo') {
      withAmount(() => send({ command: 'refundInstrument', kind, number: null }));
    } else {
      const wanted = text === '' ? null : typedAmount();
      withAmount(() => open({ panel: 'instrument', kind, amount: wanted, draft: null }));
    }
  };
  const ways: Readonly<Record<Way, () => void>> = {
    card: () =>
      withAmount((amount) =>
        terminal ? settle({ command: 'askTerminal', amount }) : open({ panel: 'bankCard', amount }),
      ),
    giftCard: () => payInstrument('giftCard'),
    creditMemo: () => payInstrument('creditMemo'),
    check: () => withAmount((amount) => open({ panel: 'check', amount })),
    currency: () => withAmount(() => open({ panel: 'currency' })),
    more: () => open({ panel: 'more' }),
  };
  const toSale = () => send({ command: 'closePayment' });
  useKeys('none', {
    forward,
    close: () => {
      if (ask !== null) send({ command: 'giveUp' });
      else if (card !== null) send({ command: 'giveUpCard' });
      else toSale();
    },
    bankCard: ways.card,
    giftCard: ways.giftCard,
    creditMemo: ways.creditMemo,
    check: ways.check,
    currency: ways.currency,
    more: ways.more,
    drawer: () => send({ command: 'openDrawer' }),
    removeCard: () => {
      const tender = waitingFor?.tender ?? null;
      if (tender !== null) send({ command: 'removeTender', tender });
      else if (waitingFor?.waits) raise(waitingFor.waits);
    },
    tryNow: () =>
      link.state === 'byHand' ? open({ panel: 'connection' }) : send({ command: 'syncNow' }),
    type: () => fieldRef.current?.focus(),
  });
  return (
    <>
      <Cart />
      <section className="pay">
        <h1 className="unseen">{t('payment.payment')}</h1>
        <DueHead onBack={toSale} />
        <div className="givens">
          <TenderRows />
          <AskNotice />
          <CardAsk />
          <FaultStrip />
        </div>
        <div className="takes">
          <div>
            <AmountEntry
              fieldRef={fieldRef}
              text={text}
              off={off}
              onText={setText}
              onEnter={forward}
            />
            <div className="withquick">
              <Pad
                off={off}
                onKey={(key) => {
                  if (!off) setText(padded(text, key));
                }}
              />
              <QuickAmounts
                off={off}
                onAmount={(amount) => setText(decimalText(amount, currency))}
              />
            </div>
          </div>
          <TenderKeys
            amount={text === '' ? cashDue : (typedAmount() ?? due)}
            due={due}
            waits={waits}
            onForward={forward}
            onWay={(way) => ways[way]()}
          />
        </div>
      </section>
    </>
  );
}

function DueHead({ onBack }: { readonly onBack: () => void }) {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  const due = cart?.totals.due ?? zero;
  const cashDue = cart?.totals.cashDue ?? zero;
  const change = cart?.totals.change ?? zero;
  const label =
    change > 0 ? 'payment.change' : due < 0 ? 'payment.toGiveBack' : 'payment.amountDue';
  const shown = change > 0 ? change : due < 0 ? negate(due) : due;
  return (
    <div className="due">
      <fieldset className="amount" aria-label={t(label)}>
        <span>{t(label)}</span>
        <Money amount={shown} className="huge" />
      </fieldset>
      <dl>
        <div>
          <dt>{t('payment.total')}</dt>
          <dd>
            <Figure amount={cart?.totals.total ?? zero} />
          </dd>
        </div>
        <div>
          <dt>{t('payment.paid')}</dt>
          <dd>
            <Figure amount={cart?.totals.paid ?? zero} />
          </dd>
        </div>
        {cashDue === due ? null : (
          <div>
            <dt>{t('payment.coinDue')}</dt>
            <dd>
              <Figure amount={cashDue < 0 ? negate(cashDue) : cashDue} />
            </dd>
          </div>
        )}
      </dl>
      <div className="gap" />
      <QuietKey hint="Esc" onPress={onBack}>
        <Icon name="left" size={20} />
        {t('payment.backToSale')}
      </QuietKey>
    </div>
  );
}

function AmountEntry(props: {
  readonly fieldRef: React.RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly off: boolean;
  readonly onText: (text: string) => void;
  readonly onEnter: () => void;
}) {
  const { cart, currency, language } = useView('cart', 'currency', 'language');
  const { t } = useSpeech();
  const { fieldRef } = props;
  const due = cart?.totals.due ?? zero;
  return (
    <label className={props.off ? 'entry off' : 'entry'}>
      <span>{t('payment.amount')}</span>
      <input
        ref={fieldRef}
        className="money"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        readOnly={props.off}
        value={props.text}
        placeholder={figureText(due < 0 ? negate(due) : due, currency, language)}
        onChange={(event) => props.onText(event.target.value.replaceAll(/[^\d.]/g, ''))}
        onKeyDown={(event) => {
          // Enter confirms what was typed, never what stands there by itself.
          if (event.key === 'Enter' && props.text !== '') props.onEnter();
        }}
      />
    </label>
  );
}

/** In minor units: from here on an amount is set smaller, or it would touch the edges of its key. */
const tooWide = 10_000_000;

function QuickAmounts(props: {
  readonly off: boolean;
  readonly onAmount: (amount: Minor) => void;
}) {
  const { cart, currency, language } = useView('cart', 'currency', 'language');
  const { t } = useSpeech();
  const due = cart?.totals.due ?? zero;
  const exact = due < 0 ? negate(due) : due;
  const notes = (cart?.quickCash ?? []).slice(0, 3);
  const wide = Math.max(exact, ...notes) >= tooWide;
  const press = (amount: Minor) => {
    if (!props.off) props.onAmount(amount);
  };
  return (
    <fieldset
      className={['quick', props.off ? 'off' : '', wide ? 'wide' : ''].join(' ').trim()}
      aria-label={t('payment.quick')}
    >
      <button type="button" aria-disabled={props.off || undefined} onClick={() => press(exact)}>
        <small>{t('payment.exact')} </small>
        <Figure amount={exact} />
      </button>
      {notes.map((amount) => (
        <button
          key={amount}
          type="button"
          aria-disabled={props.off || undefined}
          onClick={() => press(amount)}
        >
          {noteText(amount, currency, language)}
        </button>
      ))}
    </fieldset>
  );
}

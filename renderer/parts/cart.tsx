/** The cart column: the sale's lines, its sums, what it holds, and the forward key of the sale screen. */
import { memo, useEffect, useRef } from 'react';
import type { CartView, LineView } from '../../shared/bridge/view.ts';
import { add, negate, zero } from '../../shared/money.ts';
import { shownLines } from '../chosen-line.ts';
import { useView } from '../register.ts';
import { countText, percentOffText } from '../text/format.ts';
import { CartLine } from './cart-line.tsx';
import { GivenTile, HeldTile } from './held.tsx';
import { Icon } from './icon.tsx';
import { ForwardKey, QuietKey } from './key.tsx';
import { Figure, Money } from './money.tsx';
import { useSpeech } from './speech.tsx';
import { Sums } from './sums.tsx';

/** What is pressed stays the same function, so that the column is drawn again only when the sale or the choice has changed. */
type Props = {
  readonly chosen?: number | null;
  readonly onChoose?: (line: number) => void;
  /** Names the customer; without it the name is only shown. */
  readonly onCustomer?: (() => void) | undefined;
  /** Pays; without it the column only shows the sale, as in payment. */
  readonly onPay?: (() => void) | undefined;
  /** Whether another key is the filled one just now. */
  readonly calm?: boolean;
};

export const Cart = memo(CartColumn);

function CartColumn({ chosen = null, onChoose, onCustomer, onPay, calm = false }: Props) {
  const { cart, language, warning } = useView('cart', 'language', 'warning');
  const { t } = useSpeech();
  const lines = shownLines(cart);
  const items = cart?.totals.items ?? 0;
  // In payment the screen has a heading of its own.
  const Heading = onPay === undefined ? 'h2' : 'h1';
  return (
    <section className="cart" aria-label={t('cart.cart')}>
      <div className="carthead">
        <Heading>
          {t('cart.sale')} <span className="num">{cart?.nextReceipt ?? ''}</span>
        </Heading>
        {cart === null ? null : (
          <span className="count">
            {t('cart.items', { count: items, number: countText(items, language) })}
          </span>
        )}
        <div className="gap" />
        <CustomerKey onPress={onCustomer} />
      </div>
      <SaleNote />
      {lines.length === 0 ? (
        <div className="lines none">
          <p>
            <strong>{t('cart.empty')}</strong>
            {t('cart.emptyHint')}
          </p>
        </div>
      ) : (
        <Lines
          lines={lines}
          chosen={chosen}
          onChoose={onChoose}
          justScanned={scannedIn(cart, warning?.since ?? null)}
        />
      )}
      <Foot onPay={onPay} calm={calm} />
    </section>
  );
}

/** Whose sale it is. */
const CustomerKey = memo(Customer);

function Customer({ onPress }: { readonly onPress: (() => void) | undefined }) {
  const { cart } = useView('cart');
  const { t, name } = useSpeech();
  const customer = cart?.customer ?? null;
  const said = customer === null ? t('goods.customer') : name(customer.name);
  if (onPress === undefined) {
    return customer === null ? null : (
      <span className="quiet named">
        <Icon name="user" size={20} />
        <span>{said}</span>
      </span>
    );
  }
  return (
    <QuietKey
      hint="F5"
      className={customer === null ? 'named' : 'named on'}
      {...(customer === null ? {} : { label: `${t('goods.customer')}${t('sell.colon')}${said}` })}
      onPress={onPress}
    >
      <Icon name="user" size={20} />
      <span>{said}</span>
    </QuietKey>
  );
}

/** What is taken off the whole sale, the tax that was chosen for all of it, and the comment on it. */
const SaleNote = memo(Note);

function Note() {
  const { cart } = useView('cart');
  const { t, name, language } = useSpeech();
  if (cart === null) return null;
  const off = add(
    zero,
    ...shownLines(cart).map((line) => (line.kind === 'product' ? line.share : zero)),
  );
  const percent =
    cart.totalOff !== null && 'percent' in cart.totalOff
      ? percentOffText(cart.totalOff.percent, language)
      : t('cart.discount');
  const tax = cart.taxes.find((rate) => rate.code === cart.tax);
  if (cart.totalOff === null && tax === undefined && cart.comment === '') return null;
  return (
    <p className="salenote">
      {cart.totalOff === null ? null : (
        <span className="off">
          <Icon name="percent" size={16} />
          {t('goods.sale')}
          {t('sell.colon')}
          {percent} <Figure amount={negate(off)} />
        </span>
      )}
      {tax === undefined ? null : <span className="off">{name(tax.name)}</span>}
      {cart.comment === '' ? null : (
        <span className="said">
          <Icon name="pencil" size={16} />
          {cart.comment}
        </span>
      )}
    </p>
  );
}

/** The line that a scan entered while the warning was there. */
const scannedIn = (cart: CartView | null, since: string | null): number | null =>
  since !== null && cart?.latest?.scannedAt && cart.latest.scannedAt >= since
    ? cart.latest.line
    : null;

function Lines(props: {
  readonly lines: readonly LineView[];
  readonly chosen: number | null;
  readonly onChoose: ((line: number) => void) | undefined;
  readonly justScanned: number | null;
}) {
  const { t } = useSpeech();
  const { cart } = useView('cart');
  const { name } = useSpeech();
  const list = useRef<HTMLUListElement>(null);
  const { chosen, lines, onChoose } = props;
  const asking = cart?.ageToAsk?.lines ?? [];
  const taxOf = (line: LineView): string | null => {
    if (line.kind !== 'product' || line.taxFrom === null || line.tax === cart?.tax) return null;
    const rate = cart?.taxes.find((known) => known.code === line.tax);
    return rate === undefined ? line.tax : name(rate.name);
  };
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, lines.length]);
  return (
    <ul className="lines" ref={list} aria-label={t('cart.lines')}>
      {lines.map((line) => (
        <CartLine
          key={line.line}
          line={line}
          chosen={line.line === chosen}
          justScanned={line.line === props.justScanned}
          taxName={taxOf(line)}
          asksAge={asking.includes(line.line)}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

const Foot = memo(CartFoot);

function CartFoot({ onPay, calm }: Pick<Props, 'onPay' | 'calm'>) {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  const totals = cart?.totals;
  const total = totals?.total ?? zero;
  if (onPay === undefined) {
    return (
      <div className="foot">
        <Sums totals={totals} withTotal={false} />
        <div className="owe calm">
          <span>{t('cart.total')}</span>
          <Money amount={total} className="big" />
        </div>
      </div>
    );
  }
  const given = cart?.tenders ?? [];
  const owed = given.length > 0 ? (totals?.due ?? zero) : total;
  return (
    <div className="foot">
      <Sums totals={totals} withTotal={given.length > 0} />
      {cart?.held
        .filter((held) => held.tender !== null)
        .map((held) => (
          <HeldTile key={held.tender} held={held} />
        ))}
      {given.map((tender) => (
        <GivenTile key={tender.tender} tender={tender} />
      ))}
      <div className="owe">
        <span>
          {owed < 0 ? t('cart.giveBack') : given.length > 0 ? t('cart.due') : t('cart.total')}
        </span>
        <Money amount={owed < 0 ? negate(owed) : owed} className="big" />
      </div>
      <ForwardKey
        className={calm ? 'calm' : ''}
        waits={cart === null || shownLines(cart).length === 0}
        onPress={onPay}
        {...(calm ? {} : { hint: 'F12' })}
      >
        <span>{t('cart.pay')}</span>
      </ForwardKey>
    </div>
  );
}

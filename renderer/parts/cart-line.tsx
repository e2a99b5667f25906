/** One line of the sale: goods, or a gift card that is sold or filled up. */
import { memo } from 'react';
import type { LineView } from '../../shared/bridge/view.ts';
import type { InstrumentLine, ProductLine } from '../../shared/cart.ts';
import { add, negate, subtract, zero } from '../../shared/money.ts';
import { moneyText } from '../../shared/notation.ts';
import { quantityText } from '../../shared/quantity.ts';
import { useView } from '../register.ts';
import { percentOffText } from '../text/format.ts';
import { HeldVerdictText } from './held.tsx';
import { Icon } from './icon.tsx';
import { InstrumentName } from './instrument-name.tsx';
import { Figure, Money } from './money.tsx';
import { shownCode } from '../../shared/barcode.ts';
import { useSpeech } from './speech.tsx';

type Props = {
  readonly line: LineView;
  readonly chosen: boolean;
  readonly justScanned: boolean;
  /** The name of the tax that was chosen for this line alone. */
  readonly taxName: string | null;
  readonly asksAge: boolean;
  /** Stays the same function: a line that has not changed is not drawn again. */
  readonly onChoose: ((line: number) => void) | undefined;
};

/** A weight, or a count of more figures than the column is made for. */
const isWide = (line: LineView): boolean =>
  line.kind === 'product' && (line.unit === 'kg' || Math.abs(line.quantity) >= 1_000_000);

export const CartLine = memo(OneLine);

function OneLine({ line, chosen, justScanned, taxName, asksAge, onChoose }: Props) {
  const state = `${isWide(line) ? ' wide' : ''}${chosen ? ' on' : ''}${justScanned ? ' now' : ''}`;
  const parts = (
    <>
      <b className="qty num">{line.kind === 'product' ? quantityText(line.quantity) : 1}</b>
      <span className="what">
        {line.kind === 'product' ? (
          <ProductParts {...{ line, justScanned, taxName, asksAge }} />
        ) : (
          <InstrumentParts line={line} />
        )}
      </span>
      {/* What is taken off the whole sale stands once, above the lines. */}
      <Figure
        amount={line.kind === 'product' ? add(line.net, line.share) : line.net}
        className="sum"
      />
    </>
  );
  return (
    <li aria-current={chosen || undefined}>
      {onChoose === undefined ? (
        <div className={`item${state}`}>{parts}</div>
      ) : (
        <button
          type="button"
          className={`item${state}`}
          aria-pressed={chosen}
          onClick={() => onChoose(line.line)}
        >
          {parts}
        </button>
      )}
    </li>
  );
}

function ProductParts(props: {
  readonly line: ProductLine & Pick<LineView, 'discount'>;
  readonly justScanned: boolean;
  readonly taxName: string | null;
  readonly asksAge: boolean;
}) {
  const { line, justScanned } = props;
  const { t, name, language, currency } = useSpeech();
  const several = Math.abs(line.quantity) !== 1000 || line.unit === 'kg';
  const own = subtract(line.discount, line.share);
  const changed = line.priceFrom !== null;
  return (
    <>
      <span className="name">{name(line.name)}</span>
      <span className="meta">
        <span className="num">{shownCode(line.barcode)}</span>
        {several ? (
          <span>
            {t(line.unit === 'kg' ? 'goods.perKg' : 'cart.each')} <Money amount={line.unitPrice} />
          </span>
        ) : null}
        {line.quantity < 0 ? (
          <span className="off">
            {line.returnOf === null
              ? t('cart.back')
              : t('cart.fromReceipt', { receipt: line.returnOf.receipt })}
          </span>
        ) : null}
        {changed ? (
          <span className="off">
            {t('goods.wasPrice', {
              price: moneyText(line.priceFrom ?? zero, currency, language),
            })}
          </span>
        ) : null}
        {own === 0 ? null : (
          <span className="off">
            {line.percentOff > 0 ? percentOffText(line.percentOff, language) : t('cart.discount')}{' '}
            <Figure amount={negate(own)} />
          </span>
        )}
        {props.taxName === null ? null : <span className="off">{props.taxName}</span>}
        {props.asksAge ? <span className="mark">{t('goods.ageMark')}</span> : null}
        {line.comment === '' ? null : <span className="said">{line.comment}</span>}
        {justScanned ? (
          <span className="just">
            <Icon name="barcode" size={14} />
            {t('cart.scannedNow')}
          </span>
        ) : null}
      </span>
    </>
  );
}

function InstrumentParts({ line }: { readonly line: InstrumentLine }) {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  const held = cart?.held.find((candidate) => candidate.line === line.line);
  return (
    <>
      <span className="name">
        <InstrumentName kind="giftCard" last4={line.last4} />
      </span>
      <span className="meta">
        <span>{t(`cart.${line.purpose}`)}</span>
        {held === undefined ? null : <HeldVerdictText held={held} />}
      </span>
    </>
  );
}

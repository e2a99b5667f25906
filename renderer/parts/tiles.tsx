/** The tiles of products: what was found, each with its price, its picture, and how much of it is in the sale. */
import { memo, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react';
import type { ProductTile } from '../../shared/bridge/goods.ts';
import type { CartView } from '../../shared/bridge/view.ts';
import { quantityText, type Quantity } from '../../shared/quantity.ts';
import { shownLines } from '../chosen-line.ts';
import { usePictures } from '../pictures.ts';
import { useView } from '../register.ts';
import { Money } from './money.tsx';
import { PictureOf } from './product-picture.tsx';
import { useSpeech } from './speech.tsx';

/** How many of each product are in the cart, in thousandths. */
function inCart(cart: CartView | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of shownLines(cart)) {
    if (line.kind !== 'product') continue;
    counts.set(line.product, (counts.get(line.product) ?? 0) + line.quantity);
  }
  return counts;
}

/** More than a small screen shows at once. */
const drawnFirst = 24;

/** What is out of sight is drawn after what is in sight: until then the places there keep what they showed. */
function useInTurns(found: readonly ProductTile[]): readonly ProductTile[] {
  const before = useDeferredValue(found);
  return before === found || found.length <= drawnFirst
    ? found
    : [...found.slice(0, drawnFirst), ...before.slice(drawnFirst)];
}

/** Not drawn again with each letter that is typed, only with what was found. */
export const Tiles = memo(FoundTiles);

function FoundTiles(props: {
  readonly found: readonly ProductTile[];
  readonly text: string;
  readonly answered: boolean;
  readonly onAdd: (product: string) => void;
}) {
  const { cart } = useView('cart');
  const { t } = useSpeech();
  const counts = useMemo(() => inCart(cart), [cart]);
  const pictured = useMemo(
    () => props.found.filter((product) => product.hasPicture).map((product) => product.id),
    [props.found],
  );
  const pictures = usePictures(pictured);
  const shown = useInTurns(props.found);
  const isNear = props.found[0]?.near === true;
  if (props.answered && props.found.length === 0) {
    const text = props.text.trim();
    return (
      <p className="tiles none">
        {text === '' ? t('sell.nothingHere') : t('sell.nothing', { text })}
      </p>
    );
  }
  return (
    <fieldset className={isNear ? 'tiles near' : 'tiles'} aria-label={t('sell.tiles')}>
      {isNear ? (
        <output className="meant">{t('sell.meant', { text: props.text.trim() })}</output>
      ) : null}
      {shown.map((product, place) => (
        // The tile of a place shows another product with the next letter: its elements stay, so that only its text is laid out anew.
        <Tile
          key={place}
          product={product}
          count={counts.get(product.id) ?? 0}
          picture={pictures.get(product.id) ?? null}
          pictured={pictured.length > 0}
          onAdd={props.onAdd}
        />
      ))}
    </fieldset>
  );
}

const Tile = memo(OneTile);

function OneTile(props: {
  readonly product: ProductTile;
  readonly count: number;
  readonly picture: string | null;
  /** Whether pictures stand on the tiles around it, or letters where there is none. */
  readonly pictured: boolean;
  readonly onAdd: (product: string) => void;
}) {
  const { product, count } = props;
  const { t, name } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  // The focus was on the product: a second Enter must not add the one that took its place.
  useLayoutEffect(() => button.current?.blur(), [product.id]);
  return (
    <button ref={button} type="button" className="tile" onClick={() => props.onAdd(product.id)}>
      <span className="name">{name(product.name)}</span>
      <span className="row">
        <span>
          <Money amount={product.price} />
          {product.unit === 'kg' ? <small> {t('goods.perKg')}</small> : null}
        </span>
        {props.pictured ? (
          // An image whose source changes shows the picture of before until the next one is decoded.
          <PictureOf key={product.id} picture={props.picture} name={name(product.name)} />
        ) : null}
        {count === 0 ? null : (
          <b className="in num" aria-hidden="true">
            {quantityText(count as Quantity)}
          </b>
        )}
      </span>
    </button>
  );
}

/** The tiles of products: what was found, each with its price, its picture, and how much of it is in the sale. */
import { useMemo } from 'react';
import type { ProductTile } from '../../shared/bridge/goods.ts';
import type { CartView } from '../../shared/bridge/view.ts';
import { quantityText, type Quantity } from '../../shared/quantity.ts';
import { shownLines } from '../chosen-line.ts';
import { usePictures } from '../pictures.ts';
import { useView } from '../register.ts';
import { Money } from './money.tsx';
import { PictureOf } from './product-picture.tsx';
import { useSpeech } from './speech.ts';

/** How many of each product are in the cart, in thousandths. */
function inCart(cart: CartView | null): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of shownLines(cart)) {
    if (line.kind !== 'product') continue;
    counts.set(line.product, (counts.get(line.product) ?? 0) + line.quantity);
  }
  return counts;
}

export function Tiles(props: {
  readonly found: readonly ProductTile[];
  readonly text: string;
  readonly answered: boolean;
  readonly onAdd: (product: string) => void;
}) {
  const { cart } = useView();
  const { t, name } = useSpeech();
  const counts = useMemo(() => inCart(cart), [cart]);
  const pictured = useMemo(
    () => props.found.filter((product) => product.hasPicture).map((product) => product.id),
    [props.found],
  );
  const pictures = usePictures(pictured);
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
      {props.found.map((product) => {
        const count = counts.get(product.id) ?? 0;
        return (
          <button
            key={product.id}
            type="button"
            className="tile"
            onClick={() => props.onAdd(product.id)}
          >
            <span className="name">{name(product.name)}</span>
            <span className="row">
              <span>
                <Money amount={product.price} />
                {product.unit === 'kg' ? <small> {t('goods.perKg')}</small> : null}
              </span>
              {pictured.length === 0 ? null : (
                <PictureOf picture={pictures.get(product.id) ?? null} name={name(product.name)} />
              )}
              {count === 0 ? null : (
                <b className="in num" aria-hidden="true">
                  {quantityText(count as Quantity)}
                </b>
              )}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}

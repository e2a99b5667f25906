/** Search, categories and product tiles of the sale screen. */
import { memo, useCallback, useMemo, useState, type RefObject } from 'react';
import type { ProductTile } from '../../shared/bridge/goods.ts';
import { useActs, useAnswer, useView } from '../register.ts';
import { isCode, useAskedText } from './asked-text.ts';
import { Icon } from './icon.tsx';
import { Hint } from './key.tsx';
import { Pad, padded } from './pad.tsx';
import { StalePrices } from './stale-prices.tsx';
import { useSpeech } from './speech.tsx';
import { Tiles } from './tiles.tsx';

const mostTiles = 120;
/** Of a search: who does not see it among so many types another letter. */
const mostFound = 48;
const nothing: readonly ProductTile[] = [];
const favourites = 'favourites';
const all = 'all';
/** A category by its English name, or one of the two that every store has. */
type Choice = typeof favourites | typeof all | { readonly category: string };

export const Products = memo(ProductPane);

function ProductPane({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const { catalogueAt } = useView('catalogueAt');
  const { t } = useSpeech();
  const { send } = useActs();
  const [text, setText] = useState('');
  const [asked, ask] = useAskedText();
  const [choice, setChoice] = useState<Choice>(favourites);
  const [withPad, setWithPad] = useState(false);
  const query = useMemo(
    () => ({
      query: 'products' as const,
      text: asked,
      // What is typed is looked for everywhere.
      category: typeof choice === 'object' && asked === '' ? choice.category : null,
      favourites: choice === favourites && asked === '',
      limit: asked === '' ? mostTiles : mostFound,
    }),
    [asked, choice],
  );
  const answer = useAnswer<'products'>(query, catalogueAt);
  const found = answer?.ok === true ? answer.value : nothing;

  const type = useCallback(
    (next: string) => {
      setText(next);
      ask(next);
    },
    [ask],
  );
  const add = useCallback(
    (product: string) => {
      send({ command: 'addProduct', product });
      type('');
    },
    [send, type],
  );
  const choose = useCallback(
    (next: Choice) => {
      setChoice(next);
      type('');
    },
    [type],
  );
  const turnPad = useCallback(() => setWithPad((shown) => !shown), []);
  const enter = () => {
    const code = text.trim();
    const [only] = found;
    if (code === '') return;
    if (isCode(code)) {
      send({ command: 'scan', code });
      type('');
    } else if (only !== undefined && found.length === 1 && asked === code) add(only.id);
  };
  return (
    <>
      <label className="find">
        <Icon name="search" />
        <input
          ref={searchRef}
          className="ph"
          type="text"
          role="searchbox"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('sell.searchLabel')}
          placeholder={t('sell.search')}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') enter();
            if (event.key === 'Escape' && text !== '') {
              event.preventDefault();
              type('');
            }
          }}
        />
        <StalePrices />
        <Hint of="F2" />
      </label>
      <Categories
        choice={asked === '' ? choice : all}
        onChoose={choose}
        withPad={withPad}
        onPad={turnPad}
      />
      {withPad ? (
        <div className="sellpad">
          <Pad
            onKey={(key) => {
              type(padded(text, key));
              searchRef.current?.focus();
            }}
          />
          <button type="button" className="key" onClick={enter}>
            {t('sell.enter')}
          </button>
        </div>
      ) : (
        <Tiles found={found} text={asked} answered={answer !== undefined} onAdd={add} />
      )}
    </>
  );
}

/** Not drawn again with each letter that is typed. */
const Categories = memo(CategoryTabs);

function CategoryTabs(props: {
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly withPad: boolean;
  readonly onPad: () => void;
}) {
  const { catalogueAt } = useView('catalogueAt');
  const { t, name } = useSpeech();
  const query = useMemo(() => ({ query: 'categories' as const }), []);
  const answer = useAnswer<'categories'>(query, catalogueAt);
  const categories = answer?.ok === true ? answer.value : [];
  const tab = (label: string, choice: Choice, chosen: boolean) => (
    <button
      key={label}
      type="button"
      className={chosen ? 'on' : ''}
      aria-pressed={chosen}
      onClick={() => props.onChoose(choice)}
    >
      {label}
    </button>
  );
  const { choice } = props;
  return (
    <nav className="cats" aria-label={t('sell.categories')}>
      <div className="names">
        {tab(t('sell.favourites'), favourites, choice === favourites)}
        {categories.map((category) =>
          tab(
            name(category),
            { category: category.en },
            typeof choice === 'object' && choice.category === category.en,
          ),
        )}
        {tab(t('sell.all'), all, choice === all)}
      </div>
      <div className="gap" />
      <button type="button" className="sw" aria-pressed={props.withPad} onClick={props.onPad}>
        <Icon name="quantity" size={20} />
        {t('sell.pad')}
      </button>
    </nav>
  );
}

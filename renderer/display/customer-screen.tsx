/** What the customer sees: the goods as they are scanned, what is due, the change, and thanks. No card, no name, no line state. */
import { useEffect, useRef } from 'react';
import type { Display, DisplayLine } from '../../shared/display.ts';
import { negate, type Minor } from '../../shared/money.ts';
import { inLanguage, moneyText } from '../../shared/notation.ts';
import { quantityText } from '../../shared/quantity.ts';
import { figureText } from '../text/format.ts';
import { displayEn, displayZh } from '../text/display.ts';

export function CustomerScreen({ display }: { readonly display: Display }) {
  const { language, theme, state } = display;
  const words = language === 'zh-CN' ? displayZh : displayEn;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  const store = inLanguage(display.store, language);
  if (state === 'idle' || state === 'thanks') {
    return (
      <main className="customer rest">
        <h1>{state === 'idle' ? words.welcome : words.thanks}</h1>
        {state === 'thanks' ? <Ending display={display} words={words} /> : null}
        <p>{store}</p>
      </main>
    );
  }
  return (
    <main className="customer">
      <Goods display={display} giftCard={words.giftCard} />
      <Sums display={display} words={words} />
    </main>
  );
}

type Words = typeof displayEn | typeof displayZh;

function Ending(props: { readonly display: Display; readonly words: Words }) {
  const { display, words } = props;
  const money = (amount: Minor) => moneyText(amount, display.currency, display.language);
  if (display.change === 0) return <p className="big money">{money(display.total)}</p>;
  return (
    <>
      <p className="label">{display.total < 0 ? words.givenBack : words.change}</p>
      <p className="big money">{money(display.change)}</p>
    </>
  );
}

function Goods(props: { readonly display: Display; readonly giftCard: string }) {
  const { display } = props;
  const end = useRef<HTMLLIElement>(null);
  const last = display.lines.at(-1)?.line;
  useEffect(() => {
    // The newest line is the one that the customer looks for.
    end.current?.scrollIntoView({ block: 'end' });
  }, [last]);
  return (
    <ol className="goods" aria-label={inLanguage(display.store, display.language)}>
      {display.lines.map((line, index) => (
        <li key={line.line} ref={index === display.lines.length - 1 ? end : null}>
          <Line line={line} display={display} giftCard={props.giftCard} />
        </li>
      ))}
    </ol>
  );
}

function Line(props: {
  readonly line: DisplayLine;
  readonly display: Display;
  readonly giftCard: string;
}) {
  const { line, display } = props;
  const { currency, language } = display;
  return (
    <>
      <span className="quantity num">
        {line.quantity === null ? '' : quantityText(line.quantity)}
      </span>
      <span className="name">
        {line.name === null ? props.giftCard : inLanguage(line.name, language)}
        {line.discount === 0 ? null : (
          <small className="num">{figureText(negate(line.discount), currency, language)}</small>
        )}
      </span>
      <span className="sum money">{figureText(line.amount, currency, language)}</span>
    </>
  );
}

function Sums(props: { readonly display: Display; readonly words: Words }) {
  const { display, words } = props;
  const { currency, language, due, paid, total } = display;
  const money = (amount: Minor) => moneyText(amount, currency, language);
  const back = due < 0;
  return (
    <footer className="sums" aria-live="polite">
      {paid === 0 ? null : (
        <dl>
          <dt>{words.total}</dt>
          <dd className="money">{money(total)}</dd>
          <dt>{words.paid}</dt>
          <dd className="money">{money(paid)}</dd>
        </dl>
      )}
      <p className="due">
        <span>{paid === 0 ? words.total : back ? words.back : words.due}</span>
        <strong className="money">{money(paid === 0 ? total : back ? negate(due) : due)}</strong>
      </p>
    </footer>
  );
}

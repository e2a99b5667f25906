/** The list of gift cards or credit memos: balance, and who holds each that is locked. */
import { useCallback, useState } from 'react';
import { Button, Input, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { InstrumentKind } from '../../../../shared/instrument.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { instrumentsSchema, type Instruments } from '../../../../shared/wire/instruments.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { InstrumentDetails } from './detail.tsx';
import { InstrumentTable } from './table.tsx';

const pause = 5000;
const shows = ['all', 'locked', 'expired', 'blocked'] as const;
type Show = (typeof shows)[number];

export const GiftCards = () => <InstrumentList kind="giftCard" />;
export const CreditMemos = () => <InstrumentList kind="creditMemo" />;

function InstrumentList(props: { readonly kind: InstrumentKind }) {
  const { kind } = props;
  const { read, open } = useOffice();
  const say = useWords();
  const [show, setShow] = useState<Show>('all');
  const [text, setText] = useState('');
  const [after, setAfter] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const title = say(kind === 'giftCard' ? 'instruments:giftCards' : 'instruments:creditMemos');
  useTitle(title, open);
  const question = useCallback(() => {
    const query = new URLSearchParams({ kind, show, text: text.trim() });
    if (after !== null) query.set('after', after);
    return read(`${headOfficePaths.instruments}?${query.toString()}`, instrumentsSchema);
  }, [read, kind, show, text, after]);
  const { value, fault } = usePolled(question, pause, open);
  const filter = (change: () => void): void => {
    change();
    setAfter(null);
  };

  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{title}</h1>
          <div className="gap" />
          {value !== null && <Liability of={value} />}
        </div>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      <div className={chosen === null ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <div className="filters">
            <SearchField
              aria-label={say('instruments:search')}
              value={text}
              onChange={(typed) => filter(() => setText(typed))}
            >
              <Input className="input" placeholder={say('instruments:search')} maxLength={64} />
            </SearchField>
            <ToggleButtonGroup
              className="filters"
              aria-label={say('instruments:show')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[show]}
              onSelectionChange={(keys) =>
                filter(() => setShow(shows.find((one) => keys.has(one)) ?? 'all'))
              }
            >
              {shows.map((one) => (
                <ToggleButton key={one} id={one} className="filter">
                  {say(`instruments:${one}`)}{' '}
                  <span className="num">{value?.counts[one] ?? ''}</span>
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          </div>
          {value !== null && (
            <InstrumentTable kind={kind} rows={value.rows} chosen={chosen} choose={setChosen} />
          )}
          <div className="pager">
            {after !== null && (
              <Button className="key" onPress={() => setAfter(null)}>
                {say('instruments:first')}
              </Button>
            )}
            {value !== null && value.next !== null && (
              <Button className="key" onPress={() => setAfter(value.next)}>
                {say('instruments:next')}
              </Button>
            )}
          </div>
        </div>
        {chosen !== null && (
          <InstrumentDetails key={chosen} of={chosen} close={() => setChosen(null)} />
        )}
      </div>
    </main>
  );
}

/** What is owed to the holders of all open ones, in each currency. */
function Liability(props: { readonly of: Instruments }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <>
      <span className="say">{say('instruments:liability')}</span>
      {props.of.liability.map(({ currency, amount }) => (
        <strong key={currency} className="sum num">
          {moneyText(amount, currency, language)}
        </strong>
      ))}
    </>
  );
}

/** The list of gift cards or credit memos: balance, and who holds each that is locked. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import {
  isInstrumentNumber,
  plainNumber,
  type InstrumentKind,
} from '../../../../shared/instrument.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  foundInstrumentSchema,
  instrumentShows,
  instrumentsSchema,
  mostCounted,
  type InstrumentRow,
  type Instruments,
  type InstrumentShow,
} from '../../../../shared/wire/instruments.ts';
import { saveCsv } from '../csv.ts';
import { useLanguage } from '../display.tsx';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { ChoiceFilter, SearchFilter } from '../parts/filterbar.tsx';
import { usePaged } from '../parts/paged.ts';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { moneyText } from '../../../../shared/notation.ts';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { BreakLockDialog } from './acts/breaklock.tsx';
import { IssueDialog } from './acts/issue.tsx';
import { InstrumentDetails } from './detail.tsx';
import { exported, InstrumentTable } from './table.tsx';

const pause = 5000;
const shows: Readonly<Record<InstrumentKind, readonly InstrumentShow[]>> = {
  giftCard: ['all', 'locked', 'expired', 'blocked'],
  creditMemo: ['open', 'closed', 'locked', 'expired', 'blocked', 'all'],
};
const pageOf = { giftCard: 'giftCards', creditMemo: 'creditMemos' } as const;

export const GiftCards = (props: { readonly rest: string }) => (
  <InstrumentList key="giftCard" kind="giftCard" chosen={props.rest} />
);
export const CreditMemos = (props: { readonly rest: string }) => (
  <InstrumentList key="creditMemo" kind="creditMemo" chosen={props.rest} />
);

function InstrumentList(props: { readonly kind: InstrumentKind; readonly chosen: string }) {
  const { kind, chosen } = props;
  const { open, may } = useOffice();
  const say = useWords();
  const [asks, setAsks] = useState<InstrumentRow | 'issue' | null>(null);
  const list = useInstruments(kind);
  const { paged, totals } = list;
  const title = say(`instruments:${pageOf[kind]}`);
  useTitle(title, open);
  const choose = (key: string): void => {
    location.hash = addressOf(pageOf[kind], key);
  };
  const leave = (): void => setAsks(null);
  const done = (): void => {
    leave();
    void paged.refresh();
  };
  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{title}</h1>
          <div className="gap" />
          {totals !== null && <Liability of={totals} />}
          <Button
            className="key"
            isDisabled={paged.rows === null}
            onPress={() => saveCsv(title, exported(say, paged.rows ?? []))}
          >
            <Icon of="out" size={18} />
            {say('instruments:export')}
          </Button>
          {may('instruments') && (
            <Button className="key main" onPress={() => setAsks('issue')}>
              {say(kind === 'giftCard' ? 'instruments:issueCard' : 'instruments:issueMemo')}
            </Button>
          )}
        </div>
      </div>
      {(list.fault ?? paged.fault) !== null && (
        <FaultNotice fault={(list.fault ?? paged.fault) as Fault} />
      )}
      <div className={chosen === '' ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <Filters kind={kind} list={list} />
          {paged.rows !== null && (
            <InstrumentTable
              kind={kind}
              rows={paged.rows}
              more={paged.more}
              chosen={chosen}
              choose={choose}
              breakLock={may('locks') ? setAsks : null}
            />
          )}
          <p className="say">{say('instruments:ends')}</p>
        </div>
        {chosen !== '' && (
          <InstrumentDetails
            key={chosen}
            of={chosen}
            changed={() => void paged.refresh()}
            close={() => choose('')}
          />
        )}
      </div>
      {asks === 'issue' && <IssueDialog kind={kind} done={done} close={leave} />}
      {asks !== null && asks !== 'issue' && asks.lock !== null && (
        <BreakLockDialog of={asks} lock={asks.lock} done={done} close={leave} />
      )}
    </main>
  );
}

/** What is searched and shown. A whole number is sent apart from the address, and opens the instrument that it names. */
function useInstruments(kind: InstrumentKind) {
  const { read, send, open } = useOffice();
  const [show, setShow] = useState<InstrumentShow>(kind === 'giftCard' ? 'all' : 'open');
  const [text, setText] = useState('');
  const [half, setHalf] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [totals, setTotals] = useState<Instruments | null>(null);
  const question = useCallback(
    async (after: string | null) => {
      const query = new URLSearchParams({ kind, show, text });
      if (after !== null) query.set('after', after);
      const answer = await read(`${headOfficePaths.instruments}?${query}`, instrumentsSchema);
      if (answer.ok) setTotals(answer.value);
      return answer;
    },
    [read, kind, show, text],
  );
  const paged = usePaged(question, pause, open);
  const find = async (number: string): Promise<void> => {
    const found = await send(headOfficePaths.findInstrument, { number }, foundInstrumentSchema);
    setFault(found.ok ? null : found.fault);
    if (found.ok) location.hash = addressOf(pageOf[found.value.kind], found.value.key);
  };
  const search = (typed: string): void => {
    const number = plainNumber(typed);
    const digits = /^\d{5,}$/.test(number);
    const whole = digits && isInstrumentNumber(number);
    setFault(null);
    setHalf(digits && !whole);
    setText(digits ? '' : typed);
    if (whole) void find(number);
  };
  return { show, setShow, search, half, fault, totals, paged };
}

function Filters(props: {
  readonly kind: InstrumentKind;
  readonly list: ReturnType<typeof useInstruments>;
}) {
  const { show, setShow, search, half, totals } = props.list;
  const say = useWords();
  const language = useLanguage();
  const counted = (one: InstrumentShow): string => {
    const count = totals?.counts[one];
    if (count === undefined) return '';
    return `${numberText(count, language)}${count >= mostCounted ? '+' : ''}`;
  };
  return (
    <>
      <div className="filters">
        <SearchFilter label={say('instruments:search')} value="" change={search} />
        <ChoiceFilter
          label={say('instruments:show')}
          choices={instrumentShows
            .filter((one) => shows[props.kind].includes(one))
            .toSorted((a, b) => shows[props.kind].indexOf(a) - shows[props.kind].indexOf(b))
            .map((id) => ({ id, name: `${say(`instruments:${id}`)} ${counted(id)}` }))}
          value={show}
          change={setShow}
        />
      </div>
      {half && <output className="say">{say('instruments:wholeNumber')}</output>}
    </>
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

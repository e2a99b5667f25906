/** Exceptions: what a person must look at, by what they look at together. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  exceptionShows,
  exceptionsSchema,
  type ExceptionRow,
  type Exceptions,
  type ExceptionShow,
} from '../../../../shared/wire/exceptions.ts';
import { moneyText, timeText } from '../../../../shared/notation.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { useAct } from '../parts/act.ts';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { ChoiceFilter } from '../parts/filterbar.tsx';
import { usePaged } from '../parts/paged.ts';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { ExceptionDetails } from './detail.tsx';
import { kindWords } from './kinds.ts';
import { LateSaleList } from './late.tsx';
import { MailList } from './mails.tsx';
import { RepairDialog, type EntryName } from './repair.tsx';

const pause = 5000;
const states = ['open', 'closed', 'lateSales', 'mails'] as const;
type State = (typeof states)[number];

/** `rest` names an exception, an entry as "entry R-01 hash", or a receipt by e-mail as "mail hash". */
export function ExceptionPage(props: { readonly rest: string }) {
  const { rest } = props;
  const { read, open, may } = useOffice();
  const say = useWords();
  const [state, setState] = useState<State>(mailOf(rest) === null ? 'open' : 'mails');
  const [show, setShow] = useState<ExceptionShow>('all');
  const [counts, setCounts] = useState<Exceptions['counts'] | null>(null);
  const listed = state === 'closed' ? 'closed' : 'open';
  const question = useCallback(
    async (after: string | null) => {
      const query = new URLSearchParams({ state: listed, show });
      if (after !== null) query.set('after', after);
      const answer = await read(`${headOfficePaths.exceptions}?${query}`, exceptionsSchema);
      if (answer.ok) setCounts(answer.value.counts);
      return answer;
    },
    [read, listed, show],
  );
  const paged = usePaged(question, pause, open);
  const retry = useAct(() => void paged.refresh());
  const title = say('exceptions:exceptions');
  useTitle(title, open);
  const go = (to: string): void => {
    location.hash = addressOf('exceptions', to);
  };
  const done = (): void => {
    go('');
    void paged.refresh();
  };
  const chosen = paged.rows?.find((row) => row.id === rest);
  const entry = entryOf(rest);
  const fault = retry.fault ?? paged.fault;
  const stateFilter = (
    <ChoiceFilter
      label={say('exceptions:state')}
      choices={states.map((id) => ({ id, name: say(`exceptions:${id}`) }))}
      value={state}
      change={setState}
    />
  );
  if (state === 'mails')
    return (
      <MailList
        filter={stateFilter}
        chosen={mailOf(rest)}
        choose={(hash) => go(hash === null ? '' : `mail ${hash}`)}
      />
    );
  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{title}</h1>
          <div className="gap" />
          {may('exceptions') && (counts?.parked ?? 0) > 0 && (
            <Button
              className="key"
              isPending={retry.busy}
              onPress={() => void retry.act(headOfficePaths.retryParked, undefined)}
            >
              {say('exceptions:retry')}
            </Button>
          )}
        </div>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      <div className={chosen === undefined ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <div className="filters">
            {stateFilter}
            {state !== 'lateSales' && (
              <ChoiceFilter
                label={say('exceptions:show')}
                choices={exceptionShows.map((id) => ({
                  id,
                  name: say(`exceptions:${id}`),
                  ...(state === 'open' && counts !== null ? { count: counts[id] } : {}),
                }))}
                value={show}
                change={setShow}
              />
            )}
          </div>
          {state === 'lateSales' ? (
            <LateSaleList />
          ) : (
            paged.rows !== null && (
              <ExceptionTable
                rows={paged.rows}
                more={paged.more}
                none={say(state === 'open' ? 'exceptions:none' : 'exceptions:noneClosed')}
                chosen={rest}
                choose={go}
              />
            )
          )}
        </div>
        {chosen !== undefined && (
          <ExceptionDetails key={chosen.id} of={chosen} done={done} close={() => go('')} />
        )}
      </div>
      {entry !== null && <RepairDialog of={entry} done={done} close={() => go('')} />}
    </main>
  );
}

function entryOf(rest: string): EntryName | null {
  const [what, register, hash] = rest.split(' ');
  return what === 'entry' && register && hash ? { register, hash } : null;
}

const mailOf = (rest: string): string | null =>
  rest.startsWith('mail ') ? rest.slice('mail '.length) : null;

function ExceptionTable(props: {
  readonly rows: readonly ExceptionRow[];
  readonly more: (() => Promise<void>) | null;
  readonly none: string;
  readonly chosen: string;
  readonly choose: (id: string) => void;
}) {
  const say = useWords();
  const language = useLanguage();
  const columns: readonly Column<ExceptionRow>[] = [
    { id: 'kind', name: say('exceptions:kind'), cell: (row) => say(kindWords[row.kind].name) },
    {
      id: 'amount',
      name: say('exceptions:amount'),
      figure: true,
      cell: ({ amount, currency }) =>
        amount !== null &&
        currency !== null && <strong>{moneyText(amount, currency, language)}</strong>,
    },
    {
      id: 'card',
      name: say('exceptions:instrument'),
      cell: ({ last4 }) => last4 !== null && <span className="num">···· {last4}</span>,
    },
    { id: 'register', name: say('exceptions:register'), cell: (row) => row.registerName },
    {
      id: 'receipt',
      name: say('exceptions:receipt'),
      spare: true,
      cell: (row) => <span className="num">{row.receipt}</span>,
    },
    {
      id: 'when',
      name: say('exceptions:when'),
      cell: (row) => <span className="num">{timeText(row.at, now(), language)}</span>,
    },
  ];
  return (
    <DataTable
      label={say('exceptions:exceptions')}
      columns={columns}
      rows={props.rows}
      keyOf={({ id }) => id}
      choose={({ id }) => props.choose(id)}
      chosen={props.chosen}
      none={props.none}
      more={props.more}
    />
  );
}

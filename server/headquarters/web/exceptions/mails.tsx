/** Receipts by e-mail: those that failed, those still tried, those given up, and one of them beside the list. */
import { useCallback, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { timeText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  mailShows,
  mailsSchema,
  type MailRow,
  type Mails,
  type MailShow,
} from '../../../../shared/wire/mails.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { useAct } from '../parts/act.ts';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { ChoiceFilter } from '../parts/filterbar.tsx';
import { usePaged } from '../parts/paged.ts';
import { useOffice } from '../session.tsx';
import { numberText } from '../text/format.ts';
import { useWords, type Word } from '../text/language.ts';
import { MailPanel } from './mailpanel.tsx';

const pause = 5000;
const none: Readonly<Record<MailShow, Word>> = {
  failed: 'mails:noneFailed',
  waiting: 'mails:noneWaiting',
  givenUp: 'mails:noneGivenUp',
};

/** `filter`: what the page of exceptions shows instead of this. `chosen`: the entry that asked for the one beside the list. */
export function MailList(props: {
  readonly filter: ReactNode;
  readonly chosen: string | null;
  readonly choose: (entry: string | null) => void;
}) {
  const { chosen, choose } = props;
  const { read, open, may } = useOffice();
  const say = useWords();
  const [show, setShow] = useState<MailShow>('failed');
  const [counts, setCounts] = useState<Mails['counts'] | null>(null);
  const question = useCallback(
    async (after: string | null) => {
      const query = new URLSearchParams({ show });
      if (after !== null) query.set('after', after);
      const answer = await read(`${headOfficePaths.mails}?${query}`, mailsSchema);
      if (answer.ok) setCounts(answer.value.counts);
      return answer;
    },
    [read, show],
  );
  const { rows, fault, more, refresh } = usePaged<MailRow>(question, pause, open);
  const retryAll = useAct(() => void refresh());
  const row = rows?.find((one) => one.entry === chosen);
  const shownFault = retryAll.fault ?? fault;
  const columns = useMailColumns(show);
  const done = (): void => {
    choose(null);
    void refresh();
  };
  return (
    <main className="desk">
      <div className="top plain-top">
        <div className="row">
          <h1>{say('exceptions:exceptions')}</h1>
          <div className="gap" />
          {may('exceptions') && (counts?.failed ?? 0) > 1 && (
            <Button
              className="key"
              isPending={retryAll.busy}
              onPress={() => void retryAll.act(headOfficePaths.retryMails, undefined)}
            >
              {say('mails:retryAll')}
            </Button>
          )}
        </div>
      </div>
      {shownFault !== null && <FaultNotice fault={shownFault} />}
      <div className={row === undefined ? 'list' : 'list with-panel'}>
        <div className="list-main">
          <div className="filters">
            {props.filter}
            <ChoiceFilter
              label={say('mails:show')}
              choices={mailShows.map((id) => ({
                id,
                name: say(`mails:${id}`),
                ...(counts === null ? {} : { count: counts[id] }),
              }))}
              value={show}
              change={setShow}
            />
          </div>
          {rows !== null && (
            <DataTable
              label={say('exceptions:mails')}
              columns={columns}
              rows={rows}
              keyOf={({ entry }) => entry}
              choose={({ entry }) => choose(entry === chosen ? null : entry)}
              chosen={chosen}
              none={say(none[show])}
              more={more}
            />
          )}
        </div>
        {row !== undefined && (
          <MailPanel key={row.entry} of={row} done={done} close={() => choose(null)} />
        )}
      </div>
    </main>
  );
}

function useMailColumns(show: MailShow): readonly Column<MailRow>[] {
  const say = useWords();
  const language = useLanguage();
  const time = (at: string | null) =>
    at !== null && <span className="num">{timeText(at, now(), language)}</span>;
  return [
    {
      id: 'receipt',
      name: say('mails:receipt'),
      cell: (row) => <span className="num">{row.receipt}</span>,
    },
    { id: 'address', name: say('mails:address'), cell: (row) => row.address },
    {
      id: 'reason',
      name: say('mails:reason'),
      spare: true,
      cell: ({ why, givenUp }) =>
        givenUp === null ? (
          <span className="clipped" lang="en">
            {why}
          </span>
        ) : (
          <span className="clipped">{givenUp.note}</span>
        ),
    },
    { id: 'register', name: say('mails:register'), spare: true, cell: (row) => row.registerName },
    {
      id: 'tries',
      name: say('mails:tries'),
      figure: true,
      cell: ({ tries }) => numberText(tries, language),
    },
    show === 'waiting'
      ? { id: 'next', name: say('mails:next'), cell: (row) => time(row.nextTry) }
      : { id: 'asked', name: say('mails:asked'), cell: (row) => time(row.askedAt) },
  ];
}

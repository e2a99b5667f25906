/** The journal: sales newest first, what is searched for, and one sale whole with what can be done with it. */
import { useEffect, useId, useMemo, useState } from 'react';
import type { JournalPage, JournalRow } from '../../shared/bridge/journal.ts';
import { isSearched, journalQuery, nothingTyped, type JournalTyped } from '../journal-filter.ts';
import { reachesState } from '../link.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useAnswerTo, useRegister, useView } from '../register.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { JournalFilter } from './journal-filter.tsx';
import { JournalRows } from './journal-rows.tsx';
import { Key, QuietKey } from './key.tsx';
import { useScanTaker } from './scanner.ts';
import { Slip } from './slip.tsx';
import { useSpeech } from './speech.tsx';

export function Journal() {
  const { link, revision } = useView('link', 'revision');
  const { close, open } = usePanel();
  const { t, currency } = useSpeech();
  const titleId = useId();
  const [typed, setTyped] = useState(nothingTyped);
  const [chosen, setChosen] = useState<JournalRow | null>(null);
  const query = useMemo(() => journalQuery(typed, currency, null), [typed, currency]);
  const answer = useAnswer<'journal'>(query, revision);
  const page = answer?.ok === true ? answer.value : null;
  const change = (next: JournalTyped) => {
    setTyped(next);
    setChosen(null);
  };
  useScanTaker((code) => change({ ...nothingTyped, scope: typed.scope, text: code }));
  const giveBack = () => {
    if (chosen !== null) open({ panel: 'return', line: null, receipt: chosen.receipt });
  };
  return (
    <Dialog
      className="window"
      titleId={titleId}
      keys={{ forward: giveBack, close }}
      title={
        <div className="title">
          <h1 id={titleId}>{t('journal.title')}</h1>
          {page?.scope === 'register' && typed.scope === 'store' ? (
            <span className={reachesState(link.state) ? 'chip' : 'chip lamp'}>
              {t(reachesState(link.state) ? 'journal.ownState' : 'journal.onlyRegister')}
            </span>
          ) : null}
          <div className="gap" />
          <QuietKey hint="Esc" onPress={close}>
            {t('sell.close')}
          </QuietKey>
        </div>
      }
    >
      <JournalFilter typed={typed} onChange={change} />
      <div className="journal">
        <Pages
          key={JSON.stringify(query)}
          page={page}
          typed={typed}
          chosen={chosen}
          onChoose={setChosen}
        />
        <Whole row={chosen} isEmpty={page?.rows.length === 0} onGiveBack={giveBack} />
      </div>
    </Dialog>
  );
}

/** The first page follows the register's picture; older ones stay as they were fetched. */
function Pages(props: {
  readonly page: JournalPage | null;
  readonly typed: JournalTyped;
  readonly chosen: JournalRow | null;
  readonly onChoose: (row: JournalRow) => void;
}) {
  const { page, typed } = props;
  const register = useRegister();
  const { t, currency } = useSpeech();
  const [older, setOlder] = useState<readonly JournalPage[]>([]);
  const next = (older.at(-1) ?? page)?.next ?? null;
  const fetchMore = async () => {
    const answer = await register.query<'journal'>(journalQuery(typed, currency, next));
    if (answer.ok) setOlder([...older, answer.value]);
  };
  if (page === null) return <div className="journalrows" />;
  return (
    <div className="journalrows">
      <JournalRows
        rows={[...page.rows, ...older.flatMap((one) => one.rows)]}
        isSearched={isSearched(typed)}
        chosen={props.chosen?.receipt ?? null}
        onChoose={props.onChoose}
      />
      {next === null ? null : (
        <Key className="small" onPress={() => void fetchMore()}>
          {t('journal.more')}
        </Key>
      )}
    </div>
  );
}

function Whole({
  row,
  isEmpty,
  onGiveBack,
}: {
  readonly row: JournalRow | null;
  /** Whether there is nothing to choose. */
  readonly isEmpty: boolean;
  readonly onGiveBack: () => void;
}) {
  const { t } = useSpeech();
  const { send } = useActs();
  const register = useRegister();
  const receipt = row?.receipt ?? null;
  const [asked, setAsked] = useState<string | null>(null);
  // A sale of another register is fetched before it can be shown.
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      if (receipt === null) return;
      await register.query<'sale'>({ query: 'sale', receipt });
      if (wanted) setAsked(receipt);
    };
    void ask();
    return () => {
      wanted = false;
    };
  }, [register, receipt]);
  const query = useMemo(
    () =>
      receipt !== null && asked === receipt ? { query: 'journalSale' as const, receipt } : null,
    [receipt, asked],
  );
  const answer = useAnswerTo<'journalSale'>(query);
  const whole = answer?.ok === true ? answer.value : null;
  if (receipt === null)
    return <p className="journalwhole none">{isEmpty ? null : t('journal.choose')}</p>;
  return (
    <div className="journalwhole">
      <div className="shiftslip">{whole?.paper ? <Slip paper={whole.paper} /> : null}</div>
      <div className="journalacts">
        <Key onPress={() => send({ command: 'reprint', receipt })}>
          <Icon name="printer" size={20} />
          {t('journal.reprint')}
        </Key>
        <Key onPress={() => send({ command: 'giftReceipt', receipt })}>
          <Icon name="gift" size={20} />
          {t('journal.gift')}
        </Key>
        <Key className="wide" hint="F12" waits={whole?.returnable === false} onPress={onGiveBack}>
          <Icon name="back" size={20} />
          {t('journal.giveBack')}
        </Key>
      </div>
    </div>
  );
}

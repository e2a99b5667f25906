/** Sales in a list: number, time, who, how it stands with head office, and the total. */
import type { JournalRow } from '../../shared/bridge/journal.ts';
import { timeText } from '../../shared/notation.ts';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

export function JournalRows(props: {
  readonly rows: readonly JournalRow[];
  readonly isSearched: boolean;
  readonly chosen: string | null;
  readonly onChoose: (row: JournalRow) => void;
}) {
  const { t } = useSpeech();
  if (props.rows.length === 0)
    return <p className="help">{t(props.isSearched ? 'journal.none' : 'journal.empty')}</p>;
  return (
    <ul className="picks">
      {props.rows.map((row) => (
        <li key={`${row.receipt} ${row.at}`}>
          <button
            type="button"
            className={row.receipt === props.chosen ? 'on' : ''}
            aria-pressed={row.receipt === props.chosen}
            onClick={() => props.onChoose(row)}
          >
            <Row row={row} />
          </button>
        </li>
      ))}
    </ul>
  );
}

const tones = {
  pending: 'lamp',
  sent: '',
  posted: 'ok',
  late: '',
  exception: 'stop',
} as const;

function Row({ row }: { readonly row: JournalRow }) {
  const { t, name, language } = useSpeech();
  const now = useNow(60_000);
  return (
    <>
      <span className="what">
        <b className="num">{row.receipt}</b>
        <small className="num">
          {timeText(row.at, now, language)} · {name(row.cashier)} ·{' '}
          {t('journal.items', { count: row.lines })}
          {row.kind === 'sale' ? '' : ` · ${t(`journal.${row.kind}`)}`}
        </small>
      </span>
      <span className="marks">
        {row.offline ? <span className="chip lamp">{t('journal.offline')}</span> : null}
        {row.state === null ? (
          <span className="chip">{row.registerName}</span>
        ) : (
          <span className={`chip ${tones[row.state]}`.trim()}>{t(`journal.${row.state}`)}</span>
        )}
      </span>
      <Money amount={row.total} className="sum" />
    </>
  );
}

/** Shifts in a list: what each is, how it stands with head office, and what can be done with it. */
import { useMemo } from 'react';
import type { ShiftRow, Shifts } from '../../shared/bridge/shift.ts';
import { timeText } from '../../shared/notation.ts';
import { usePanel } from '../panel.tsx';
import { useActs, useAnswer, useView } from '../register.ts';
import { Key } from './key.tsx';
import { Money } from './money.tsx';
import { useNow } from './now.ts';
import { useSpeech } from './speech.tsx';

/** The shifts of this register, asked again with every new picture; undefined before the first answer. */
export function useShifts(): Shifts | undefined {
  const { revision } = useView('revision');
  const query = useMemo(() => ({ query: 'shifts' as const }), []);
  const answer = useAnswer<'shifts'>(query, revision);
  return answer?.ok === true ? answer.value : undefined;
}

export function ShiftRows({
  rows,
  none,
}: {
  readonly rows: readonly ShiftRow[];
  readonly none: string;
}) {
  return rows.length === 0 ? (
    <p className="help">{none}</p>
  ) : (
    <ul className="shiftrows">
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

/** How a closed shift stands with head office. */
export function Finality({ row }: { readonly row: ShiftRow }) {
  const { t } = useSpeech();
  if (row.exception) return <span className="chip stop">{t('shift.exception')}</span>;
  return row.pending > 0 ? (
    <span className="chip lamp">{t('shift.provisional', { count: row.pending })}</span>
  ) : (
    <span className="chip ok">{t('shift.final')}</span>
  );
}

function Row({ row }: { readonly row: ShiftRow }) {
  const { open } = usePanel();
  const { send } = useActs();
  const { t, name, language } = useSpeech();
  const now = useNow(60_000);
  const facts = { time: timeText(row.changedAt, now, language), name: name(row.changedBy) };
  const state =
    row.state === 'suspended'
      ? t('shift.isSuspended', facts)
      : row.state === 'blindClosed'
        ? t('shift.isBlindClosed', facts)
        : row.state === 'closed'
          ? t('shift.isClosed', facts)
          : t('shift.since', facts);
  return (
    <li>
      <span className="what">
        <b className="num">{row.name}</b>
        <small className="num">{state}</small>
      </span>
      {row.state === 'closed' ? <Finality row={row} /> : null}
      <span className="sum">
        <Money amount={row.total} />
        <small className="num">{t('shift.sales', { count: row.sales })}</small>
      </span>
      {row.state === 'suspended' ? (
        <Key className="small" onPress={() => send({ command: 'resumeShift', shift: row.id })}>
          {t('shift.resume')}
        </Key>
      ) : row.state === 'blindClosed' ? (
        <Key className="small" onPress={() => open({ panel: 'countShift', shift: row.id })}>
          {t('shift.count')}
        </Key>
      ) : (
        <Key className="small" onPress={() => open({ panel: 'shiftReport', shift: row.id })}>
          Z
        </Key>
      )}
    </li>
  );
}

/** Sales that settled after their lock was gone: what each card gave, and what was missing. */
import { useCallback } from 'react';
import { moneyText, timeText } from '../../../../shared/notation.ts';
import { lateSalesSchema, type LateSales } from '../../../../shared/wire/exceptions.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { FaultNotice } from '../notice.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { usePaged } from '../parts/paged.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';

type Row = LateSales['rows'][number];
const pause = 10_000;

export function LateSaleList() {
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(
    (after: string | null) =>
      read(
        `${headOfficePaths.lateSales}${after === null ? '' : `?${new URLSearchParams({ after })}`}`,
        lateSalesSchema,
      ),
    [read],
  );
  const { rows, fault, more } = usePaged(question, pause, open);
  const each = (row: Row, amount: 'taken' | 'missing') =>
    row.amounts.map((one, index) => (
      <div key={index}>
        {row.currency === null ? '' : moneyText(one[amount], row.currency, language)}
      </div>
    ));
  const columns: readonly Column<Row>[] = [
    { id: 'receipt', name: say('exceptions:receipt'), cell: (row) => row.receipt },
    { id: 'register', name: say('exceptions:register'), cell: (row) => row.registerName },
    {
      id: 'when',
      name: say('exceptions:when'),
      cell: (row) => <span className="num">{timeText(row.at, now(), language)}</span>,
    },
    {
      id: 'card',
      name: say('exceptions:instrument'),
      cell: (row) => row.amounts.map((one, index) => <div key={index}>···· {one.last4}</div>),
    },
    {
      id: 'taken',
      name: say('exceptions:taken'),
      figure: true,
      cell: (row) => each(row, 'taken'),
    },
    {
      id: 'missing',
      name: say('exceptions:missing'),
      figure: true,
      cell: (row) => each(row, 'missing'),
    },
  ];
  return (
    <>
      {fault !== null && <FaultNotice fault={fault} />}
      <p className="say">{say('exceptions:lateText')}</p>
      {rows !== null && (
        <DataTable
          label={say('exceptions:lateSales')}
          columns={columns}
          rows={rows}
          keyOf={({ entry, register }) => `${register} ${entry}`}
          none={say('exceptions:noneLate')}
          more={more}
        />
      )}
    </>
  );
}

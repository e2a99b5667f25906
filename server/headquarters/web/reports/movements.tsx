/** What a period did to the liability, by kind and store; and that it leads from the opening to the closing balance. */
import { useCallback, useState } from 'react';
import { decimalText, minor, type Minor } from '../../../../shared/money.ts';
import { inLanguage, moneyText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { movementsSchema, type MovementReport } from '../../../../shared/wire/reports.ts';
import { useLanguage } from '../display.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { SelectFilter } from '../parts/filterbar.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { BarChart } from './chart.tsx';
import { PeriodFields, usePeriod, zoneOf } from './period.tsx';
import { Report, type ReportColumn } from './report.tsx';

type Row = MovementReport['rows'][number];
type Balance = MovementReport['balances'][number];
const moves = ['issued', 'added', 'redeemed', 'expired', 'adjusted'] as const;
const kinds = ['giftCard', 'creditMemo'] as const;
const pause = 60_000;

const changeOf = (row: Row): Minor => minor(moves.reduce((sum, move) => sum + row[move], 0));

/** Head office is a place as stores are. */
const placeOf = ({ store }: Row): string => store ?? 'office';

export function Movements() {
  const { read, open, currency } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const chosen = usePeriod();
  const { from, to } = chosen.period;
  const question = useCallback(
    () =>
      read(
        `${headOfficePaths.movementReport}?${new URLSearchParams({ from, to })}`,
        movementsSchema,
      ),
    [read, from, to],
  );
  const { value, fault } = usePolled(question, pause, open);
  const [where, setWhere] = useState('');
  const store = (row: Row): string =>
    row.storeName === null ? say('reports:headOffice') : inLanguage(row.storeName, language);
  const money = (name: string, amount: (row: Row) => Minor): Omit<ReportColumn<Row>, 'id'> => ({
    name,
    figure: true,
    cell: (row) => moneyText(amount(row), row.currency, language),
    raw: (row) => decimalText(amount(row), row.currency),
  });
  const columns: readonly ReportColumn<Row>[] = [
    {
      id: 'kind',
      name: say('reports:kind'),
      cell: ({ kind }) => say(`reports:${kind}`),
      raw: ({ kind }) => say(`reports:${kind}`),
    },
    { id: 'store', name: say('reports:store'), cell: store, raw: store },
    { id: 'timeZone', name: say('reports:timeZone'), cell: zoneOf, raw: zoneOf },
    {
      id: 'currency',
      name: say('reports:currency'),
      cell: (row) => row.currency,
      raw: (row) => row.currency,
    },
    ...moves.map((move) => ({ id: move, ...money(say(`reports:${move}`), (row) => row[move]) })),
    { id: 'change', ...money(say('reports:change'), changeOf) },
  ];
  const title = say('reports:movements');
  const rows = value?.rows.filter((row) => where === '' || placeOf(row) === where) ?? null;
  const own = (rows ?? []).filter((row) => row.currency === currency);
  const places = new Map((value?.rows ?? []).map((row) => [placeOf(row), store(row)]));
  return (
    <Report
      title={title}
      text={say('reports:twoSentences', {
        first: say('reports:movementsText'),
        second: say('reports:days'),
      })}
      choices={
        <>
          <PeriodFields of={chosen} />
          <SelectFilter
            label={say('reports:store')}
            all={say('reports:everywhere')}
            choices={[...places].map(([id, name]) => ({ id, name }))}
            value={where}
            change={setWhere}
          />
        </>
      }
      chart={
        own.length > 0 && (
          <BarChart
            title={`${title}, ${currency}`}
            labels={moves.map((move) => say(`reports:${move}`))}
            series={kinds.map((kind) => ({
              name: say(`reports:${kind}`),
              values: moves.map((move) =>
                own.reduce((sum, row) => sum + (row.kind === kind ? row[move] : 0), 0),
              ),
            }))}
            text={(amount) => moneyText(minor(Math.round(amount)), currency, language)}
          />
        )
      }
      columns={columns}
      rows={rows}
      keyOf={(row) => `${row.kind} ${row.currency} ${row.store ?? ''}`}
      none={say('reports:none')}
      fault={fault}
      more={value !== null && <Balances of={value.balances} />}
    />
  );
}

function Balances(props: { readonly of: readonly Balance[] }) {
  const say = useWords();
  const language = useLanguage();
  const columns: readonly Column<Balance>[] = [
    { id: 'kind', name: say('reports:kind'), cell: ({ kind }) => say(`reports:${kind}`) },
    { id: 'currency', name: say('reports:currency'), cell: (row) => row.currency },
    {
      id: 'opening',
      name: say('reports:opening'),
      figure: true,
      cell: (row) => moneyText(row.opening, row.currency, language),
    },
    {
      id: 'closing',
      name: say('reports:closing'),
      figure: true,
      cell: (row) => <strong>{moneyText(row.closing, row.currency, language)}</strong>,
    },
  ];
  return (
    <DataTable
      label={`${say('reports:opening')}, ${say('reports:closing')}`}
      columns={columns}
      rows={props.of}
      keyOf={(row) => `${row.kind} ${row.currency}`}
    />
  );
}

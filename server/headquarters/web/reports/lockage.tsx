/** How long locks have been there, and the oldest of them with their holders. */
import { useCallback } from 'react';
import { decimalText } from '../../../../shared/money.ts';
import { inLanguage, moneyText, timeText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  lockAges,
  lockAgeSchema,
  type LockAge,
  type LockAgeReport,
} from '../../../../shared/wire/reports.ts';
import { now } from '../clock.ts';
import { useLanguage } from '../display.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { usePolled } from '../poll.ts';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { numberText } from '../text/format.ts';
import { useWords, type Word } from '../text/language.ts';
import { BarChart } from './chart.tsx';
import { Report, type ReportColumn } from './report.tsx';

type Row = LockAgeReport['rows'][number];
type Old = LockAgeReport['oldest'][number];
const kinds = ['giftCard', 'creditMemo'] as const;
const pause = 15_000;
const ageWords: Readonly<Record<LockAge, Word>> = {
  hour: 'reports:hour',
  day: 'reports:daily',
  week: 'reports:week',
  longer: 'reports:longer',
};

export function LockAges() {
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const question = useCallback(() => read(headOfficePaths.lockAgeReport, lockAgeSchema), [read]);
  const { value, fault } = usePolled(question, pause, open);
  const columns: readonly ReportColumn<Row>[] = [
    {
      id: 'age',
      name: say('reports:age'),
      cell: ({ age }) => say(ageWords[age]),
      raw: ({ age }) => say(ageWords[age]),
    },
    {
      id: 'kind',
      name: say('reports:kind'),
      cell: ({ kind }) => say(`reports:${kind}`),
      raw: ({ kind }) => say(`reports:${kind}`),
    },
    {
      id: 'currency',
      name: say('reports:currency'),
      cell: (row) => row.currency,
      raw: (row) => row.currency,
    },
    {
      id: 'count',
      name: say('reports:locks'),
      figure: true,
      cell: ({ count }) => numberText(count, language),
      raw: ({ count }) => count,
    },
    {
      id: 'amount',
      name: say('reports:amount'),
      figure: true,
      cell: ({ amount, currency }) => moneyText(amount, currency, language),
      raw: ({ amount, currency }) => decimalText(amount, currency),
    },
  ];
  const rows = value?.rows ?? null;
  return (
    <Report
      title={say('reports:lockAge')}
      {...(value === null
        ? {}
        : { text: say('reports:lockText', { time: timeText(value.at, now(), language) }) })}
      chart={
        <BarChart
          title={say('reports:lockAge')}
          labels={lockAges.map((age) => say(ageWords[age]))}
          series={kinds.map((kind) => ({
            name: say(`reports:${kind}`),
            values: lockAges.map((age) =>
              (rows ?? []).reduce(
                (sum, row) => sum + (row.age === age && row.kind === kind ? row.count : 0),
                0,
              ),
            ),
          }))}
          text={(count) => numberText(count, language)}
        />
      }
      columns={columns}
      rows={rows}
      keyOf={(row) => `${row.age} ${row.kind} ${row.currency}`}
      none={say('reports:noLocks')}
      fault={fault}
      more={value !== null && value.oldest.length > 0 && <Oldest of={value.oldest} />}
    />
  );
}

function Oldest(props: { readonly of: readonly Old[] }) {
  const say = useWords();
  const language = useLanguage();
  const page = { giftCard: 'giftCards', creditMemo: 'creditMemos' } as const;
  const columns: readonly Column<Old>[] = [
    {
      id: 'card',
      name: say('reports:card'),
      cell: ({ key, kind, last4 }) => (
        <a className="num" href={addressOf(page[kind], key)}>
          ···· {last4}
        </a>
      ),
    },
    {
      id: 'since',
      name: say('reports:since'),
      cell: ({ since }) => <span className="num">{timeText(since, now(), language)}</span>,
    },
    { id: 'store', name: say('reports:store'), cell: (row) => inLanguage(row.storeName, language) },
    { id: 'register', name: say('reports:register'), cell: (row) => row.registerName },
    {
      id: 'sale',
      name: say('reports:sale'),
      cell: (row) => <span className="num">{row.sale}</span>,
    },
    {
      id: 'amount',
      name: say('reports:amount'),
      figure: true,
      cell: ({ balance, currency }) => moneyText(balance, currency, language),
    },
  ];
  return (
    <>
      <h2>{say('reports:oldest')}</h2>
      <DataTable
        label={say('reports:oldest')}
        columns={columns}
        rows={props.of}
        keyOf={({ key }) => key}
      />
    </>
  );
}

/** What is owed to the holders of cards and memos, at any instant, and how it came there. */
import { useCallback, useState } from 'react';
import { decimalText, minor } from '../../../../shared/money.ts';
import { moneyText } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { liabilitySchema, type LiabilityReport } from '../../../../shared/wire/reports.ts';
import { useLanguage } from '../display.tsx';
import { DayField } from '../parts/dayfield.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { LineChart } from './chart.tsx';
import { Report, type ReportColumn } from './report.tsx';

type Row = LiabilityReport['rows'][number];
const pause = 60_000;

export function Liability() {
  const { read, open, currency } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? `${typed}:59.999Z` : null;
  const question = useCallback(
    () =>
      read(
        `${headOfficePaths.liabilityReport}${at === null ? '' : `?${new URLSearchParams({ at })}`}`,
        liabilitySchema,
      ),
    [read, at],
  );
  const { value, fault } = usePolled(question, pause, open);
  const columns: readonly ReportColumn<Row>[] = [
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
      id: 'amount',
      name: say('reports:owed'),
      figure: true,
      cell: (row) => <strong>{moneyText(row.amount, row.currency, language)}</strong>,
      raw: (row) => decimalText(row.amount, row.currency),
    },
  ];
  const shown = value?.rows.find((row) => row.currency === currency)?.currency;
  const charted = shown ?? value?.rows[0]?.currency ?? currency;
  const own = (value?.days ?? []).filter((day) => day.currency === charted);
  const kinds = (['giftCard', 'creditMemo'] as const).filter((kind) =>
    own.some((day) => day.kind === kind),
  );
  const days = [...new Set(own.map(({ day }) => day))].toSorted();
  const title = say('reports:liability');
  return (
    <Report
      title={title}
      {...(value === null
        ? {}
        : {
            text: say('reports:twoSentences', {
              first: say('reports:owedText', { time: value.at.slice(0, 16).replace('T', ' ') }),
              second: say('reports:days'),
            }),
          })}
      choices={<DayField label={say('reports:at')} value={typed} change={setTyped} time />}
      chart={
        <LineChart
          title={`${title}, ${charted}`}
          labels={days.map((day) => day.slice(5))}
          series={kinds.map((kind) => ({
            name: say(`reports:${kind}`),
            values: days.map(
              (day) => own.find((one) => one.day === day && one.kind === kind)?.amount ?? 0,
            ),
          }))}
          text={(amount) => moneyText(minor(Math.round(amount)), charted, language)}
        />
      }
      columns={columns}
      rows={value?.rows ?? null}
      keyOf={(row) => `${row.kind} ${row.currency}`}
      none={say('reports:none')}
      fault={fault}
    />
  );
}

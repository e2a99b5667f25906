/** How many sales were completed without the real-time service, by day, store or register. */
import { useCallback, useState } from 'react';
import type { Language } from '../../../../shared/identity.ts';
import { inLanguage } from '../../../../shared/notation.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  offlineShareSchema,
  shareBy,
  type OfflineShareReport,
} from '../../../../shared/wire/reports.ts';
import { useLanguage } from '../display.tsx';
import { ChoiceFilter } from '../parts/filterbar.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { numberText } from '../text/format.ts';
import { useWords } from '../text/language.ts';
import { BarChart } from './chart.tsx';
import { PeriodFields, usePeriod, zoneOf } from './period.tsx';
import { Report, type ReportColumn } from './report.tsx';

type Row = OfflineShareReport['rows'][number];
type By = (typeof shareBy)[number];
const pause = 60_000;

const share = ({ sales, offline }: Row): number => (sales === 0 ? 0 : offline / sales);
const percentText = (part: number, language: Language): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(part);

export function OfflineShare() {
  const { read, open } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const chosen = usePeriod();
  const [by, setBy] = useState<By>('day');
  const { from, to } = chosen.period;
  const question = useCallback(
    () =>
      read(
        `${headOfficePaths.offlineShareReport}?${new URLSearchParams({ from, to, by })}`,
        offlineShareSchema,
      ),
    [read, from, to, by],
  );
  const { value, fault } = usePolled(question, pause, open);
  const store = (row: Row): string =>
    row.storeName === null ? (row.store ?? '') : inLanguage(row.storeName, language);
  const register = (row: Row): string => row.registerName ?? row.register ?? '';
  const text = (name: string, told: (row: Row) => string): Omit<ReportColumn<Row>, 'id'> => ({
    name,
    cell: told,
    raw: told,
  });
  const zone = { id: 'timeZone', ...text(say('reports:timeZone'), zoneOf) };
  const named: Readonly<Record<By, readonly ReportColumn<Row>[]>> = {
    day: [{ id: 'day', ...text(say('reports:day'), (row) => row.day ?? '') }],
    store: [{ id: 'store', ...text(say('reports:store'), store) }, zone],
    register: [
      { id: 'register', ...text(say('reports:register'), register) },
      { id: 'store', ...text(say('reports:store'), store) },
      zone,
    ],
  };
  const columns: readonly ReportColumn<Row>[] = [
    ...named[by],
    {
      id: 'sales',
      name: say('reports:sales'),
      figure: true,
      cell: ({ sales }) => numberText(sales, language),
      raw: ({ sales }) => sales,
    },
    {
      id: 'offline',
      name: say('reports:offline'),
      figure: true,
      cell: ({ offline }) => numberText(offline, language),
      raw: ({ offline }) => offline,
    },
    {
      id: 'share',
      name: say('reports:share'),
      figure: true,
      cell: (row) => <strong>{percentText(share(row), language)}</strong>,
      raw: (row) => (share(row) * 100).toFixed(2),
    },
  ];
  const nameOf = (row: Row): string =>
    by === 'day' ? (row.day ?? '').slice(5) : by === 'store' ? store(row) : register(row);
  const rows = value?.rows.filter((row) => isOf(row, by)) ?? null;
  return (
    <Report
      title={say('reports:offlineShare')}
      text={say('reports:twoSentences', {
        first: say('reports:shareText'),
        second: say('reports:days'),
      })}
      choices={
        <>
          <PeriodFields of={chosen} />
          <ChoiceFilter
            label={say('reports:by')}
            choices={shareBy.map((id) => ({ id, name: say(`reports:${id}`) }))}
            value={by}
            change={setBy}
          />
        </>
      }
      chart={
        <BarChart
          title={say('reports:offlineShare')}
          labels={(rows ?? []).map(nameOf)}
          series={[
            {
              name: say('reports:share'),
              values: (rows ?? []).map((row) => Math.round(share(row) * 1000)),
            },
          ]}
          text={(part) => percentText(part / 1000, language)}
        />
      }
      columns={columns}
      rows={rows}
      keyOf={(row) => `${row.day} ${row.store} ${row.register}`}
      none={say('reports:none')}
      fault={fault}
    />
  );
}

/** An answer to the question before is not shown under the names of this one. */
const isOf = (row: Row, by: By): boolean =>
  by === 'day'
    ? row.day !== null
    : by === 'store'
      ? row.register === null && row.store !== null
      : row.register !== null;

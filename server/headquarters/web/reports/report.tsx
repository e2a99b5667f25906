/** What every report is made of: its choices, a sentence, the chart, the table, and the same figures as a file. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import { saveCsv, type Sheet } from '../csv.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { DataTable, type Column } from '../parts/datatable.tsx';
import { useWords } from '../text/language.ts';

/** `raw`: the same as `cell`, for the file: plain decimals, ISO 8601. */
export type ReportColumn<Row> = Column<Row> & { readonly raw: (row: Row) => string | number };

export function Report<Row>(props: {
  readonly title: string;
  readonly text?: string;
  readonly choices?: ReactNode;
  readonly chart: ReactNode;
  readonly columns: readonly ReportColumn<Row>[];
  readonly rows: readonly Row[] | null;
  readonly keyOf: (row: Row) => string;
  readonly none: string;
  readonly fault: Fault | null;
  /** Another table under it. */
  readonly more?: ReactNode;
}) {
  const { title, columns, rows } = props;
  const say = useWords();
  const sheet = (): Sheet => ({
    head: columns.map(({ name }) => name),
    rows: (rows ?? []).map((row) => columns.map(({ raw }) => raw(row))),
  });
  return (
    <section className="report" aria-label={title}>
      <div className="filters report-head">
        {props.choices}
        <div className="gap" />
        <Button
          className="key"
          isDisabled={rows === null || rows.length === 0}
          onPress={() => saveCsv(title, sheet())}
        >
          <Icon of="out" size={18} />
          {say('reports:csv')}
        </Button>
      </div>
      {props.fault !== null && <FaultNotice fault={props.fault} />}
      {props.text !== undefined && <p className="say">{props.text}</p>}
      {rows !== null && rows.length > 0 && props.chart}
      {rows !== null && (
        <DataTable
          label={title}
          columns={columns}
          rows={rows}
          keyOf={props.keyOf}
          none={props.none}
        />
      )}
      {props.more}
    </section>
  );
}

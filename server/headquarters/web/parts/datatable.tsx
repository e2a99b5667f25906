/** A table of rows in a sheet: the first column opens a row, and more rows come when they are asked for. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../text/language.ts';

export type Column<Row> = {
  readonly id: string;
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the right, digit under digit. */
  readonly figure?: boolean;
  /** Left out where a panel stands beside the table. */
  readonly spare?: boolean;
};

export function DataTable<Row>(props: {
  /** Names the table to those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Makes the first column a button. */
  readonly choose?: (row: Row) => void;
  readonly chosen?: string | null;
  /** What stands there when there are no rows. */
  readonly none?: string;
  readonly more?: (() => Promise<void>) | null;
}) {
  const { columns, rows, keyOf, choose, chosen = null } = props;
  const say = useWords();
  const [first, ...others] = columns;
  const classOf = (column: Column<Row>): string =>
    [column.figure ? 'r num' : '', column.spare ? 'more' : ''].join(' ').trim();
  return (
    <div className="book">
      <table aria-label={props.label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr key={key} className={key === chosen ? 'on' : undefined}>
                {first !== undefined && (
                  <th scope="row" className={classOf(first)}>
                    {choose === undefined ? (
                      first.cell(row)
                    ) : (
                      <Button
                        className="number"
                        aria-expanded={key === chosen}
                        onPress={() => choose(row)}
                      >
                        {first.cell(row)}
                      </Button>
                    )}
                  </th>
                )}
                {others.map((column) => (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p className="none">{props.none ?? say('parts:none')}</p>}
      {props.more && (
        <Button className="key plain load-more" onPress={() => void props.more?.()}>
          {say('parts:more')}
        </Button>
      )}
    </div>
  );
}

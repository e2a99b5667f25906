/** Reading the cells of one row of an imported file: each reader answers its value, or notes what is wrong and answers undefined. */
import type { Currency, Minor } from '../../../shared/money.ts';
import { parseDecimal } from '../../../shared/money.ts';
import { isTimeZone } from '../../../shared/timezone.ts';
import type { ImportFlaw, ImportFlawKind } from '../../../shared/wire/masters.ts';
import { currency as currencySchema, id as idSchema } from '../../../shared/wire/parts.ts';

/** A row of the file by column; `row` is its line in the table, the heading being 1. */
export type Cells = { readonly row: number; readonly cells: Readonly<Record<string, string>> };

const shown = 60;

export type Reader = {
  readonly flaws: readonly ImportFlaw[];
  /** Whether the file has the column. */
  readonly has: (column: string) => boolean;
  readonly flaw: (column: string, why: ImportFlawKind) => undefined;
  readonly text: (column: string, most?: number) => string | undefined;
  /** Empty is null. */
  readonly optional: (column: string, most?: number) => string | null | undefined;
  readonly id: (column: string) => string | undefined;
  readonly choice: <One extends string>(column: string, choices: readonly One[]) => One | undefined;
  /** Yes, no, 1, 0, true, false, 是, 否; empty is the value given. */
  readonly yesNo: (column: string, otherwise: boolean) => boolean | undefined;
  readonly money: (column: string, currency: Currency) => Minor | undefined;
  /** Empty is null. */
  readonly optionalMoney: (column: string, currency: Currency) => Minor | null | undefined;
  readonly whole: (column: string, most: number) => number | null | undefined;
  /** A percentage in thousandths of a percent. */
  readonly percent: (column: string) => number | undefined;
  /** An IANA name; empty is undefined. */
  readonly timeZone: (column: string) => string | undefined;
  readonly currency: (column: string) => Currency | undefined;
};

const yes = new Set(['yes', 'y', '1', 'true', '是']);
const no = new Set(['no', 'n', '0', 'false', '否']);

export function readCells({ row, cells }: Cells): Reader {
  const flaws: ImportFlaw[] = [];
  const raw = (column: string): string => (cells[column] ?? '').normalize('NFC').trim();
  const flaw = (column: string, why: ImportFlawKind): undefined => {
    flaws.push({ row, column, why, value: raw(column).slice(0, shown) });
  };
  const text = (column: string, most = 200): string | undefined => {
    const value = raw(column);
    if (value === '') return flaw(column, 'empty');
    return value.length > most ? flaw(column, 'tooLong') : value;
  };
  const money = (column: string, currency: Currency): Minor | undefined => {
    const value = raw(column);
    if (value === '') return flaw(column, 'empty');
    const amount = parseDecimal(value, currency);
    return amount === undefined || amount < 0 ? flaw(column, 'price') : amount;
  };
  return {
    flaws,
    has: (column) => column in cells,
    flaw,
    text,
    optional: (column, most = 200) => {
      const value = raw(column);
      return value === '' ? null : value.length > most ? flaw(column, 'tooLong') : value;
    },
    id: (column) => {
      const value = text(column, 64);
      if (value === undefined) return undefined;
      return idSchema.safeParse(value).success ? value : flaw(column, 'id');
    },
    choice: (column, choices) => {
      const value = raw(column);
      if (value === '') return flaw(column, 'empty');
      return (
        choices.find((one) => one.toLowerCase() === value.toLowerCase()) ?? flaw(column, 'choice')
      );
    },
    yesNo: (column, otherwise) => {
      const value = raw(column).toLowerCase();
      if (value === '') return otherwise;
      return yes.has(value) ? true : no.has(value) ? false : flaw(column, 'yesNo');
    },
    money,
    optionalMoney: (column, currency) => (raw(column) === '' ? null : money(column, currency)),
    whole: (column, most) => {
      const value = raw(column);
      if (value === '') return null;
      const number = /^\d{1,9}$/.test(value) ? Number(value) : most + 1;
      return number > most ? flaw(column, 'number') : number;
    },
    percent: (column) => {
      const value = raw(column).replace(/%$/, '').trim();
      if (value === '') return flaw(column, 'empty');
      const percent = /^\d{1,3}(\.\d{1,3})?$/.test(value) ? Number(value) : Number.NaN;
      return percent <= 1000 ? Math.round(percent * 1000) : flaw(column, 'number');
    },
    timeZone: (column) => {
      const value = raw(column);
      if (value === '') return undefined;
      return isTimeZone(value) ? value : flaw(column, 'timeZone');
    },
    currency: (column) => {
      const value = raw(column).toUpperCase();
      return currencySchema.safeParse(value).success ? value : flaw(column, 'currency');
    },
  };
}

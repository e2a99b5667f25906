/** Laying a paper out in columns: what takes how many, and where rows break. */
import { isWide } from '../../shared/roll.ts';

const charactersOf = (text: string): string[] => Array.from(text);

/** How many columns a text takes. */
export const widthOf = (text: string): number =>
  charactersOf(text).reduce((width, character) => width + (isWide(character) ? 2 : 1), 0);

/** Breaks text into rows that fit: at blanks where there are some, anywhere otherwise. */
export function rows(text: string, columns: number): string[] {
  const found: string[] = [];
  let row = '';
  for (const piece of text.match(/\S+\s*|\s+/gu) ?? []) {
    for (const part of widthOf(piece) > columns ? charactersOf(piece) : [piece]) {
      if (row !== '' && widthOf((row + part).trimEnd()) > columns) {
        found.push(row.trimEnd());
        row = '';
      }
      row += part;
    }
  }
  return [...found, row.trimEnd()];
}

export const centred = (text: string, columns: number): string[] =>
  rows(text, columns).map((row) => ' '.repeat(Math.floor((columns - widthOf(row)) / 2)) + row);

/** Left and right in one row where both fit, else in two: no amount is ever cut. */
export function paired(left: string, right: string, columns: number): string[] {
  const blank = columns - widthOf(left) - widthOf(right);
  if (blank >= (left && right ? 1 : 0)) return [(left + ' '.repeat(blank) + right).trimEnd()];
  return [...rows(left, columns), right.padStart(columns - widthOf(right) + right.length)];
}

export function boxed(title: string, text: string, columns: number): string[] {
  const edge = `+${'-'.repeat(columns - 2)}+`;
  const inner = [title, text].flatMap((part) => centred(part, columns - 4));
  return [edge, ...inner.map((row) => `| ${row}${' '.repeat(columns - 4 - widthOf(row))} |`), edge];
}

/** What would command a printer, begin a row of its own or turn the reading direction, in a product's name for instance. */
const control = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A row as it may go to a printer. */
export const printable = (row: string): string => row.replaceAll(control, ' ');

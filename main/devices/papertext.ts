/** A paper as monospaced text, for a spool folder or a plain line printer. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';

/** Columns of an 80 mm receipt printer in its normal type. */
const paperColumns = 42;

/** East Asian characters take two columns. */
const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );

const charactersOf = (text: string): string[] => Array.from(text);

const widthOf = (text: string): number =>
  charactersOf(text).reduce((width, character) => width + (isWide(character) ? 2 : 1), 0);

/** Breaks text into rows that fit: at blanks where there are some, anywhere otherwise. */
function rows(text: string, columns: number): string[] {
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

const centred = (text: string, columns: number): string[] =>
  rows(text, columns).map((row) => ' '.repeat(Math.floor((columns - widthOf(row)) / 2)) + row);

/** Left and right in one row where both fit, else in two: no amount is ever cut. */
function paired(left: string, right: string, columns: number): string[] {
  const blank = columns - widthOf(left) - widthOf(right);
  if (blank >= (left && right ? 1 : 0)) return [(left + ' '.repeat(blank) + right).trimEnd()];
  return [...rows(left, columns), right.padStart(columns - widthOf(right) + right.length)];
}

function boxed(title: string, text: string, columns: number): string[] {
  const edge = `+${'-'.repeat(columns - 2)}+`;
  const inner = [title, text].flatMap((part) => centred(part, columns - 4));
  return [edge, ...inner.map((row) => `| ${row}${' '.repeat(columns - 4 - widthOf(row))} |`), edge];
}

function partRows(part: ReceiptText, columns: number): string[] {
  switch (part.part) {
    case 'title':
    case 'centre':
      return centred(part.text, columns);
    case 'pair':
      return paired(part.left, part.right, columns);
    case 'text':
      return rows(part.text, columns);
    case 'value':
      return [...centred(part.label, columns), ...centred(part.value, columns)];
    case 'rule':
      return ['-'.repeat(columns)];
    case 'box':
      return boxed(part.title, part.text, columns);
    case 'barcode':
      return [
        ...centred(`||| ${part.value} |||`, columns),
        ...(part.caption === null ? [] : centred(part.caption, columns)),
      ];
  }
}

/** What would command a printer, begin a row of its own or turn the reading direction, in a product's name for instance. */
const control = /[\p{Cc}\p{Bidi_Control}]/gu;

/** The paper as rows of at most `columns`, each ended by a line feed. A barcode stands as its digits between bars. */
export const paperText = (paper: Paper, columns = paperColumns): string =>
  paper.parts
    .flatMap((part) => partRows(part, columns))
    .map((row) => `${row.replaceAll(control, ' ')}\n`)
    .join('');

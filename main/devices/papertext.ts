/** A paper as monospaced text, for a spool folder or a plain line printer. */
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import { boxed, centred, paired, printable, rows } from './columns.ts';

/** Columns of an 80 mm receipt printer in its normal type. */
const paperColumns = 42;

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

/** The paper as rows of at most `columns`, each ended by a line feed. A barcode stands as its digits between bars. */
export const paperText = (paper: Paper, columns = paperColumns): string =>
  paper.parts
    .flatMap((part) => partRows(part, columns))
    .map((row) => `${printable(row)}\n`)
    .join('');

/** A table as a file that spreadsheets open: RFC 4180, UTF-8 with its mark, and no cell that a spreadsheet would take for a formula. */
export type Sheet = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
};

/** What spreadsheets reckon begins with one of these, or hides one behind a tab or a line end (OWASP, CSV injection). */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

function cell(value: string | number): string {
  const text = String(value);
  const safe = formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole file, from its mark to its last line end. */
export const csvText = ({ head, rows }: Sheet): string =>
  `\uFEFF${[head, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** Hands the sheet to the browser as a file with this name. */
export function saveCsv(name: string, sheet: Sheet): void {
  const file = URL.createObjectURL(new Blob([csvText(sheet)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = file;
  link.download = `${name}.csv`;
  link.click();
  // The browser has begun to read it by the next turn.
  setTimeout(() => URL.revokeObjectURL(file), 0);
}

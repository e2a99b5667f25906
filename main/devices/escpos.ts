/** A paper as ESC/POS bytes: Latin text in the printer's code pages, Chinese in its GB18030 or drawn, barcodes by the printer itself. */
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { assert } from '../../shared/fault.ts';
import type { Paper, ReceiptText } from '../../shared/receipt.ts';
import { boxed, centred, paired, printable, rows } from './columns.ts';
import { gbkBytes } from './gbk.ts';
import type { RollRow } from '../../shared/roll.ts';
import { dotsOfColumn, rasterBytes, type Bitmap } from './raster.ts';

export type PaperStyle = {
  /** Columns in the printer's normal type: 32 for 58 mm, 42 or 48 for 80 mm. */
  readonly columns: number;
  /** Whether the printer knows GB18030; `raster`: rows with Chinese are drawn for it; otherwise they print with question marks. */
  readonly chinese: boolean | 'raster';
  readonly cut: boolean;
};

type Type = RollRow['type'];
type Row = RollRow;
type Piece = Row | { readonly barcode: string };

const plain: Type = {};
const set = (texts: readonly string[], type: Type = plain): Row[] =>
  texts.map((text) => ({ text, type }));

function pieces(part: ReceiptText, columns: number): Piece[] {
  const half = Math.floor(columns / 2);
  switch (part.part) {
    case 'title':
      return set(centred(part.text, half), { bold: true, wide: 2, high: 2 });
    case 'centre':
      return set(centred(part.text, columns), { bold: part.strong === true });
    case 'pair':
      return set(paired(part.left, part.right, columns), {
        bold: part.strong === true,
        high: part.large === true ? 2 : 1,
      });
    case 'text':
      return set(rows(part.text, columns));
    case 'value':
      return [
        ...set(centred(part.label, columns)),
        ...set(centred(part.value, half), { bold: true, wide: 2, high: 2 }),
      ];
    case 'rule':
      return set(['-'.repeat(columns)]);
    case 'box':
      return set(boxed(part.title, part.text, columns), { bold: true });
    case 'barcode':
      return [
        { barcode: part.value },
        ...(part.caption === null ? [] : set(centred(part.caption, columns))),
      ];
  }
}

/** Text in signs that a printer has, each as wide as it is reckoned. */
function spelled(text: string, asChinese: boolean): string {
  const common = text.replaceAll('\u2212', '-').replaceAll(/[\u00a0\u2009\u202f]/g, ' ');
  if (!asChinese) return common;
  return common
    .replaceAll(/\u00b7{2,}/g, (run) => '*'.repeat(run.length))
    .replaceAll(/[\u00b7\u2013\u2014]/g, '-')
    .replaceAll('\u2022', '*')
    .replaceAll('\u00d7', 'x')
    .replaceAll('\u00a5', '\uffe5')
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"')
    .replaceAll(/[\u00c0-\u024f]/g, (letter) => letter.normalize('NFD').charAt(0));
}

/** The part with all its texts spelled so; what a barcode says stays. */
function spelledPart(part: ReceiptText, asChinese: boolean): ReceiptText {
  const say = (text: string): string => printable(spelled(text, asChinese));
  switch (part.part) {
    case 'title':
    case 'centre':
    case 'text':
      return { ...part, text: say(part.text) };
    case 'pair':
      return { ...part, left: say(part.left), right: say(part.right) };
    case 'value':
      return { ...part, label: say(part.label), value: say(part.value) };
    case 'box':
      return { ...part, title: say(part.title), text: say(part.text) };
    case 'barcode':
      return { ...part, caption: part.caption === null ? null : say(part.caption) };
    case 'rule':
      return part;
  }
}

const hasHan = (text: string): boolean => /[\u2e80-\uffef]/.test(text);

const esc = 0x1b;
const gs = 0x1d;
const fs = 0x1c;
/** Starts afresh: whatever another program left set is undone. */
const start = [esc, 0x40];
/** Asks for the paper sensor once everything before it has been printed. */
const printed = [gs, 0x72, 1];

/** A row with Chinese: the two-byte mode is on for this row alone, so that code pages keep their meaning elsewhere. */
function chineseRow({ text, type }: Row): number[] {
  const size = ((type.wide ?? 1) - 1) * 0x10 + ((type.high ?? 1) - 1);
  return [
    ...[gs, 0x21, size],
    ...[esc, 0x45, type.bold === true ? 1 : 0],
    ...[fs, 0x26],
    ...gbkBytes(text),
    ...[fs, 0x2e, 0x0a],
    ...[gs, 0x21, 0, esc, 0x45, 0],
  ];
}

/** Code 128 as the printer wants it: digits in pairs by set C, which takes half the room, all else by set B. */
function code128(value: string): { readonly data: readonly number[]; readonly symbols: number } {
  const set = (name: string): number[] => [0x7b, name.charCodeAt(0)];
  const text = (part: string): number[] => Array.from(part, (sign) => sign.charCodeAt(0));
  if (!/^\d{4,}$/.test(value))
    return { data: [...set('B'), ...text(value)], symbols: value.length };
  const odd = value.length % 2;
  const pairs = (value.slice(odd).match(/../g) ?? []).map(Number);
  const first = odd === 1 ? [...set('B'), ...text(value.slice(0, 1))] : [];
  return { data: [...first, ...set('C'), ...pairs], symbols: pairs.length + odd * 2 };
}

/** A barcode in the middle, as wide as the paper allows; a column is twelve dots, a symbol eleven bars, and quiet room stays beside it. */
function barcodeBytes(value: string, columns: number): number[] {
  const { data, symbols } = code128(value);
  const width = Math.max(
    1,
    Math.min(3, Math.floor((columns * dotsOfColumn) / (symbols * 11 + 55))),
  );
  return [
    ...[esc, 0x61, 1, gs, 0x68, 64, gs, 0x77, width, gs, 0x48, 0],
    ...[gs, 0x6b, 73, data.length, ...data],
    ...[0x0a, esc, 0x61, 0],
  ];
}

/** The drawer's pulse, through the printer that it hangs on. */
export const drawerBytes = (): Uint8Array =>
  Uint8Array.from(new ReceiptPrinterEncoder({ language: 'esc-pos' }).pulse().encode());

const piecesOf = (paper: Paper, style: PaperStyle): Piece[] =>
  paper.parts.flatMap((part) =>
    pieces(spelledPart(part, style.chinese === true && paper.language === 'zh-CN'), style.columns),
  );

const isDrawn = (row: Row, style: PaperStyle): boolean =>
  style.chinese === 'raster' && hasHan(row.text);

/** The rows that must be drawn for this printer, in their order; none for one that has the signs itself. */
export const rowsToDraw = (paper: Paper, style: PaperStyle): RollRow[] =>
  piecesOf(paper, style).filter(
    (piece): piece is Row => !('barcode' in piece) && isDrawn(piece, style),
  );

/**
 * The whole paper: its rows, its barcodes, a cut, and the question whether it has been printed. `drawn`: the pictures of `rowsToDraw`, one for
 * each.
 */
export function paperBytes(
  paper: Paper,
  style: PaperStyle,
  drawn: readonly Bitmap[] = [],
): Uint8Array {
  const pictures = [...drawn];
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    columns: style.columns,
    feedBeforeCut: 4,
    newline: '\n',
    autoFlush: false,
  });
  encoder.raw(start).codepage('auto');
  const asChinese = style.chinese === true && paper.language === 'zh-CN';
  for (const piece of piecesOf(paper, style)) {
    if ('barcode' in piece) {
      encoder.raw(barcodeBytes(piece.barcode, style.columns));
    } else if (isDrawn(piece, style)) {
      const picture = pictures.shift();
      assert(picture !== undefined, 'each row to draw has been drawn');
      encoder.raw([...rasterBytes(picture)]);
    } else if (style.chinese === true && (asChinese || hasHan(piece.text))) {
      encoder.raw(chineseRow(piece));
    } else {
      const { bold = false, wide = 1, high = 1 } = piece.type;
      encoder.bold(bold).width(wide).height(high).line(piece.text);
      encoder.bold(false).width(1).height(1);
    }
  }
  encoder.newline();
  if (style.cut) encoder.cut('partial');
  encoder.raw(printed);
  return Uint8Array.from(encoder.encode());
}

/** The entry of a page that draws rows of a paper roll for a printer that has not their signs. */
import { assert } from '../../shared/fault.ts';
import { cell, isWide, type RollRow } from '../../shared/roll.ts';

declare global {
  var holdfastRoll: ((rows: readonly RollRow[], columns: number) => string[]) | undefined;
}

const narrow = 'Consolas, "DejaVu Sans Mono", "Noto Sans Mono", monospace';
const wide =
  '"Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", "WenQuanYi Micro Hei", SimSun, sans-serif';
/** So dark a dot is printed. */
const black = 128;

/** The row in black, each sign in the middle of its own cell, so that columns stand under each other. */
function draw({ text, type }: RollRow, columns: number): ImageData {
  const { bold = false, wide: across = 1, high = 1 } = type;
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((columns * cell.width) / 8) * 8;
  canvas.height = cell.height * high;
  const ink = canvas.getContext('2d', { willReadFrequently: true });
  assert(ink !== null, 'a page can draw');
  ink.scale(across, high);
  ink.textAlign = 'center';
  ink.textBaseline = 'middle';
  let at = 0;
  for (const sign of text) {
    const room = isWide(sign) ? 2 * cell.width : cell.width;
    ink.font = `${bold ? 'bold ' : ''}${isWide(sign) ? 22 : 20}px ${isWide(sign) ? wide : narrow}`;
    ink.fillText(sign, at + room / 2, cell.height / 2 + 1, room);
    at += room;
  }
  return ink.getImageData(0, 0, canvas.width, canvas.height);
}

/** One bit a dot, the highest first, in base64. */
function bitsOf({ data }: ImageData): string {
  let text = '';
  for (let at = 0; at < data.length; at += 32) {
    let byte = 0;
    for (let dot = 0; dot < 8; dot += 1)
      byte = byte * 2 + ((data[at + dot * 4 + 3] ?? 0) >= black ? 1 : 0);
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}

globalThis.holdfastRoll = (rows, columns) => rows.map((row) => bitsOf(draw(row, columns)));

/** Rows as pictures, for printers that have no Chinese signs. */
import type { Result } from '../../shared/fault.ts';
import { cell, type RollRow } from '../../shared/roll.ts';

export const dotsOfColumn = cell.width;

/** One bit a dot, 1 is black; each line begins with a byte of its own, its first dot the highest bit. */
export type Bitmap = {
  /** Bytes of a line. */
  readonly stride: number;
  readonly height: number;
  readonly bits: Uint8Array;
};

/** Draws rows, each as wide as the paper. Fault: printer.error when nothing can be drawn now. */
export type DrawRows = (
  rows: readonly RollRow[],
  columns: number,
) => Promise<Result<readonly Bitmap[]>>;

/** ESC/POS `GS v 0`: the picture in its own size, followed by the next line. */
export const rasterBytes = ({ stride, height, bits }: Bitmap): Uint8Array =>
  Uint8Array.from([
    ...[0x1d, 0x76, 0x30, 0],
    ...[stride % 256, Math.floor(stride / 256), height % 256, Math.floor(height / 256)],
    ...bits,
  ]);

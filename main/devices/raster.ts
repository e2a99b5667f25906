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

/** What follows DLE in a question or command that a printer obeys at once, also in the middle of a picture (EOT, ENQ, DC4). */
const urgent: ReadonlySet<number> = new Set([0x04, 0x05, 0x14]);

/** The picture without bytes that would command the printer: a dot more beside a black one, where they would come. */
const tamed = (bits: Uint8Array): Uint8Array =>
  bits.map((byte, at) => (bits[at - 1] === 0x10 && urgent.has(byte) ? byte | 0x08 : byte));

/** ESC/POS `GS v 0`: the picture in its own size, followed by the next line. */
export const rasterBytes = ({ stride, height, bits }: Bitmap): Uint8Array =>
  Uint8Array.from([
    ...[0x1d, 0x76, 0x30, 0],
    ...[stride % 256, Math.floor(stride / 256), height % 256, Math.floor(height / 256)],
    ...tamed(bits),
  ]);

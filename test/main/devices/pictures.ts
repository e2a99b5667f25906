/** What a printer makes of ESC/POS raster commands. */
import type { Bitmap } from '../../../main/devices/raster.ts';

/** The pictures (`GS v 0`) in the bytes of a paper, in their order. */
export function picturesIn(bytes: Uint8Array): Bitmap[] {
  const found: Bitmap[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += 1) {
    if (bytes[at] !== 0x1d || bytes[at + 1] !== 0x76 || bytes[at + 2] !== 0x30) continue;
    const [, , , , low = 0, high = 0, lowHeight = 0, highHeight = 0] = bytes.slice(at, at + 8);
    const stride = low + high * 256;
    const height = lowHeight + highHeight * 256;
    const end = at + 8 + stride * height;
    found.push({ stride, height, bits: bytes.slice(at + 8, end) });
    at = end - 1;
  }
  return found;
}

/** Whether the dot is black. */
export const isBlack = ({ stride, bits }: Bitmap, x: number, y: number): boolean =>
  (((bits[y * stride + Math.floor(x / 8)] ?? 0) >> (7 - (x % 8))) & 1) === 1;

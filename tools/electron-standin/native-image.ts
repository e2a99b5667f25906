import { gap } from './gap.ts';

/** The part of Electron's NativeImage that a screenshot needs. */
export interface NativeImage {
  toPNG(): Buffer;
  toDataURL(): string;
  isEmpty(): boolean;
  /** In pixels. */
  getSize(): { width: number; height: number };
}

/** An image of the bytes of a PNG file. */
export function imageFromPng(png: Buffer): NativeImage {
  return gap('nativeImage', {
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    isEmpty: () => png.length === 0,
    // PNG: width and height stand as 32-bit numbers in the first chunk.
    getSize: () => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }),
  });
}

/** Numbers and days that only the head office page writes; what every screen writes is in `shared/notation.ts`. */
import type { Instant, Language } from '../../../../shared/identity.ts';
import { trueMinus } from '../../../../shared/notation.ts';

export const numberText = (number: number, language: Language): string =>
  trueMinus(new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(number));

/** Whole days between, at least one. */
export const daysSince = (instant: Instant, now: Date): number =>
  Math.max(1, Math.floor((now.getTime() - new Date(instant).getTime()) / 86_400_000));

/** A size in decimal units, such as 12.4 MB. */
export function bytesText(bytes: number, language: Language): string {
  // The short form of the unit itself is a word in English: "500 byte".
  if (bytes < 1000) return `${bytes}\u00a0B`;
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  let size = bytes;
  let unit: (typeof units)[number] = 'kilobyte';
  for (const next of units) {
    if (size < 1000) break;
    size /= 1000;
    unit = next;
  }
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(size);
}

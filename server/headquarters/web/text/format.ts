/** Numbers and days that only the head office page writes; what every screen writes is in `shared/notation.ts`. */
import type { Instant, Language } from '../../../../shared/identity.ts';
import { trueMinus } from '../../../../shared/notation.ts';

export const numberText = (number: number, language: Language): string =>
  trueMinus(new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(number));

/** Whole days between, at least one. */
export const daysSince = (instant: Instant, now: Date): number =>
  Math.max(1, Math.floor((now.getTime() - new Date(instant).getTime()) / 86_400_000));

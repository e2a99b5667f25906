/** Instrument numbers with a right check digit. */
import { withCheckDigit } from '../../shared/barcode.ts';

export const instrumentNumber = (n: number): string =>
  withCheckDigit(`6035${String(n).padStart(11, '0')}`);

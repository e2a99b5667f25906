/** GTIN check digits (GS1 General Specifications, section 7.9) and what a scanner's text may be. */

/** The GS1 check digit for the digits before it. */
export function checkDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i += 1) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1;
    sum += Number(body[i]) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Digits with their check digit appended. */
export const withCheckDigit = (body: string): string => body + String(checkDigit(body));

/** True for GTIN-8, -12, -13 and -14 with a right check digit. */
export const isGtin = (text: string): boolean =>
  /^(\d{8}|\d{12,14})$/.test(text) && checkDigit(text.slice(0, -1)) === Number(text.at(-1));

/** A UPC-A and an EAN-13 with a leading zero are the same number: all GTINs are kept as 14 digits for comparison. */
export const gtin14 = (text: string): string => text.padStart(14, '0');

/** A code as people know it: a GTIN that is kept as 14 digits without the zeros in front (8, 12 or 13 digits). */
export const shownCode = (code: string): string =>
  /^0\d{13}$/.test(code) ? code.replace(/^0(?:0{5}(?=\d{8}$)|0(?=\d{12}$))?/, '') : code;

export type Scanned =
  | { readonly kind: 'gtin'; readonly gtin: string }
  | { readonly kind: 'damaged'; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

/**
 * What a scan or a typed code is: a valid GTIN, one that is damaged (right length, wrong check digit) or other text such as an article
 * number or a receipt number.
 */
export function readScan(raw: string): Scanned {
  const text = raw.trim();
  if (isGtin(text)) return { kind: 'gtin', gtin: gtin14(text) };
  if (/^\d{12,14}$/.test(text)) return { kind: 'damaged', text };
  return { kind: 'other', text };
}

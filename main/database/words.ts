/**
 * Words for the search of products. Chinese and Japanese have no spaces, so each of their characters becomes a word of its own and a typed
 * run of them a phrase: any part of a name is found, however short. Other words are found by their beginning.
 */
import { gtin14, isGtin } from '../../shared/barcode.ts';
import type { Product } from '../../shared/product.ts';

const character = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const pieces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** The text with each Chinese and Japanese character as a word of its own. */
export const spaced = (text: string): string => text.normalize('NFC').replace(character, ' $& ');
const withoutZeros = (code: string): string => code.replace(/^0+(?=\d+$)/, '');

/** The text by which a product is found: both names, both names of its category, number and barcodes, those also without leading zeros. */
export const productWords = (product: Product): string =>
  [
    product.name.en,
    product.name.zh,
    product.category.en,
    product.category.zh,
    product.id,
    ...product.barcodes,
  ]
    .flatMap((text) => [spaced(text), ...(withoutZeros(text) === text ? [] : [withoutZeros(text)])])
    .join(' ');

/** The search expression (FTS5) for typed text: every word must be found; null when nothing was typed that could be. */
export function searchExpression(typed: string): string | null {
  const runs = typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = runs.flatMap((run) => run.match(pieces) ?? []);
  return words.length === 0 ? null : words.map(term).join(' ');
}

/**
 * The search expression for what may have been meant: any of the near words that `near` knows for each typed one, and a run of Chinese characters
 * with one of them wrong. Null when nothing could have been meant.
 */
export function nearExpression(typed: string, near: (word: string) => string[]): string | null {
  const runs = typed.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = runs.flatMap((run) => run.match(pieces) ?? []);
  const parts = words.map((word) => {
    const characters = word.match(character);
    if (characters === null) return near(word).map(term);
    return characters.length < 3
      ? [term(word)]
      : characters.map((_, wrong) =>
          characters
            .filter((__, index) => index !== wrong)
            .map((each) => `"${each}"`)
            .join(' AND '),
        );
  });
  if (parts.length === 0 || parts.some((part) => part.length === 0)) return null;
  return parts.map((part) => `(${part.map((each) => `(${each})`).join(' OR ')})`).join(' AND ');
}

function term(word: string): string {
  const characters = word.match(character);
  if (characters !== null) return `"${characters.join(' ')}"`;
  const short = withoutZeros(word);
  return short === word ? `"${word}"*` : `("${word}"* OR "${short}"*)`;
}

/** A code as it is compared: GTINs as 14 digits, others without regard to case. */
export const codeKey = (code: string): string => {
  const text = code.trim();
  return isGtin(text) ? gtin14(text) : text.toLowerCase();
};

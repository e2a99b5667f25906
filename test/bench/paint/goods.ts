/** Products in any number, named as a shop's are: a brand and the words of the demonstration, combined, in both languages. */
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { gtin14, withCheckDigit } from '../../../shared/barcode.ts';
import type { Product } from '../../../shared/product.ts';

const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word.length > 2);
const bases = products.filter(({ unit, ageLimit }) => unit === undefined && ageLimit === undefined);

const onsets = 'bcdfgklmnprstvz';
const vowels = 'aeiou';
const endings = ['', 'n', 'l', 'x', 'ra', 'co', 'to', 'lia', 'mont'];
const syllables = onsets
  .split('')
  .flatMap((onset) => vowels.split('').map((vowel) => onset + vowel));

/** One of some fifty thousand made-up words: an assortment has that many, and what corrects typing errors must look through them. */
function brand(number: number): string {
  const first = syllables[number % syllables.length] ?? '';
  const rest = Math.floor(number / syllables.length);
  const second = syllables[rest % syllables.length] ?? '';
  const ending = endings[Math.floor(rest / syllables.length) % endings.length] ?? '';
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}${second}${ending}`;
}

/** The product of this number: a brand and two names of the demonstration joined, so that each word is in many products and few have both. */
export function goodsOf(number: number): Product {
  const first = bases[number % bases.length];
  const second = bases[Math.floor(number / bases.length) % bases.length];
  if (first === undefined || second === undefined) throw new Error('the demonstration has goods');
  const added = words(second.name.en);
  return {
    id: `B${String(number).padStart(7, '0')}`,
    name: {
      en: `${brand(number)} ${first.name.en} ${added[number % added.length] ?? ''} ${number}`,
      zh: `${first.name.zh}${second.name.zh} ${number}`,
    },
    barcodes: [gtin14(withCheckDigit(`98${String(number).padStart(10, '0')}`))],
    price: first.price,
    tax: first.tax,
    category: first.category,
    favourite: false,
  };
}

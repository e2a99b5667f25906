/** All products in memory: a map of their codes, and a filter over their names. How browser registers look things up, whatever the engine under them. */
import type { Product } from '../../../../shared/product.ts';
import { mostOrdered, tiles, type Engine } from '../engine.ts';

export type Hydrated = Pick<Engine, 'byCode' | 'search'>;

type Kept = { readonly product: Product; readonly words: string };

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Names that begin with what was typed, then the shorter ones: the register's own order. */
export function ordered(products: readonly Product[], text: string): Product[] {
  const typed = text.trim().toLowerCase();
  const rank = ({ name }: Product): number => (name.en.toLowerCase().startsWith(typed) ? 0 : 1);
  return products
    .toSorted(
      (left, right) =>
        rank(left) - rank(right) ||
        left.name.en.length - right.name.en.length ||
        (left.name.en < right.name.en ? -1 : 1),
    )
    .slice(0, tiles);
}

export function hydrated(products: readonly Product[]): Hydrated {
  const codes = new Map<string, Product>();
  const kept = products.map((product): Kept => {
    for (const code of product.barcodes) codes.set(code, product);
    const words = ` ${wordsOf(`${product.name.en} ${product.name.zh}`).join(' ')}`;
    return { product, words };
  });
  return {
    byCode: (code) => codes.get(code),
    search: (text) => {
      const typed = wordsOf(text).map((word) => ` ${word}`);
      const found: Product[] = [];
      for (const { product, words } of kept) {
        if (!typed.every((word) => words.includes(word))) continue;
        found.push(product);
        if (found.length === mostOrdered) break;
      }
      return ordered(found, text);
    },
  };
}

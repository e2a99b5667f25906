/** Journals of registers as pages that are ready to be sent: cash sales of one product, each entry with its hash and predecessor. */
import { sealEntry } from '../../../shared/entry.ts';
import { cash, goods, sealedSale } from '../../server/headquarters/sealed.ts';

export type Page = { readonly register: string; readonly count: number; readonly body: string };

const price = 250;

/** The register's first so many entries, in pages of so many, as JSON. Made once; the sales differ by number only. */
export function pagesOf(register: string, entries: number, each: number): Page[] {
  const sale = sealedSale({ sale: 's', register, shift: `${register}-1` }, [
    goods(price),
    cash(price),
  ]);
  const pages: Page[] = [];
  let previous: string[] = [];
  for (let from = 1; from <= entries; from += each) {
    const page: unknown[] = [];
    for (let number = from; number < from + each && number <= entries; number += 1) {
      const receipt = `${register}-${String(number).padStart(6, '0')}`;
      const body = {
        kind: 'sale' as const,
        sale: { ...sale, id: `${register}.${number}`, receipt },
      };
      const at = sale.committedAt;
      const entry = sealEntry({ format: 1, register, incarnation: 0, number, previous, at, body });
      previous = [entry.hash];
      page.push(entry);
    }
    pages.push({ register, count: page.length, body: JSON.stringify({ register, entries: page }) });
  }
  return pages;
}

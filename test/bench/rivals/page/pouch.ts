/** PouchDB over IndexedDB. It asks for no durability of IndexedDB, and there is no way to tell it to. */
import PouchDB from 'pouchdb-browser';
import type { Product } from '../../../../shared/product.ts';
import type { Engine } from '../engine.ts';
import { hydrated, type Hydrated } from './hydrated.ts';

export function pouch(): Engine {
  const catalogue = new PouchDB<Product>('catalogue', { auto_compaction: true });
  const queue = new PouchDB('queue', { auto_compaction: true });
  let known: Hydrated = hydrated([]);
  return {
    add: async (page) => {
      const answers = await catalogue.bulkDocs(
        page.map((product) => ({ ...product, _id: product.id })),
      );
      if (answers.some((answer) => 'error' in answer)) throw new Error('a product was refused');
    },
    start: async () => {
      const { rows } = await catalogue.allDocs({ include_docs: true });
      known = hydrated(rows.map(({ doc }) => doc));
    },
    byCode: (code) => known.byCode(code),
    search: (text) => known.search(text),
    commit: async (sale) => void (await queue.put({ ...sale, _id: sale.id })),
    openQueue: async () => void (await queue.info()),
    unsent: async () => (await queue.allDocs({ include_docs: true })).rows.length,
    close: async () => {
      await catalogue.close();
      await queue.close();
    },
  };
}

/** Dexie twice: read into memory whole, and by its indexes alone, words among them. */
import Dexie, { type Table } from 'dexie';
import type { Product } from '../../../../shared/product.ts';
import { mostOrdered, type Engine, type Sale } from '../engine.ts';
import { hydrated, ordered, wordsOf, type Hydrated } from './hydrated.ts';

type Kept = Product & { readonly words?: readonly string[] };
type Queued = Sale & { readonly sent: 0 | 1 };

function openQueue(): Pick<Engine, 'openQueue' | 'commit' | 'unsent'> {
  const db = new Dexie('queue', { chromeTransactionDurability: 'strict' });
  db.version(1).stores({ sales: '&id, sent' });
  const sales: Table<Queued, string> = db.table('sales');
  return {
    openQueue: async () => void (await db.open()),
    commit: async (sale) => void (await sales.add({ ...sale, sent: 0 })),
    unsent: async () => (await sales.where('sent').equals(0).toArray()).length,
  };
}

function openCatalogue(stores: string): { db: Dexie; products: Table<Kept, string> } {
  const db = new Dexie('catalogue');
  db.version(1).stores({ products: stores });
  return { db, products: db.table('products') };
}

export function dexieHydrated(): Engine {
  const { db, products } = openCatalogue('&id, *barcodes');
  let known: Hydrated = hydrated([]);
  return {
    ...openQueue(),
    add: async (page) => void (await products.bulkPut([...page])),
    start: async () => {
      known = hydrated(await products.toArray());
    },
    byCode: (code) => known.byCode(code),
    search: (text) => known.search(text),
    close: async () => db.close(),
  };
}

/** Dexie's documented full-text search: an index with an entry for each word, asked for the keys of each beginning, which are intersected. */
export function dexieIndexed(): Engine {
  const { db, products } = openCatalogue('&id, *barcodes, *words');
  const keysOf = (word: string): Promise<string[]> =>
    products.where('words').startsWith(word).primaryKeys();
  return {
    ...openQueue(),
    add: async (page) =>
      void (await products.bulkPut(
        page.map((product) => ({
          ...product,
          words: [...new Set(wordsOf(`${product.name.en} ${product.name.zh}`))],
        })),
      )),
    start: async () => void (await db.open()),
    byCode: (code) => products.where('barcodes').equals(code).first(),
    search: async (text) => {
      const [first = [], ...others] = await Promise.all(wordsOf(text).map(keysOf));
      const sets = others.map((keys) => new Set(keys));
      const all = [...new Set(first)].filter((key) => sets.every((keys) => keys.has(key)));
      const found = await products.bulkGet(all.slice(0, mostOrdered));
      return ordered(
        found.filter((product) => product !== undefined),
        text,
      );
    },
    close: async () => db.close(),
  };
}

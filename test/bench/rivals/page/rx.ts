/** RxDB over its free storage in the browser, Dexie; what it recommends beyond that is sold. */
import { createRxDatabase, type RxCollection } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Product } from '../../../../shared/product.ts';
import type { Engine, Sale } from '../engine.ts';
import { hydrated, type Hydrated } from './hydrated.ts';

const text = { type: 'string' } as const;
const both = { type: 'object', properties: { en: text, zh: text } } as const;

const productSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    name: both,
    barcodes: { type: 'array', items: text },
    price: { type: 'number' },
    tax: text,
    category: both,
    favourite: { type: 'boolean' },
  },
  required: ['id', 'name', 'barcodes', 'price', 'tax', 'category', 'favourite'],
} as const;

const saleSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    at: text,
    sent: { type: 'boolean' },
    content: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'at', 'sent', 'content'],
  indexes: ['sent'],
} as const;

export async function rx(): Promise<Engine> {
  // One process has the database: multiInstance is for more tabs.
  const kept = await createRxDatabase({
    name: 'catalogue',
    storage: getRxStorageDexie(),
    multiInstance: false,
  });
  const queued = await createRxDatabase({
    name: 'queue',
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict' }),
    multiInstance: false,
  });
  let products: RxCollection<Product> | undefined;
  let sales: RxCollection<Sale & { sent: boolean }> | undefined;
  let known: Hydrated = hydrated([]);
  const productsNow = async (): Promise<RxCollection<Product>> =>
    (products ??= (
      await kept.addCollections<{ products: Product }>({ products: { schema: productSchema } })
    ).products);
  const salesNow = async (): Promise<RxCollection<Sale & { sent: boolean }>> =>
    (sales ??= (
      await queued.addCollections<{ sales: Sale & { sent: boolean } }>({
        sales: { schema: saleSchema },
      })
    ).sales);
  return {
    add: async (page) => {
      const { error } = await (await productsNow()).bulkInsert([...page]);
      if (error.length > 0) throw new Error('a product was refused');
    },
    start: async () => {
      const found = await (await productsNow()).find().exec();
      known = hydrated(found.map((product) => product.toJSON()));
    },
    byCode: (code) => known.byCode(code),
    search: (typed) => known.search(typed),
    prepare: async () => void (await salesNow()),
    commit: async (sale) => void (await (await salesNow()).insert({ ...sale, sent: false })),
    openQueue: async () => void (await salesNow()),
    unsent: async () => {
      const found = await (await salesNow()).find({ selector: { sent: false } }).exec();
      return found.map((sale) => sale.toJSON()).length;
    },
    close: async () => {
      await kept.close();
      await queued.close();
    },
  };
}

/** Holdfast raced: the register's own functions over its own files, as its main process calls them. */
import { join } from 'node:path';
import { findByBarcode, nearProducts, searchProducts } from '../../../main/database/catalog.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import { entriesToSend, journalHead, readEntries } from '../../../main/database/journal.ts';
import { makeGiftTill, tenderGiftSale } from '../../make/giftsale.ts';
import { makeSelling, openBench, type Bench } from '../../make/register.ts';
import { watchWitness } from '../commit.ts';
import { tiles, type Engine } from './engine.ts';

/** As many entries as the sync worker takes for a page. */
const pageEntries = 100;
/** Opening the shift is an entry too. An entry is sent as the text that it is, and not read for it. */
const saleMark = '"body":{"kind":"sale"';

/** A register of the folder for the catalogue, and one beside it whose open shift sells on gift cards. */
export async function holdfast(folder: string): Promise<Engine> {
  const shelf = join(folder, 'shelf');
  let bench = await makeSelling({ folder: shelf });
  let isFirst = true;
  const till = await makeGiftTill({ folder: join(folder, 'till') });
  const durableAt = watchWitness(till);
  let card = 0;
  const ask = (text: string) => ({ text, category: null, favourites: false, limit: tiles });
  return {
    add: async (products, isLast) => {
      const applied = await applyFeed(
        bench.db,
        {
          job: '1040',
          version: 1_000,
          full: true,
          rows: products.map((body) => ({ id: body.id, deleted: false, body })),
          next: isLast ? null : 'more',
        },
        isFirst,
      );
      if (!applied.ok) throw new Error(`the page was refused: ${applied.fault.code}`);
      isFirst = false;
    },
    leave: () => bench.close(),
    start: async () => {
      bench = openBench({ folder: shelf, seed: Date.now() });
    },
    byCode: (code) => findByBarcode(bench.db, code) ?? undefined,
    search: (text) => {
      const found = searchProducts(bench.db, ask(text));
      return found.length > 0 ? found : nearProducts(bench.db, ask(text));
    },
    prepare: async () => {
      card += 1;
      await tenderGiftSale(till, card);
    },
    commit: async () => {
      const start = performance.now();
      await till.act({ command: 'complete' });
      return durableAt() - start;
    },
    unsent: async () => {
      let count = 0;
      let heads: string[] = [];
      for (;;) {
        const page = entriesToSend(till.db, heads, pageEntries);
        const last = page.at(-1);
        if (last === undefined) return count;
        count += page.filter(({ content }) => content.includes(saleMark)).length;
        heads = [last.hash];
      }
    },
    close: async () => {
      bench.close();
      till.close();
    },
  };
}

/** What the journal holds of a sale of eight products. */
export async function oneSale(folder: string): Promise<object> {
  const till: Bench = await makeGiftTill({ folder });
  await tenderGiftSale(till, 1);
  await till.act({ command: 'complete' });
  const head = journalHead(till.db);
  const [entry] = head === null ? [] : readEntries(till.db, [head.hash]);
  till.close();
  if (entry === undefined) throw new Error('the journal has no sale');
  return JSON.parse(entry.content);
}

/** Times an engine from within its own process, so that no message to it is part of a time. Runs in Node and in a page. */
import type { Product } from '../../../shared/product.ts';
import type { Engine, Sale } from './engine.ts';

export type Loaded = { readonly ms: number; readonly products: number };
export type Read = { readonly ms: number; readonly sales: number };
export type Page = { readonly products: readonly Product[]; readonly isLast: boolean };

/** Where products come from, and sales: neither is part of a time. */
export type Source = {
  readonly page: (from: number) => Promise<Page>;
  readonly sale: (number: number) => Sale;
};

/** Milliseconds everywhere. */
export type Meter = {
  /** Loads on from product `from` for about `limitMs` of the engine's own time, or to the end. */
  readonly load: (from: number, limitMs: number) => Promise<Loaded>;
  /** From the files to the first product found by its code. */
  readonly start: (code: string) => Promise<number>;
  /** One time each. Throws when the code is not that of the product that was found. */
  readonly scan: (codes: readonly string[]) => Promise<number[]>;
  /** One time each, and how many texts found nothing. */
  readonly type: (texts: readonly string[]) => Promise<{ times: number[]; missed: number }>;
  /** Commits sales `from` to `until`, and stops after about `limitMs`. */
  readonly commit: (from: number, until: number, limitMs: number) => Promise<number[]>;
  readonly unsent: () => Promise<Read>;
  readonly close: () => Promise<void>;
};

async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

export function makeMeter(engine: Engine, source: Source): Meter {
  const find = async (code: string): Promise<number> => {
    const { ms, value } = await timed(() => engine.byCode(code));
    if (value?.barcodes.includes(code) !== true) throw new Error(`${code} was not found`);
    return ms;
  };
  return {
    load: async (from, limitMs) => {
      let ms = 0;
      let products = from;
      for (let isLast = false; !isLast && ms < limitMs;) {
        const page = await source.page(products);
        ms += (await timed(() => engine.add(page.products, page.isLast))).ms;
        products += page.products.length;
        isLast = page.isLast;
      }
      return { ms, products };
    },
    start: async (code) => {
      engine.leave?.();
      const { ms } = await timed(() => engine.start());
      return ms + (await find(code));
    },
    scan: async (codes) => {
      const times: number[] = [];
      for (const code of codes) times.push(await find(code));
      return times;
    },
    type: async (texts) => {
      const times: number[] = [];
      let missed = 0;
      for (const text of texts) {
        const { ms, value } = await timed(() => engine.search(text));
        times.push(ms);
        if (value.length === 0) missed += 1;
      }
      return { times, missed };
    },
    commit: async (from, until, limitMs) => {
      const times: number[] = [];
      let spent = 0;
      for (let number = from; number < until && spent < limitMs; number += 1) {
        const sale = source.sale(number);
        await engine.prepare?.(sale);
        const { ms, value } = await timed(() => engine.commit(sale));
        times.push(value ?? ms);
        spent += ms;
      }
      return times;
    },
    unsent: async () => {
      await engine.openQueue?.();
      const { ms, value } = await timed(() => engine.unsent());
      return { ms, sales: value };
    },
    close: () => engine.close(),
  };
}

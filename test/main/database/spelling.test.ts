import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import { nearProducts, pictures, searchProducts } from '../../../main/database/catalog.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import type { Database } from '../../../main/database/open.ts';
import { nearTerms, termsOf, termsWithin } from '../../../main/database/spelling.ts';
import { makeProduct } from '../../make/product.ts';
import { must, openFile } from './file.ts';

/**
 * The model: the fewest errors (a letter wrong, missing, too many, or two swapped) that make the beginning of the term out of the typed word, which may
 * still be unfinished; anything above `most` is told as more than it.
 */
function errorsBetween(typed: string, term: string, most: number): number {
  let older: number[] = [];
  let old = Array.from({ length: typed.length + 1 }, (_, index) => index);
  let fewest = old[typed.length] ?? 0;
  for (let at = 1; at <= Math.min(term.length, typed.length + most); at += 1) {
    const row = [at];
    for (let index = 1; index <= typed.length; index += 1) {
      const same = typed[index - 1] === term[at - 1];
      let errors = Math.min(
        (old[index] ?? 0) + 1,
        (row[index - 1] ?? 0) + 1,
        (old[index - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        index > 1 &&
        at > 1 &&
        typed[index - 1] === term[at - 2] &&
        typed[index - 2] === term[at - 1];
      if (swapped) errors = Math.min(errors, (older[index - 2] ?? 0) + 1);
      row.push(errors);
    }
    older = old;
    old = row;
    fewest = Math.min(fewest, row[typed.length] ?? fewest);
  }
  return fewest;
}

const picture = 'data:image/webp;base64,UklGRg==';
const goods = [
  makeProduct(1, 100, { name: { en: 'Dark chocolate 72%', zh: '黑巧克力' }, picture }),
  makeProduct(2, 100, { name: { en: 'House blend coffee', zh: '招牌咖啡豆' } }),
  makeProduct(3, 100, { name: { en: 'Crème brûlée', zh: '焦糖布丁' }, ageLimit: 18, unit: 'kg' }),
];
let db: Database;
beforeEach(async () => {
  db = openFile();
  const rows = goods.map((body) => ({ id: body.id, deleted: false, body }));
  must(await applyFeed(db, { job: '1040', version: 1, full: true, rows, next: null }));
});
const asked = (text: string) => ({ text, category: null, favourites: false, limit: 20 });
const near = (text: string): string[] => nearProducts(db, asked(text)).map(({ id }) => id);

it('finds what was meant in spite of a typing error', () => {
  for (const typed of ['choclate', 'chocloate', 'xhocolate', 'chocolatte', 'darkk choc'])
    expect([typed, searchProducts(db, asked(typed)), near(typed)]).toEqual([typed, [], ['P1']]);
  expect(near('coffe hose')).toEqual(['P2']);
  expect(near('brulle')).toEqual(['P3']);
});

it('finds Chinese with one character wrong', () => {
  expect(near('黑巧可力')).toEqual(['P1']);
  expect(near('招牌加啡豆')).toEqual(['P2']);
});

it('guesses nothing from too little, nor from what is far from everything', () => {
  expect([near('xq'), near('zzzzzz'), near('12345'), near('')]).toEqual([[], [], [], []]);
});

it('gives back all that the feed said of a product, and the pictures that there are', () => {
  expect(searchProducts(db, asked('brulee'))).toEqual([goods[2]]);
  expect(pictures(db, ['P1', 'P2', 'nothing'])).toEqual([{ id: 'P1', picture }]);
});

it('counts one error for each slip of a hand, whatever the word', () => {
  const word = fc.stringMatching(/^[a-z]{4,12}$/);
  fc.assert(
    fc.property(
      word,
      fc.nat(),
      fc.stringMatching(/^[a-z]$/),
      fc.nat({ max: 3 }),
      (term, place, letter, slip) => {
        const at = place % (term.length - 1);
        const [before, after] = [term.slice(0, at), term.slice(at + 1)];
        const typed = [
          before + after,
          before + letter + term.slice(at),
          before + letter + after,
          before + (term[at + 1] ?? '') + (term[at] ?? '') + term.slice(at + 2),
        ][slip];
        expect(errorsBetween(typed ?? '', term, 2)).toBeLessThanOrEqual(1);
        expect(errorsBetween(term.slice(0, 4), term, 2)).toBe(0);
      },
    ),
  );
  expect(termsOf('Crème brûlée, 72% of it')).toEqual(['creme', 'brulee']);
});

it('passes over no word in a large vocabulary, wherever it stands in the alphabet', async () => {
  const names = ['zyxomat', 'aachen', ...Array.from({ length: 2_000 }, (_, at) => wordOf(at))];
  const rows = names.map((en, at) => {
    const body = makeProduct(100 + at, 100, { name: { en, zh: '' } });
    return { id: body.id, deleted: false, body };
  });
  must(await applyFeed(db, { job: '1040', version: 2, full: true, rows, next: null }));
  for (const [typed, most] of [
    ['zyxmoat', 2],
    ['acahen', 2],
    ['babex', 1],
    ['dcba', 1],
  ] as const) {
    const within = names
      .map((term) => ({ term, errors: errorsBetween(typed, term, most) }))
      .filter(({ errors }) => errors <= most)
      .map(({ term }) => term);
    const found = nearTerms(db.catalog, typed);
    expect(found.length).toBe(Math.min(6, within.length));
    expect(within).toEqual(expect.arrayContaining(found));
  }
});

/** Four letters out of six and one more, each number another word. */
const wordOf = (number: number): string =>
  [1, 6, 36, 216, 1296].map((place) => 'abcdex'[Math.floor(number / place) % 6]).join('');

it('counts among sorted words what it counts for each of them', () => {
  const word = fc.stringMatching(/^[a-d]{1,9}$/);
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 60 }),
      word,
      fc.nat({ max: 2 }),
      (terms, typed, most) => {
        const sorted = [...new Set(terms)].toSorted();
        const expected = sorted
          .map((term) => ({ term, errors: errorsBetween(typed, term, most) }))
          .filter(({ errors }) => errors <= most);
        expect(termsWithin(sorted, typed, most)).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

it('knows a word as soon as its product came in, and by whichever connection', async () => {
  expect(near('marzipam')).toEqual([]);
  const body = makeProduct(9, 100, { name: { en: 'Marzipan bar', zh: '杏仁糖' } });
  must(
    await applyFeed(db, {
      job: '1040',
      version: 2,
      full: false,
      rows: [{ id: body.id, deleted: false, body }],
      next: null,
    }),
  );
  expect(near('marzipam')).toEqual(['P9']);
});

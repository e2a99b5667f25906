/** Typing errors: the words of the catalogue that come nearest to a typed one. */
import { all, type Connection } from './statement.ts';

const letters = /\p{Script=Latin}+/gu;

/** A word as typing errors are counted in it: small letters without marks. */
const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of a name that can be mistyped: of three letters at least. */
export const termsOf = (name: string): string[] => [
  ...new Set((plain(name).match(letters) ?? []).filter((term) => term.length > 2)),
];

/** How many errors a word of this length may have: one from three letters on, two from six. */
const errorsIn = (word: string): number => (word.length < 3 ? 0 : word.length < 6 ? 1 : 2);

/**
 * The fewest errors (a letter wrong, missing, too many, or two swapped) that make the beginning of the term out of the typed word, which may
 * still be unfinished; anything above `most` is told as more than it.
 */
export function errorsBetween(typed: string, term: string, most: number): number {
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

/** So many words of the catalogue are compared at most: a few milliseconds. */
const mostCompared = 20_000;
const mostNear = 6;

/** The words of the catalogue that the typed word may have meant, the nearest first; the word itself when it is one's beginning. */
export function nearTerms(db: Connection, word: string): string[] {
  const typed = plain(word);
  const most = errorsIn(typed);
  if (most === 0 || !/^\p{Script=Latin}+$/u.test(typed)) return [word];
  const terms = all<{ term: string }>(
    db,
    'SELECT term FROM product_term WHERE length(term) >= ? LIMIT ?',
    [typed.length - most, mostCompared],
  );
  return terms
    .map(({ term }) => ({ term, errors: errorsBetween(typed, term, most) }))
    .filter(({ errors }) => errors <= most)
    .toSorted((a, b) => a.errors - b.errors || a.term.length - b.term.length)
    .slice(0, mostNear)
    .map(({ term }) => term);
}

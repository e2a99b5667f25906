/** Typing errors: the words of the catalogue that come nearest to a typed one. */
import { all, one, type Connection } from './statement.ts';

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

/** So many words of the catalogue are kept at hand at most. */
const mostKept = 200_000;
const mostNear = 6;

type Near = { readonly term: string; readonly errors: number };

/**
 * The terms whose beginning has at most so many errors (a letter wrong, missing, too many, or two swapped) against the typed word, which may
 * still be unfinished. What terms beside each other begin with alike is compared once, and where nothing that follows can count any more,
 * all that begins so is settled: sorted terms take a small part of the work.
 */
export function termsWithin(terms: readonly string[], typed: string, most: number): Near[] {
  const deepest = typed.length + most;
  const width = typed.length + 1;
  const rows = Array.from({ length: deepest + 1 }, () =>
    Uint16Array.from({ length: width }, (_, index) => index),
  );
  const fewest = [typed.length];
  const least = [0];
  const found: Near[] = [];
  let before = '';
  let depth = 0;
  let isSettled = false;
  for (const term of terms) {
    const alike = alikeUntil(before, term, depth);
    if (!(isSettled && alike === depth)) {
      const end = Math.min(term.length, deepest);
      isSettled = false;
      for (depth = alike; depth < end && !isSettled;) {
        depth += 1;
        const low = fillRow(rows, depth, typed, term);
        least[depth] = low;
        fewest[depth] = Math.min(fewest[depth - 1] ?? width, rows[depth]?.[typed.length] ?? width);
        // The next row may take a swap from the one before this.
        isSettled = low > most && (least[depth - 1] ?? 0) >= most;
      }
      before = term;
    }
    const errors = fewest[depth] ?? width;
    if (errors <= most) found.push({ term, errors });
  }
  return found;
}

/** How many first letters are the same, at most so many. */
function alikeUntil(left: string, right: string, most: number): number {
  let at = 0;
  while (at < most && at < right.length && left.codePointAt(at) === right.codePointAt(at)) at += 1;
  return at;
}

/** Fills the row of the term's letter at this depth from those above it; answers the least in it. */
function fillRow(rows: readonly Uint16Array[], depth: number, typed: string, term: string): number {
  const [row, above, twoAbove] = [rows[depth], rows[depth - 1], rows[depth - 2]];
  if (row === undefined || above === undefined) throw new Error('a row for each letter');
  const letter = term[depth - 1];
  row[0] = depth;
  let low = depth;
  for (let index = 1; index <= typed.length; index += 1) {
    const same = typed[index - 1] === letter;
    let errors = Math.min(
      (above[index] ?? 0) + 1,
      (row[index - 1] ?? 0) + 1,
      (above[index - 1] ?? 0) + (same ? 0 : 1),
    );
    if (
      twoAbove !== undefined &&
      index > 1 &&
      typed[index - 1] === term[depth - 2] &&
      typed[index - 2] === letter
    )
      errors = Math.min(errors, (twoAbove[index - 2] ?? 0) + 1);
    row[index] = errors;
    if (errors < low) low = errors;
  }
  return low;
}

type Kept = { readonly own: number; readonly other: number; readonly terms: readonly string[] };
const kept = new WeakMap<Connection['sql'], Kept>();

/** The catalogue's words, read again when this or another connection has changed anything. */
function termsAtHand({ sql }: Connection): readonly string[] {
  const { own, other } = one<Pick<Kept, 'own' | 'other'>>(
    { sql },
    'SELECT total_changes() AS own, data_version AS other FROM pragma_data_version',
  ) ?? { own: 0, other: 0 };
  const before = kept.get(sql);
  if (before?.own === own && before.other === other) return before.terms;
  const terms = all<{ term: string }>(
    { sql },
    'SELECT term FROM product_term ORDER BY term LIMIT ?',
    [mostKept],
  ).map(({ term }) => term);
  kept.set(sql, { own, other, terms });
  return terms;
}

/** The words of the catalogue that the typed word may have meant, the nearest first; the word itself when it is one's beginning. */
export function nearTerms(db: Connection, word: string): string[] {
  const typed = plain(word);
  const most = errorsIn(typed);
  if (most === 0 || !/^\p{Script=Latin}+$/u.test(typed)) return [word];
  return termsWithin(termsAtHand(db), typed, most)
    .toSorted((a, b) => a.errors - b.errors || a.term.length - b.term.length)
    .slice(0, mostNear)
    .map(({ term }) => term);
}

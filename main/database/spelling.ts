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

/**
 * The fewest errors (a letter wrong, missing, too many, or two swapped) that make the beginning of the term out of the typed word, which may
 * still be unfinished; anything above `most` is told as more than it.
 */
export const errorsBetween = (typed: string, term: string, most: number): number =>
  reckon(typed, term, most).errors;

/** Also after how many letters no term that begins with them can come so near; Infinity when there is no such place. */
function reckon(
  typed: string,
  term: string,
  most: number,
): { readonly errors: number; readonly hopeless: number } {
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
    // A swap reaches back to the row before; it costs one error itself.
    if (fewest > most && Math.min(...old) > most && Math.min(...older) >= most)
      return { errors: fewest, hopeless: at };
  }
  return { errors: fewest, hopeless: Infinity };
}

const mostNear = 6;

/** Words in order; `shared`: how many letters each begins with as the one before it does. */
type Vocabulary = {
  readonly mark: string;
  readonly terms: readonly string[];
  readonly shared: readonly number[];
};
const known = new WeakMap<Connection['sql'], Vocabulary>();

function sharedLetters(left: string, right: string): number {
  let count = 0;
  while (count < left.length && left[count] === right[count]) count += 1;
  return count;
}

/** The words of the catalogue, read again when anything has changed there. */
function vocabulary(db: Connection): Vocabulary {
  const now = one<{ own: number; others: number }>(
    db,
    'SELECT total_changes() AS own, data_version AS others FROM pragma_data_version',
  );
  const mark = `${now?.own} ${now?.others}`;
  const before = known.get(db.sql);
  if (before?.mark === mark) return before;
  const terms = all<{ term: string }>(db, 'SELECT term FROM product_term ORDER BY term').map(
    ({ term }) => term,
  );
  const shared = terms.map((term, at) => sharedLetters(term, terms[at - 1] ?? ''));
  const fresh = { mark, terms, shared };
  known.set(db.sql, fresh);
  return fresh;
}

/**
 * The words that come so near. They stand in order, so what was reckoned for a beginning holds for all that share it, and a beginning with too many
 * errors passes over them: of fifty thousand words a few hundred are reckoned.
 */
function within(
  { terms, shared }: Vocabulary,
  typed: string,
  most: number,
): { readonly term: string; readonly errors: number }[] {
  const found: { readonly term: string; readonly errors: number }[] = [];
  let alike = 0;
  let hopeless = Infinity;
  for (const [at, term] of terms.entries()) {
    alike = Math.min(alike, shared[at] ?? 0);
    if (alike >= hopeless) continue;
    const told = reckon(typed, term, most);
    alike = term.length;
    hopeless = told.hopeless;
    if (told.errors <= most) found.push({ term, errors: told.errors });
  }
  return found;
}

/** The words of the catalogue that the typed word may have meant, the nearest first; the word itself when it is one's beginning. */
export function nearTerms(db: Connection, word: string): string[] {
  const typed = plain(word);
  const most = errorsIn(typed);
  if (most === 0 || !/^\p{Script=Latin}+$/u.test(typed)) return [word];
  return within(vocabulary(db), typed, most)
    .toSorted((a, b) => a.errors - b.errors || a.term.length - b.term.length)
    .slice(0, mostNear)
    .map(({ term }) => term);
}

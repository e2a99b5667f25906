/** What must become of the entries of a page: stored, asked for again, or set aside (PROTOCOL P1, P6). */
import { hashText } from '../../../shared/hash.ts';
import { entryKey, isDone, noteReported, type Model, type ModelEntry } from './state.ts';

type Sent = { readonly hash: string; readonly content: string };

const isIntact = ({ hash, content }: Sent): boolean => hashText(content) === hash;

const registerOf = (content: string): string =>
  (JSON.parse(content) as { readonly register: string }).register;

/** Why nobody can post the entry; null when it can be posted. */
export function unpostable(entry: ModelEntry): 'damaged' | 'foreign' | null {
  if (!isIntact(entry)) return 'damaged';
  return registerOf(entry.content) === entry.register ? null : 'foreign';
}

/** A page as headquarters stores it: damage that comes twice is the sender's, and takes its place as it is; an intact copy mends it. */
export function hearPage(model: Model, register: string, entries: readonly Sent[]): void {
  for (const { hash, content } of entries) {
    const intact = isIntact({ hash, content });
    const known = model.entries.get(entryKey(register, hash));
    if (known !== undefined) {
      const hurt = known.state === 'parked' || (known.state === 'waiting' && !isIntact(known));
      if (intact && hurt && known.content !== content && registerOf(content) === register)
        Object.assign(known, { content, state: 'waiting' });
      continue;
    }
    const damage = `${entryKey(register, hash)} ${hashText(content)}`;
    if (!intact && !model.damaged.has(damage)) {
      model.damaged.add(damage);
      continue;
    }
    const entry: ModelEntry = {
      register,
      hash,
      content,
      state: 'waiting',
      givenUp: false,
      answer: null,
    };
    model.entries.set(entryKey(register, hash), entry);
  }
}

/** Entries that wait and must be set aside now. */
export const toSetAside = (model: Model, register: string): ModelEntry[] =>
  [...model.entries.values()].filter(
    (entry) =>
      entry.register === register &&
      entry.state === 'waiting' &&
      unpostable(entry) !== null &&
      previousOf(entry).every((hash) => isDone(model, register, hash)),
  );

/** A damaged or foreign entry stands by itself. */
const previousOf = (entry: ModelEntry): readonly string[] =>
  unpostable(entry) === null
    ? (JSON.parse(entry.content) as { readonly previous: readonly string[] }).previous
    : [];

/** Sets an entry aside: what comes after it need not wait for it. */
export function setAside(model: Model, entry: ModelEntry): void {
  entry.state = 'parked';
  const head = model.registers.get(entry.register)?.head ?? null;
  if (head !== null) noteReported(model, entry.register, head);
}

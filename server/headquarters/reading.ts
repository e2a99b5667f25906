/** What of an entry is found out before the transaction that stores and posts it. */
import type { Entry, EntryContent } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { readEntry, readFrame, type EntryFrame } from '../../shared/wire/entry.ts';
import { storable } from '../database/text.ts';
import { looksBack, usesIn } from './content.ts';
import type { Headquarters } from './headquarters.ts';
import type { Use } from './uses.ts';

/** An entry as it is known before the transaction. `content`: null when it is not to be posted together with others. */
export type Read = {
  readonly entry: Entry;
  readonly frame:
    | (Readonly<Pick<EntryFrame, 'register' | 'number'>> & { readonly previous: readonly Hash[] })
    | null;
  readonly content: EntryContent | null;
  readonly uses: readonly Use[];
};

export function readForPosting(
  headquarters: Headquarters,
  register: RegisterId,
  entry: Entry,
  mayPost: boolean,
): Read {
  const nothing = { entry, frame: null, content: null, uses: [] };
  if (storable(entry.content) !== entry.content) return nothing;
  // Both hold it against its hash.
  const whole = mayPost ? readEntry(entry) : undefined;
  const frame = whole?.ok ? whole : readFrame(entry);
  if (!frame.ok || frame.value.register !== register) return nothing;
  const content = whole?.ok && !looksBack(whole.value) ? whole.value : null;
  return {
    entry,
    frame: frame.value,
    content,
    uses: content === null ? [] : usesIn(headquarters, content),
  };
}

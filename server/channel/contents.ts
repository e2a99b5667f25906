/** The stored text of entries. */
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Link } from './chain.ts';
import type { Reader } from './tables.ts';

const mostText = 8_000_000;

/**
 * The entries of the links, in their order, until the page is full: at least one, at most 500, about 8 MB of text. A damaged entry comes
 * as it was received.
 */
export async function pageOf(
  query: Reader,
  register: RegisterId,
  links: readonly Link[],
  most = 500,
): Promise<Entry[]> {
  const hashes = links.slice(0, most).map((link) => link.hash);
  if (hashes.length === 0) return [];
  const rows = await query
    .selectFrom('entry')
    .select(['hash', 'content'])
    .where('register', '=', register)
    .where('hash', 'in', hashes)
    .execute();
  const texts = new Map<Hash, string>(rows.map((row) => [row.hash, row.content]));
  const rest = hashes.filter((hash) => !texts.has(hash));
  if (rest.length > 0) {
    const damaged = await query
      .selectFrom('damaged_entry')
      .select(['hash', 'content'])
      .where('register', '=', register)
      .where('hash', 'in', rest)
      .orderBy('received_at')
      .execute();
    for (const row of damaged) texts.set(row.hash, row.content);
  }
  const page: Entry[] = [];
  let size = 0;
  for (const hash of hashes) {
    const content = texts.get(hash);
    if (content === undefined) throw new Error(`entry ${hash} has its place but no text`);
    size += content.length;
    if (page.length > 0 && size > mostText) break;
    page.push({ hash, content });
  }
  return page;
}

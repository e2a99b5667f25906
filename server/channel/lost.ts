/** Entries that a register lost when it was restored from an older backup (PROTOCOL section 6). */
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import { after } from './chain.ts';
import { pageOf } from './contents.ts';
import { allLinks } from './have.ts';
import type { Reader } from './tables.ts';

/** What the channel has and the register knows neither by name nor as a predecessor; a page of it, the register asks on from there. */
export async function lostEntries(
  query: Reader,
  register: RegisterId,
  known: readonly Hash[],
): Promise<Entry[]> {
  return pageOf(query, register, after(await allLinks(query, register), known));
}

/** Suspended sales of the store's other registers: listed while the channel is reached, and fetched with their register's consent (decision 0010). */
import type { Answers } from '../../shared/bridge/query.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import { reachesChannel } from '../../shared/link.ts';
import type { Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { mayRecall, recall, staffName } from './suspend.ts';

/** Faults: signIn.needed, channel.unreachable, those of the channel. */
export async function storeSuspended(desk: Desk): Promise<Result<Answers['storeSuspended']>> {
  const { db, link, store } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  if (!store || !reachesChannel(link())) return fail('channel.unreachable');
  const told = await store.suspended();
  if (!told.ok) return told;
  return ok(told.value.map(({ by, ...rest }) => ({ ...rest, cashier: staffName(db, by) })));
}

/**
 * Fetches the sale and recalls it. When a sale was opened while it was on its way it stays suspended here, like one of this register. Faults: those
 * of `recall`, channel.unreachable, those of the channel, suspend.wanted, suspend.away, suspend.noAnswer.
 */
export async function recallFrom(desk: Desk, sale: string): Promise<Result<void>> {
  const { db, store } = desk.ports;
  const free = mayRecall(db);
  if (!free.ok) return free;
  const fetched = store ? await store.fetch(sale) : fail('channel.unreachable');
  return fetched.ok ? recall(desk, sale) : fetched;
}

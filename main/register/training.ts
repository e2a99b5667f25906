/** Training at the register: a manager switches it on, and whoever practises may end it. */
import { liveLines } from '../../shared/cart.ts';
import { done, fail, type Result } from '../../shared/fault.ts';
import { readOpenCart } from '../database/carts.ts';
import { openAsk } from '../database/locks.ts';
import { isTraining, type Desk } from './desk.ts';
import { needStaff } from './people.ts';
import { audit, recording } from './record.ts';

/** Operation 9002. Faults: signIn.needed, cart.open while a sale has lines, those of a full disk. */
export async function startTraining(desk: Desk): Promise<Result<void>> {
  const { db, practice } = desk.ports;
  const staff = needStaff(desk);
  if (!staff.ok) return staff;
  if (isTraining(desk)) return done;
  const cart = readOpenCart(db);
  if (cart !== null && (liveLines(cart).length > 0 || openAsk(db))) return fail('cart.open');
  const started = await practice.start(staff.value.id);
  if (!started.ok) return started;
  return recording(desk, (record): Result<void> => {
    record(audit(desk, 'training', ''));
    return done;
  });
}

/** Something that only a practice register does. Fault: training.none. */
export const inTraining = <T>(desk: Desk, act: () => T): T | Result<void> =>
  isTraining(desk) ? act() : fail('training.none');

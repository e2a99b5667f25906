/** A register whose database went back in time (PROTOCOL section 6): detected by the restore itself, the witness, HAVE or HELD. */
import type { Entry } from '../../shared/entry.ts';
import { done, ok, type Result } from '../../shared/fault.ts';
import type { HoldRef } from '../../shared/lock.ts';
import { readFrame } from '../../shared/wire/entry.ts';
import { doubtCards } from './cardpayments.ts';
import { readIdentity, saveIncarnation } from './identity.ts';
import { adoptEntries, entriesToSend, knownHashes, nextNumber, numberFloor } from './journal.ts';
import { noteRecovery, type Recovered } from './recovered.ts';
import { nextReceiptSequence, receiptFloor } from './sales.ts';
import { writeSetting } from './settings.ts';
import { one, run } from './statement.ts';
import { attempt, type Writer } from './transaction.ts';
import type { Witness } from './witness.ts';

/** What shows that the database is older than the register: lost entries, a HOLD it does not know, numbers known to be used. */
export type Loss = {
  readonly entries?: readonly Entry[];
  readonly hold?: HoldRef;
  readonly number?: number;
  readonly receipt?: number;
  /** A copy of the database replaced a damaged one. */
  readonly copy?: NonNullable<Recovered['copy']>;
};

/**
 * PROTOCOL 6.1 to 6.4 in one transaction: a new incarnation, the unknown HOLD known, every cart closed, every *asked* or *held* request
 * *gone*, the lost entries adopted, the next numbers above all that are known; noted for the journal and the cashier. Answers how many
 * entries were adopted. The HOLD of the new
 * incarnation (6.5) is the sync worker's. Faults: entry.hash, entry.unreadable.
 */
export function recover(db: Writer, loss: Loss): Result<number> {
  return attempt(db, () => {
    const { entries = [], hold, number = 0, receipt = 0, copy = null } = loss;
    const carts = run(db, 'DELETE FROM cart');
    run(db, "UPDATE lock_request SET state = 'gone' WHERE state IN ('asked', 'held')");
    doubtCards(db);
    const adopted = adoptEntries(db, entries);
    if (!adopted.ok) return adopted;
    noteRecovery(db, { entries: adopted.value, carts, copy });
    if (number >= nextNumber(db)) writeSetting(db, numberFloor, String(number));
    if (receipt >= nextReceiptSequence(db)) writeSetting(db, receiptFloor, String(receipt));
    const identity = readIdentity(db);
    if (identity === null) return ok(adopted.value);
    if (hold !== undefined) learnHold(db, hold, identity.epoch);
    saveIncarnation(db, 1 + highestIncarnation(db, identity.incarnation));
    return ok(adopted.value);
  });
}

function learnHold(db: Writer, hold: HoldRef, epoch: number): void {
  run(
    db,
    `INSERT INTO hold (id, incarnation, seq, epoch, answered) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (id) DO NOTHING`,
    [hold.id, hold.incarnation, hold.seq, epoch],
  );
}

const highestIncarnation = (db: Writer, own: number): number =>
  Math.max(
    own,
    one<{ highest: number }>(
      db,
      `SELECT max(coalesce((SELECT max(incarnation) FROM journal), 0),
         coalesce((SELECT max(incarnation) FROM hold), 0)) AS highest`,
    )?.highest ?? 0,
  );

/**
 * Compares the witness with the journal; at start, and after an activation. A witness that is ahead means that the database went back:
 * recovery, told by the number of entries adopted (0 when only their numbers are known). Null: nothing was lost. A journal that is ahead, by a
 * crash between commit and witness, is written into the witness. Faults as of `recover`, and those of the witness.
 */
export function compareWitness(db: Writer, witness: Witness): Result<number | null> {
  const register = readIdentity(db)?.register;
  if (register === undefined) return ok(null);
  const own = witness.read().filter((entry) => {
    const frame = readFrame(entry);
    return frame.ok && frame.value.register === register;
  });
  const newest = witness.newest();
  const top = newest?.register === register ? newest : null;
  const hashes = [...own.map((entry) => entry.hash), ...(top === null ? [] : [top.hash])];
  const known = knownHashes(db, hashes);
  if (hashes.every((hash) => known.has(hash))) {
    const caughtUp = catchUp(db, witness, top === null ? [] : [top.hash]);
    const forgotten = caughtUp.ok ? forgetAnswered(db, witness) : caughtUp;
    return forgotten.ok ? ok(null) : forgotten;
  }
  return recover(db, {
    entries: own,
    ...(top === null ? {} : { number: top.number, receipt: top.receipt }),
  });
}

/** Answers that were heard before this start: a new witness file, or one that a kill kept from forgetting, still holds their entries. */
const forgetAnswered = (db: Writer, witness: Witness): Result<void> =>
  witness.drop(
    witness
      .read()
      .flatMap(({ hash }) =>
        one(db, 'SELECT 1 FROM answer WHERE hash = ?', [hash]) === undefined ? [] : [hash],
      ),
  );

const page = 200;

function catchUp(db: Writer, witness: Witness, heads: readonly string[]): Result<void> {
  for (let from = heads; ;) {
    const missing = entriesToSend(db, from, page);
    for (const entry of missing) {
      const frame = readFrame(entry);
      const appended = frame.ok ? witness.append(entry, frame.value.number) : done;
      if (!appended.ok) return appended;
    }
    const last = missing.at(-1);
    if (last === undefined || missing.length < page) return done;
    from = [last.hash];
  }
}

/**
 * A large load of customers, row by row over those that are there, in small transactions with rests between them. What was written counts at once:
 * a customer is right by themselves, and a load that a crash breaks off comes again from its beginning.
 */
import type { Instant } from '../../shared/identity.ts';
import { customerSchema } from '../../shared/wire/feed.ts';
import { dropCustomer, dropUnstaged, putCustomer } from './customers.ts';
import { saveJob } from './jobs.ts';
import { parsed } from './parsed.ts';
import { clearStage, stagedAfter, type Stage } from './stage.ts';
import { transaction, type Writer } from './transaction.ts';

/** How a load takes turns: `slice` runs a transaction that a crash may take back, `last` the one that makes all of them count. */
export type LoadPorts = {
  readonly slice: <T>(work: () => T) => T;
  readonly last: (work: () => void) => void;
};

/** Rows in one transaction: a few milliseconds. */
const most = 25;
const job = '1010';

/** Writes the staged version; then it is the applied one. */
export function loadCustomers(db: Writer, stage: Stage, at: Instant, ports: LoadPorts): void {
  const inSlices = (work: () => number): void => {
    while (ports.slice(() => transaction(db, work)) >= most);
  };
  let after = '';
  inSlices(() => {
    const rows = stagedAfter(db, job, after, most);
    for (const { id, body } of rows) {
      if (body === null) dropCustomer(db, id);
      else putCustomer(db, parsed(customerSchema, body, 'staged customer'));
    }
    after = rows.at(-1)?.id ?? after;
    return rows.length;
  });
  if (stage.full) inSlices(() => dropUnstaged(db, most));
  ports.last(() =>
    transaction(db, () => {
      saveJob(db, stage, at, 0);
      clearStage(db, job);
    }),
  );
}

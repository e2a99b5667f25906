/** Applies a staged version in one transaction: what each job's rows become. */
import type { Instant } from '../../shared/identity.ts';
import {
  customerSchema,
  parametersSchema,
  staffSchema,
  storeConfigurationSchema,
} from '../../shared/wire/feed.ts';
import { dropCustomer, putCustomer } from './customers.ts';
import { saveJob } from './jobs.ts';
import { parsed } from './parsed.ts';
import { clearStage, stagedAfter, type Stage, type StagedJob } from './stage.ts';
import { run } from './statement.ts';
import type { Writer } from './transaction.ts';

/** Staged rows in memory at once. */
const slice = 500;

/** Applies all staged rows of a version; inside a transaction. */
export function applyStaged(db: Writer, stage: Stage, at: Instant): void {
  const { put, drop, clear } = writers[stage.job];
  if (stage.full) clear(db);
  for (let after = ''; ;) {
    const rows = stagedAfter(db, stage.job, after, slice);
    for (const { id, body } of rows) {
      if (body === null) drop(db, id);
      else put(db, id, body);
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  saveJob(db, stage, at, 0);
  clearStage(db, stage.job);
}

type RowWriter = {
  readonly put: (db: Writer, id: string, body: string) => void;
  readonly drop: (db: Writer, id: string) => void;
  readonly clear: (db: Writer) => void;
};

const writers: Readonly<Record<StagedJob, RowWriter>> = {
  '1010': {
    put: (db, _id, body) => putCustomer(db, parsed(customerSchema, body, 'staged customer')),
    drop: dropCustomer,
    clear: (db) => {
      run(db, 'DELETE FROM customer');
      run(db, "INSERT INTO customer_words (customer_words) VALUES ('delete-all')");
    },
  },
  '1060': {
    put: putStaff,
    drop: (db, id) => run(db, 'DELETE FROM staff WHERE id = ?', [id]),
    clear: (db) => run(db, 'DELETE FROM staff'),
  },
  '1070': {
    put: (db, id, body) => {
      parsed(storeConfigurationSchema, body, 'staged configuration');
      run(
        db,
        'INSERT INTO configuration (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
        [id, body],
      );
    },
    drop: (db, id) => run(db, 'DELETE FROM configuration WHERE id = ?', [id]),
    clear: (db) => run(db, 'DELETE FROM configuration'),
  },
  '1110': {
    put: (db, id, body) => {
      const { version } = parsed(parametersSchema, body, 'staged parameters');
      run(
        db,
        `INSERT INTO parameters (id, version, body) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body`,
        [id, version, body],
      );
    },
    drop: (db, id) => run(db, 'DELETE FROM parameters WHERE id = ?', [id]),
    clear: (db) => run(db, 'DELETE FROM parameters'),
  },
};

function putStaff(db: Writer, id: string, body: string): void {
  const staff = parsed(staffSchema, body, 'staged person');
  run(db, 'DELETE FROM staff WHERE id = ?', [id]);
  run(
    db,
    'INSERT INTO staff (id, name_en, name_zh, role, pin_hash, badge) VALUES (?, ?, ?, ?, ?, ?)',
    [id, staff.name.en, staff.name.zh, staff.role, staff.pinHash, staff.badge ?? null],
  );
}

/** Accounts of head office: who may look and who may act. Passwords exist only as salted, memory-hard hashes. */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import type { AccountRole, SignIn } from '../../shared/wire/headoffice.ts';
import { recordAct } from './audit.ts';
import {
  countFailure,
  isKnownPlace,
  lockAttempt,
  lockedUntil,
  noteSuccess,
  type Bound,
} from './failures.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { hashPin, isPin } from './pins.ts';
import type { AccountTable, FailureTable, Tables } from './tables.ts';

const lockedForMs = 15 * 60_000;
/** Wrong passwords from one address, and from anywhere. */
const perAddress: Bound = { most: 5, lockedForMs, forgottenMs: 24 * 3_600_000 };
const mostFailures = 50;

/** Makes an account or gives it another name, role and password. */
export async function createAccount(
  headquarters: Headquarters,
  account: {
    readonly id: string;
    readonly name: string;
    readonly role: AccountRole;
    readonly password: string;
  },
): Promise<void> {
  const { id, name, role } = account;
  const row = {
    name,
    role,
    password_hash: await hashPin(account.password),
    failures: 0,
    locked_until: null,
  };
  await headquarters.db.transaction(async (act) => {
    await act
      .insertInto('account')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    await act.deleteFrom('session').where('account', '=', id).execute();
    await act
      .deleteFrom('failure')
      .where('kind', '=', 'account')
      .where('subject', '=', id)
      .execute();
  });
}

export async function findAccount(
  db: Kysely<Tables>,
  id: string,
): Promise<AccountTable | undefined> {
  return db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Gives the name of an account by its id; another text, such as who acted when no person did, stays as it is. */
export async function accountNames(db: Kysely<Tables>): Promise<(id: string) => string> {
  const rows = await db.selectFrom('account').select(['id', 'name']).execute();
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return (id) => names.get(id) ?? id;
}

/** A hash of no password, so that an unknown account takes as long to refuse as a wrong password. */
const nobody = `scrypt$16384$8$1$${'A'.repeat(22)}==$${'A'.repeat(43)}=`;

/**
 * The account, if the password is right. Five wrong ones from one address lock the account there for a quarter of an hour; fifty from
 * anywhere lock it everywhere but where its person signed in before, so that nobody is kept out by knowing a name. `address`: from where
 * it is tried. Faults: account.signIn, signIn.lockedOut.
 */
export async function authenticate(
  headquarters: Headquarters,
  signIn: SignIn,
  address: string,
): Promise<Result<AccountTable>> {
  const found = await findAccount(headquarters.db.query, signIn.account);
  const right = await isPin(signIn.password, found?.password_hash ?? nobody);
  if (!found) return fail('account.signIn');
  return headquarters.db.transaction(async (act) => {
    const here = await lockAttempt(act, { kind: 'account', subject: found.id, address });
    const now = headquarters.clock.now();
    const account = await findAccount(act, found.id);
    if (!account || account.password_hash !== found.password_hash) return fail('account.signIn');
    const until =
      lockedUntil(here, now) ?? (isKnownPlace(here, now) ? null : lockedEverywhere(account, now));
    if (until !== null) return fail('signIn.lockedOut', { until });
    if (right) {
      await noteSuccess(act, here, now);
      await setFailures(act, account.id, 0, null);
      return ok(account);
    }
    await countWrong(headquarters, act, account, here);
    return fail('account.signIn');
  });
}

const lockedEverywhere = (account: AccountTable, now: Instant): Instant | null =>
  account.locked_until !== null && account.locked_until > now ? account.locked_until : null;

/** Counts a wrong password for its address and for the account, and tells the audit of each lock. */
async function countWrong(
  headquarters: Headquarters,
  act: Act,
  account: AccountTable,
  here: FailureTable,
): Promise<void> {
  const at = headquarters.clock.now();
  const locked = (detail: string): Promise<void> =>
    recordAct(headquarters, act, { at, account: account.id, act: 'account.locked', detail });
  if ((await countFailure(act, here, perAddress, at)) !== null)
    await locked(`from ${here.address}: ${perAddress.most} wrong passwords`);
  const failures = account.failures + 1;
  if (failures < mostFailures) await setFailures(act, account.id, failures, null);
  else {
    const until = new Date(Date.parse(at) + lockedForMs).toISOString();
    await setFailures(act, account.id, 0, until);
    await locked(`everywhere new: ${mostFailures} wrong passwords`);
  }
}

async function setFailures(
  act: Act,
  account: string,
  failures: number,
  lockedTo: Instant | null,
): Promise<void> {
  await act
    .updateTable('account')
    .set({ failures, locked_until: lockedTo })
    .where('id', '=', account)
    .execute();
}

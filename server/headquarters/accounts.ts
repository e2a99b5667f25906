/** Accounts of head office: who may look and who may act. Passwords exist only as salted, memory-hard hashes. */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { AccountRole, SignIn } from '../../shared/wire/headoffice.ts';
import type { Headquarters } from './headquarters.ts';
import { hashPin, isPin } from './pins.ts';
import type { AccountTable, Tables } from './tables.ts';

const mostFailures = 5;
const lockedForMs = 15 * 60_000;

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

/** The account, if the password is right and it is not locked after five wrong ones. Faults: account.signIn, signIn.lockedOut. */
export async function authenticate(
  headquarters: Headquarters,
  signIn: SignIn,
): Promise<Result<AccountTable>> {
  const found = await findAccount(headquarters.db.query, signIn.account);
  const right = await isPin(signIn.password, found?.password_hash ?? nobody);
  return headquarters.db.transaction(async (act) => {
    const now = headquarters.clock.now();
    const account = await findAccount(act, signIn.account);
    if (!account || account.password_hash !== found?.password_hash) return fail('account.signIn');
    if (account.locked_until !== null && account.locked_until > now)
      return fail('signIn.lockedOut', { until: account.locked_until });
    const failures = right ? 0 : account.failures + 1;
    const locked =
      failures >= mostFailures ? new Date(Date.parse(now) + lockedForMs).toISOString() : null;
    await act
      .updateTable('account')
      .set({ failures: locked === null ? failures : 0, locked_until: locked })
      .where('id', '=', account.id)
      .execute();
    return right ? ok(account) : fail('account.signIn');
  });
}

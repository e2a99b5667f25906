/** Who may do what on the command line: a person with an account, and its password out of the environment. */
import { authenticate } from '../../headquarters/accounts.ts';
import type { Headquarters } from '../../headquarters/headquarters.ts';
import { done, fail, type Result } from '../../../shared/fault.ts';
import { permissions, type Permission } from '../../../shared/wire/headoffice.ts';

/** Faults: account.signIn, signIn.lockedOut, account.denied. */
export async function allowed(
  headquarters: Headquarters,
  { account, password = '' }: { readonly account: string; readonly password: string | undefined },
  needed: Permission,
): Promise<Result<void>> {
  const signedIn = await authenticate(headquarters, { account, password }, 'command line');
  if (!signedIn.ok) return signedIn;
  return permissions[signedIn.value.role].includes(needed)
    ? done
    : fail('account.denied', { account });
}

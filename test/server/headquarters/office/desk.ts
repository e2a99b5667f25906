/** A person at head office over HTTP: signs in once, reads and changes with session and CSRF token. */
import type { AxiosResponse } from 'axios';
import { expect } from 'vitest';
import { csrfHeader, headOfficePaths, sessionSchema } from '../../../../shared/wire/headoffice.ts';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import type { Door } from '../door.ts';
import type { TestWorld } from '../world.ts';

export type Person = {
  /** The answer, which must be a 200. */
  readonly get: (path: string) => Promise<unknown>;
  /** Answers whatever the status is. */
  readonly post: (
    path: string,
    body: unknown,
    more?: Readonly<Record<string, string>>,
  ) => Promise<AxiosResponse<unknown>>;
  readonly cookie: string;
};

/** Ruth may money, Sam everything, Ann only looks; the password is the id and `-secret`. */
export async function hireStaff(world: TestWorld): Promise<void> {
  for (const [id, name, role] of [
    ['ruth', 'Ruth Bauer', 'finance'],
    ['sam', 'Sam Ito', 'administrator'],
    ['ann', 'Ann Reyes', 'auditor'],
  ] as const)
    await createAccount(world.now(), { id, name, role, password: `${id}-secret` });
}

export async function signIn({ call }: Door, account: string): Promise<Person> {
  const password = `${account}-secret`;
  const answer = await call('POST', headOfficePaths.session, { account, password });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  const session = sessionSchema.parse(answer.data);
  const headers = { cookie: cookie.split(';')[0] ?? '', [csrfHeader]: session.csrf ?? '' };
  return {
    cookie: headers.cookie,
    get: async (path) => {
      const found = await call('GET', path, undefined, { cookie: headers.cookie });
      expect(found.status, path).toBe(200);
      return found.data;
    },
    post: (path, body, more = {}) => call('POST', path, body, { ...headers, ...more }),
  };
}

/** Head office's door: who may do what, whose CSRF token counts, what the cookie and the policy say. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accountRoles,
  csrfHeader,
  headOfficePaths,
  permissions,
  sessionSchema,
  type AccountRole,
} from '../../shared/wire/headoffice.ts';
import { masterPaths } from '../../shared/wire/masters.ts';
import { problemSchema } from '../../shared/wire/problem.ts';
import { createAccount } from '../../server/headquarters/accounts.ts';
import { headquartersApp } from '../../server/headquarters/app.ts';
import { listen } from '../../server/http/listen.ts';
import { openWorld, type TestWorld } from '../server/headquarters/world.ts';
import { doors } from './fuzz/doors.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-office-'));
const password = 'long enough to be a password';
let world: TestWorld;
let app: ReturnType<typeof headquartersApp>;
let url: string;

beforeAll(async () => {
  world = await openWorld({
    kind: 'sqlite',
    folder,
    fresh: () => ({ file: join(folder, 'hq.sqlite') }),
  });
  for (const role of accountRoles)
    await createAccount(world.now(), { id: role, name: role, role, password });
  app = headquartersApp({ headquarters: world.now(), log: () => undefined });
  url = await listen(app, 0);
});
afterAll(async () => {
  await app.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

type Headers = Record<string, string>;
const post = (path: string, body: unknown, headers: Headers = {}): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function signIn(
  role: AccountRole,
  headers: Headers = {},
): Promise<{ cookie: string; page: Headers }> {
  const told = await post(headOfficePaths.session, { account: role, password }, headers);
  const cookie = told.headers.get('set-cookie') ?? '';
  const csrf = sessionSchema.parse(await told.json()).csrf ?? '';
  return { cookie, page: { cookie: cookie.split(';')[0] ?? '', [csrfHeader]: csrf } };
}

/** Questions that no address may hold: who is signed in may ask them. */
const questions: readonly string[] = [
  headOfficePaths.findInstrument,
  headOfficePaths.lookAtRepair,
  masterPaths.previewImport,
];
const changes = doors.filter(
  ({ of, method, path }) =>
    of === 'office' &&
    method === 'POST' &&
    path !== headOfficePaths.session &&
    !questions.includes(path),
);
/** What each role may not touch at all, by the paths of the page. */
const forbidden: Readonly<Record<AccountRole, readonly string[]>> = {
  administrator: [],
  finance: [
    headOfficePaths.activationCode,
    headOfficePaths.addRegister,
    headOfficePaths.registerActive,
    headOfficePaths.runJob,
    headOfficePaths.scheduleJob,
    headOfficePaths.syncRegister,
    masterPaths.applyImport,
    masterPaths.products,
    masterPaths.resetPin,
    masterPaths.staff,
    masterPaths.stores,
  ],
  auditor: changes.map(({ path }) => path),
};

it.each(accountRoles)(
  '%s changes what the role may, and is denied everything else',
  async (role) => {
    const { page } = await signIn(role);
    const denied: string[] = [];
    for (const { path } of changes) {
      // A body that is refused later: only the question of permission is asked here.
      const schema = doors.find((door) => door.path === path && door.method === 'POST')?.schema;
      expect(schema).toBeDefined();
      const told = await post(path, good[path] ?? {}, page);
      if (told.status === 403) denied.push(path);
    }
    expect(denied.toSorted()).toEqual(forbidden[role].toSorted());
    expect(permissions[role].length === 0).toBe(role === 'auditor');
  },
);

const second = { account: 'nobody', password };
const rule = { completeOffline: false, mostPerSale: null, mostHours: null, mostPending: null };
const offlineProfile = {
  timeout: 3000,
  retries: 1,
  heartbeat: 5000,
  reconnect: 5000,
  slow: 2000,
  goodHeartbeats: 2,
};
const parameters = { base: 99, posting: { giftCard: rule, creditMemo: rule }, offlineProfile };
/** Bodies that their schema takes and that change nothing, because what they name is not there. */
const good: Readonly<Record<string, unknown>> = {
  [headOfficePaths.parameters]: parameters,
  [headOfficePaths.applyParameters]: parameters,
  [headOfficePaths.activationCode]: { register: 'Z' },
  [headOfficePaths.registerActive]: { register: 'Z', active: false },
  [headOfficePaths.instruments]: {
    kind: 'giftCard',
    number: '630000000000',
    amount: 1,
    currency: 'USD',
  },
  [headOfficePaths.blockInstrument]: { key: 'f'.repeat(64), blocked: true, note: 'a note' },
  [headOfficePaths.breakLock]: { request: 'r', reason: 'registerLost', note: 'a note', second },
  [headOfficePaths.adjustInstrument]: {
    ...{ key: 'f'.repeat(64), change: 1, balance: 0, reason: 'goodwill', note: 'a note' },
  },
  [headOfficePaths.expireInstrument]: { key: 'f'.repeat(64), note: 'a note' },
  [headOfficePaths.repairEntry]: {
    ...{ register: 'Z', hash: 'f'.repeat(64), text: '{}', note: 'a note', second },
  },
  [headOfficePaths.closeException]: { id: 'x', note: 'a note' },
  [headOfficePaths.chargeException]: { id: 'x' },
  [headOfficePaths.runJob]: { job: '1040', full: false },
  [headOfficePaths.recovery]: { register: 'Z', note: 'a note', second },
};

it("takes no CSRF token but the session's own", async () => {
  const [mine, other] = [await signIn('administrator'), await signIn('administrator')];
  const body = good[headOfficePaths.registerActive];
  const act = async (headers: Headers): Promise<string> => {
    const told = await post(headOfficePaths.registerActive, body, headers);
    return problemSchema.parse(await told.json()).code;
  };
  const { cookie = '', [csrfHeader]: token = '' } = mine.page;
  for (const wrong of ['', other.page[csrfHeader] ?? '', `${token.slice(0, -1)}é`])
    expect(await act({ cookie, [csrfHeader]: wrong })).toBe('account.denied');
  expect(await act({ cookie })).toBe('account.denied');
  expect(await act({ [csrfHeader]: token })).toBe('account.signIn');
  // It came through: only the register that it names is not there.
  expect(await act(mine.page)).toBe('device.unknown');
});

it('keeps the session in a cookie that no script and no other page has, and only by HTTPS where there is HTTPS', async () => {
  const plain = (await signIn('auditor')).cookie;
  expect(plain).toMatch(
    /^holdfast-session=\w{64}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=36000$/,
  );
  const safe = (await signIn('auditor', { 'x-forwarded-proto': 'https' })).cookie;
  expect(safe).toBe(
    `${safe.split(';')[0]}; Path=/; HttpOnly; SameSite=Strict; Max-Age=36000; Secure`,
  );
});

it('ends every session of an account whose password changes', async () => {
  const { page } = await signIn('auditor');
  const read = async (): Promise<number> =>
    (await fetch(url + headOfficePaths.audit, { headers: { cookie: page['cookie'] ?? '' } }))
      .status;
  expect(await read()).toBe(200);
  await createAccount(world.now(), { id: 'auditor', name: 'a', role: 'auditor', password });
  expect(await read()).toBe(401);
});

it('sends every answer under a policy without inline script, frames or foreign sources', async () => {
  const { headers } = await fetch(url + headOfficePaths.session);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ])
    expect(policy).toContain(part);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cache-control')).toBe('no-store');
});

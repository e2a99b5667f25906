/** The OpenAPI document says what the doors do. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headOfficePaths, openApiPath } from '../../../../shared/wire/headoffice.ts';
import { masterPaths } from '../../../../shared/wire/masters.ts';
import { problemMedia, problemSchema, problemsPath } from '../../../../shared/wire/problem.ts';
import { doors } from '../../../security/fuzz/doors.ts';
import { contractOf, type Contract } from '../contract.ts';
import { openDoor, type Door } from '../door.ts';
import { openWorld } from '../world.ts';
import { hireStaff, signIn } from './desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-openapi-'));
let door: Door;
let contract: Contract;
beforeAll(async () => {
  const fresh = () => ({ file: join(folder, 'hq.sqlite') });
  const world = await openWorld({ kind: 'sqlite', folder, fresh });
  await hireStaff(world);
  door = await openDoor(world);
  contract = contractOf((await door.call('GET', openApiPath)).data);
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true });
});

it('is of version 3.1 and holds every path that the page knows', () => {
  expect(contract.document.openapi).toBe('3.1.0');
  const named = Object.keys(contract.document.paths);
  expect(Object.values(headOfficePaths).filter((path) => !named.includes(path))).toEqual([]);
});

it('names the same doors that are fired at by the fuzzer', () => {
  const declared = Object.entries(contract.document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const fired = doors
    .filter(({ of }) => of === 'office')
    .map(({ method, path }) => `${method} ${path}`);
  const quiet = [
    `GET ${headOfficePaths.session}`,
    `DELETE ${headOfficePaths.session}`,
    `GET ${problemsPath}`,
    `GET ${openApiPath}`,
  ];
  expect([...fired, ...quiet].toSorted()).toEqual(declared.toSorted());
});

it('leaves nothing open: each schema says what it takes, and each change takes a key', () => {
  const open: string[] = [];
  const look = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value) && Object.keys(value).length === 0 && !/properties|default$/.test(at))
      if (!at.endsWith('additionalProperties')) open.push(at);
    for (const [name, inner] of Object.entries(value)) look(inner, `${at}.${name}`);
  };
  for (const [path, operations] of Object.entries(contract.document.paths))
    for (const [method, operation] of Object.entries(operations)) {
      const at = `${method} ${path}`;
      for (const [type, { schema }] of Object.entries(operation.responses[200].content))
        look(schema, `${at} ${type}`);
      for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {}))
        look(schema, `${at} takes ${type}`);
      expect(operation.summary, at).toMatch(/\.$/);
      const takesKey = operation.parameters.some(({ $ref }) => String($ref).endsWith('Key'));
      const asks = [
        headOfficePaths.findInstrument,
        headOfficePaths.lookAtRepair,
        masterPaths.previewImport,
        headOfficePaths.session,
      ];
      expect(takesKey, at).toBe(method === 'post' && asks.every((asked) => asked !== path));
      expect(operation['x-permission'] !== undefined, at).toBe(takesKey);
    }
  expect(open).toEqual([]);
});

it('tells a fault as a problem, in the language that is asked for', async () => {
  const asked = await fetch(`${door.url}${headOfficePaths.audit}`);
  expect(asked.headers.get('content-type')).toContain(problemMedia);
  expect(problemSchema.parse(await asked.json())).toMatchObject({
    ...{ type: '/api/problems#account.signIn', title: 'Account or password is wrong.' },
    ...{ status: 401, code: 'account.signIn', retry: 'now' },
  });
  const chinese = await fetch(`${door.url}${headOfficePaths.audit}`, {
    headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
  });
  expect(problemSchema.parse(await chinese.json()).title).toBe('帐户或密码不正确。');
  const nowhere = await fetch(`${door.url}/api/nowhere`);
  expect([nowhere.status, problemSchema.parse(await nowhere.json()).code]).toEqual([
    404,
    'wire.malformed',
  ]);
  const types = (await door.call('GET', problemsPath)).data;
  expect(types).toMatchObject({ problems: expect.any(Array) });
});

it('pages through a list by cursors and refuses one that is not its own', async () => {
  const person = await signIn(door, 'sam');
  for (let n = 0; n < 5; n += 1) await person.post(headOfficePaths.resetCache, {});
  type Page = { rows: { number: number }[]; next: string | null };
  const whole = (await person.get(headOfficePaths.audit)) as Page;
  const seen: number[] = [];
  let after = '';
  for (let pages = 0; pages < 20; pages += 1) {
    const page = (await person.get(`${headOfficePaths.audit}?limit=2${after}`)) as Page;
    seen.push(...page.rows.map(({ number }) => number));
    if (page.next === null) break;
    // What comes in meanwhile moves nothing.
    await person.post(headOfficePaths.resetCache, {});
    after = `&after=${page.next}`;
  }
  expect(seen).toEqual(whole.rows.map(({ number }) => number));
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const wrong of ['x', cursor(['a']), cursor([1, 2]), cursor([1.5]), cursor({ a: 1 })]) {
    const answer = await door.call('GET', `${headOfficePaths.audit}?after=${wrong}`, undefined, {
      cookie: person.cookie,
    });
    expect([answer.status, answer.data]).toEqual([
      400,
      expect.objectContaining({ code: 'wire.malformed', data: { at: 'after' } }),
    ]);
  }
});

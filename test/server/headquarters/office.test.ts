/** The door of the head office page over HTTP. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultParameters } from '../../../shared/parameters.ts';
import {
  auditSchema,
  csrfHeader,
  headOfficePaths as paths,
  overviewSchema,
  parameterHistorySchema,
  parametersStateSchema,
  recoverySchema,
  sessionSchema,
} from '../../../shared/wire/headoffice.ts';
import { distributionSchema } from '../../../shared/wire/distribution.ts';
import { exceptionsSchema } from '../../../shared/wire/exceptions.ts';
import { instrumentDetailSchema, instrumentsSchema } from '../../../shared/wire/instruments.ts';
import { registersSchema } from '../../../shared/wire/registerlist.ts';
import { describeDatabases } from '../databases.ts';
import { makeClerk } from './clerk.ts';
import { openDoor, type Door } from './door.ts';
import { hireStaff, signIn as signInAt } from './office/desk.ts';
import { addCard, cardNumber, openWorld, type TestWorld } from './world.ts';

describeDatabases('head office', (place) => {
  let world: TestWorld;
  let door: Door;
  beforeEach(async () => {
    world = await openWorld(place);
    const page = mkdtempSync(join(place.folder, 'page-'));
    writeFileSync(join(page, 'index.html'), '<!doctype html><title>Head office</title>');
    door = await openDoor(world, page);
    await hireStaff(world);
  });
  afterEach(async () => {
    await door.close();
    expect(door.log).toEqual([]);
  });

  const call: Door['call'] = (...request) => door.call(...request);

  const signIn = (account: string) => signInAt(door, account);

  it('shows everything to everybody who is signed in, by its contract', async () => {
    const { key } = await addCard(world.now(), 'c1', 5000);
    await makeClerk(() => world, 'A').lock('r1', { card: 'c1' });
    const page = await signIn('ann');
    expect(overviewSchema.parse(await page.get(paths.overview))).toMatchObject({
      liability: [{ kind: 'giftCard', amount: 5000 }],
      instruments: { giftCards: 1, locked: 1 },
    });
    expect(registersSchema.parse(await page.get(paths.registers)).registers).toMatchObject([
      { id: 'A', name: 'R-A', contact: 'never', locks: 1 },
      { id: 'B' },
    ]);
    const listed = instrumentsSchema.parse(
      await page.get(`${paths.instruments}?kind=giftCard&show=locked&text=R-A`),
    );
    expect(listed).toMatchObject({
      counts: { all: 1, locked: 1, expired: 0, blocked: 0 },
      rows: [
        {
          key,
          balance: 5000,
          lock: { request: 'r1', registerName: 'R-A', storeName: { en: 'Harbour Street' } },
        },
      ],
    });
    expect(
      instrumentDetailSchema.parse(await page.get(`${paths.instrument}?key=${key}`)).postings,
    ).toMatchObject([{ act: 'opening', change: 5000 }]);
    parametersStateSchema.parse(await page.get(paths.parameters));
    parameterHistorySchema.parse(await page.get(paths.parameterHistory));
    exceptionsSchema.parse(await page.get(paths.exceptions));
    distributionSchema.parse(await page.get(paths.distribution));
    auditSchema.parse(await page.get(paths.audit));
    recoverySchema.parse(await page.get(paths.recovery));
    const body = {
      base: 0,
      posting: defaultParameters.posting,
      offlineProfile: defaultParameters.offlineProfile,
    };
    expect((await page.post(paths.applyParameters, body)).data).toMatchObject({
      code: 'account.denied',
    });
  });

  it('lets nobody act without session, CSRF token or from another page', async () => {
    const body = {
      base: 0,
      posting: defaultParameters.posting,
      offlineProfile: defaultParameters.offlineProfile,
    };
    expect((await call('GET', paths.overview)).status).toBe(401);
    expect((await call('POST', paths.parameters, body)).status).toBe(401);
    const page = await signIn('ruth');
    expect((await call('POST', paths.parameters, body, { cookie: page.cookie })).status).toBe(403);
    expect(
      (await page.post(paths.parameters, body, { origin: 'https://elsewhere.example' })).status,
    ).toBe(403);
    expect((await page.post(paths.parameters, body, { origin: door.url })).data).toMatchObject({
      version: 1,
    });
    expect((await page.post(paths.applyParameters, { ...body, base: 1 })).status).toBe(200);
    expect((await page.post(paths.resetCache, {})).status).toBe(200);
    expect((await page.post(paths.registerActive, { register: 'A', active: false })).status).toBe(
      403,
    );
    const closed = await call('DELETE', paths.session, undefined, {
      cookie: page.cookie,
      [csrfHeader]:
        sessionSchema.parse(
          (await call('GET', paths.session, undefined, { cookie: page.cookie })).data,
        ).csrf ?? '',
    });
    expect(closed.data).toMatchObject({ account: null });
    expect((await call('GET', paths.overview, undefined, { cookie: page.cookie })).status).toBe(
      401,
    );
  });

  it('names the place of a parameter that is not allowed, and who saved each version', async () => {
    const page = await signIn('ruth');
    const { posting, offlineProfile } = defaultParameters;
    const save = async (giftCard: object): Promise<unknown> =>
      (
        await page.post(paths.parameters, {
          base: 0,
          posting: { ...posting, giftCard: { ...posting.giftCard, ...giftCard } },
          offlineProfile,
        })
      ).data;
    for (const flaw of [{ mostPerSale: -1 }, { mostHours: 10_001 }, { mostPending: 0.5 }]) {
      const at = `posting.giftCard.${Object.keys(flaw).join('')}`;
      expect(await save(flaw)).toEqual({
        type: '/api/problems#parameters.invalid',
        title: 'A setting is not allowed.',
        status: 422,
        detail: 'A setting is not allowed. Correct it and save again.',
        ...{ code: 'parameters.invalid', data: { at }, retry: 'no' },
      });
    }
    expect(await save({ mostHours: 8 })).toMatchObject({ version: 1 });
    expect(await page.get(paths.parameters)).toMatchObject({ savedBy: 'Ruth Bauer' });
    expect(await page.get(paths.parameterHistory)).toMatchObject({
      rows: [{ savedBy: 'Ruth Bauer', previous: null }],
      next: null,
    });
  });

  it('breaks a lock only with a second person who may', async () => {
    await addCard(world.now(), 'c1', 5000);
    await makeClerk(() => world, 'A').lock('r1', { card: 'c1' });
    const page = await signIn('ruth');
    const act = (account: string, password = `${account}-secret`) =>
      page.post(paths.breakLock, {
        request: 'r1',
        reason: 'registerLost',
        note: 'ticket 8812',
        second: { account, password },
      });
    expect((await act('ruth')).data).toMatchObject({ code: 'lock.secondPerson' });
    expect((await act('sam', 'wrong')).data).toMatchObject({ code: 'account.signIn' });
    expect((await act('ann')).data).toMatchObject({ code: 'account.denied' });
    expect((await act('sam')).status).toBe(200);
    const { rows } = auditSchema.parse(await page.get(paths.audit));
    expect(rows[0]).toMatchObject({ act: 'lock.broken', account: 'ruth', second: 'sam' });
  });

  it('locks an account after five wrong passwords', async () => {
    const attempt = (password: string) =>
      call('POST', paths.session, { account: 'ruth', password });
    for (let n = 0; n < 5; n += 1)
      expect((await attempt('wrong')).data).toMatchObject({ code: 'account.signIn' });
    expect((await attempt('ruth-secret')).data).toMatchObject({ code: 'signIn.lockedOut' });
    expect(
      (await call('POST', paths.session, { account: 'nobody', password: 'x' })).data,
    ).toMatchObject({ code: 'account.signIn' });
  });

  it('issues a card from head office and serves the page under a strict policy', async () => {
    const page = await signIn('ruth');
    const issued = await page.post(paths.instruments, {
      kind: 'giftCard',
      number: cardNumber('n9'),
      amount: 2500,
      currency: 'USD',
    });
    expect(issued.data).toMatchObject({ kind: 'giftCard' });
    expect(JSON.stringify(issued.data)).not.toContain(cardNumber('n9'));
    const root = await call('GET', '/');
    expect(root.data).toContain('Head office');
    expect(root.headers['content-security-policy']).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    expect((await call('GET', '/../headquarters-keys.json')).status).toBe(404);
  });
});

/** Receipts by e-mail that did not go out, as head office cares for them: over HTTP, by role, with its audit. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listAudit } from '../../../server/headquarters/audit.ts';
import { endTry, takeMail } from '../../../server/headquarters/mail.ts';
import { headOfficePaths as paths, overviewSchema } from '../../../shared/wire/headoffice.ts';
import { mailsSchema, type Mails, type MailShow } from '../../../shared/wire/mails.ts';
import { describeDatabases } from '../databases.ts';
import { push } from './desk.ts';
import { openDoor, type Door } from './door.ts';
import { askedByMail } from './mailwish.ts';
import { hireStaff, signIn, type Person } from './office/desk.ts';
import { entryOf } from './sealed.ts';
import { openWorld, unwrap, type TestWorld } from './world.ts';

describeDatabases('receipts by e-mail that did not go out', (place) => {
  let world: TestWorld;
  let door: Door;
  let ruth: Person;
  beforeEach(async () => {
    world = await openWorld(place);
    await hireStaff(world);
    door = await openDoor(world);
    ruth = await signIn(door, 'ruth');
  });
  afterEach(() => door.close());

  /** Entries of A that ask for one each, a second apart. */
  const wish = async (...addresses: readonly string[]): Promise<string[]> => {
    const hashes: string[] = [];
    for (const [index, to] of addresses.entries()) {
      const entry = entryOf('A', index + 1, hashes.slice(-1), askedByMail(`R-${index + 1}`, to));
      await push(world, 'A', entry);
      hashes.push(entry.hash);
      world.clock.pass(1000);
    }
    return hashes;
  };
  /** What is due is tried and refused for good. */
  const refuse = async (): Promise<void> => {
    for (let due = await takeMail(world.now()); due !== null; due = await takeMail(world.now()))
      await endTry(world.now(), due, '550 no such user', true);
  };
  const list = async (show: MailShow, more = ''): Promise<Mails> =>
    mailsSchema.parse(await ruth.get(`${paths.mails}?show=${show}${more}`));
  const audited = async (count: number): Promise<string[]> =>
    unwrap(await listAudit(world.now().db.query, { limit: count })).rows.map(
      ({ account, act, detail }) => `${account} ${act}: ${detail}`,
    );

  it('are listed with reason and place, page by page, and counted beside the page', async () => {
    await wish('ana@example.com', 'bo@example.com', 'cy@example.com');
    expect((await list('waiting')).counts).toEqual({ failed: 0, waiting: 3, givenUp: 0 });
    await refuse();
    const first = await list('failed', '&limit=2');
    expect(first.counts).toEqual({ failed: 3, waiting: 0, givenUp: 0 });
    expect(first.rows.map((row) => row.receipt)).toEqual(['R-3', 'R-2']);
    expect(first.rows[0]).toMatchObject({
      ...{ address: 'cy@example.com', registerName: 'R-A', tries: 1, why: '550 no such user' },
      ...{ nextTry: null, givenUp: null, storeName: { en: 'Harbour Street' } },
    });
    const second = await list('failed', `&limit=2&after=${first.next ?? ''}`);
    expect(second.rows.map((row) => row.receipt)).toEqual(['R-1']);
    expect(second.next).toBeNull();
    expect(overviewSchema.parse(await ruth.get(paths.overview)).failedMails).toBe(3);
  });

  it('are sent again, also to another address, and the audit says who did it and not to whom', async () => {
    const [first = '', second = ''] = await wish('ana@exampel.com', 'bo@example.com');
    await refuse();
    const wrong = await ruth.post(paths.retryMail, { entry: first, address: 'ana at example' });
    expect([wrong.status, wrong.data]).toMatchObject([422, { code: 'email.address' }]);
    const right = { entry: first, address: ' ana@example.com ' };
    expect((await ruth.post(paths.retryMail, right)).status).toBe(200);
    expect((await ruth.post(paths.retryMail, { entry: second })).status).toBe(200);
    // Somebody else did it already.
    expect((await ruth.post(paths.retryMail, { entry: second })).data).toMatchObject({
      code: 'lock.none',
    });
    expect(await audited(2)).toEqual([
      'ruth mail.retried: receipt R-2',
      'ruth mail.retried: receipt R-1, to another address',
    ]);
    const due = await takeMail(world.now());
    expect(due).toMatchObject({ to: 'ana@example.com', tries: 1 });
    if (due) await endTry(world.now(), due, null, false);
    expect((await list('waiting')).rows).toMatchObject([{ receipt: 'R-2', tries: 0 }]);
  });

  it('are sent again all at once, but for those given up', async () => {
    const [, second = ''] = await wish('ana@example.com', 'bo@example.com', 'cy@example.com');
    await refuse();
    const given = await ruth.post(paths.giveUpMail, { entry: second, note: 'told by telephone' });
    expect(given.status).toBe(200);
    expect((await ruth.post(paths.retryMails, {})).data).toEqual({ retried: 2 });
    expect((await ruth.post(paths.retryMails, {})).data).toEqual({ retried: 0 });
    expect(await audited(2)).toEqual([
      'ruth mail.retried: 2 receipts',
      'ruth mail.givenUp: receipt R-2: told by telephone',
    ]);
    const givenUp = await list('givenUp');
    expect(givenUp.counts).toEqual({ failed: 0, waiting: 2, givenUp: 1 });
    expect(givenUp.rows).toMatchObject([
      { receipt: 'R-2', givenUp: { by: 'Ruth Bauer', note: 'told by telephone' } },
    ]);
    // A second thought is allowed.
    expect((await ruth.post(paths.retryMail, { entry: second })).status).toBe(200);
    expect((await list('waiting')).counts).toEqual({ failed: 0, waiting: 3, givenUp: 0 });
  });

  it('are not tried any more when somebody gave them up, and count as sent when that came too late', async () => {
    const [first = '', second = ''] = await wish('ana@example.com', 'bo@example.com');
    const [one, two] = [await takeMail(world.now()), await takeMail(world.now())];
    for (const entry of [first, second]) {
      const given = await ruth.post(paths.giveUpMail, { entry, note: 'not wanted' });
      expect(given.status).toBe(200);
      // Once is enough.
      const twice = await ruth.post(paths.giveUpMail, { entry, note: 'not wanted' });
      expect(twice.data).toMatchObject({ code: 'lock.none' });
    }
    if (one) await endTry(world.now(), one, null, false);
    if (two) await endTry(world.now(), two, 'connection lost', false);
    world.clock.pass(600_000);
    expect(await takeMail(world.now())).toBeNull();
    expect((await list('givenUp')).rows.map((row) => row.entry)).toEqual([second]);
    expect((await ruth.post(paths.retryMail, { entry: first })).data).toMatchObject({
      code: 'lock.none',
    });
  });

  it('count a failure only for the try that failed', async () => {
    const [first = ''] = await wish('ana@example.com');
    const lost = await takeMail(world.now());
    expect((await ruth.post(paths.giveUpMail, { entry: first, note: 'wait' })).status).toBe(200);
    expect((await ruth.post(paths.retryMail, { entry: first })).status).toBe(200);
    if (lost) await endTry(world.now(), lost, 'connection lost', true);
    expect((await list('waiting')).rows).toMatchObject([{ entry: first, tries: 0, why: null }]);
  });

  it('are read by everybody and cared for by who may', async () => {
    const [entry = ''] = await wish('ana@example.com');
    await refuse();
    const ann = await signIn(door, 'ann');
    expect(mailsSchema.parse(await ann.get(paths.mails)).rows).toHaveLength(1);
    for (const [path, body] of [
      [paths.retryMail, { entry }],
      [paths.retryMails, {}],
      [paths.giveUpMail, { entry, note: 'mine' }],
    ] as const) {
      const denied = await ann.post(path, body);
      expect([denied.status, denied.data]).toMatchObject([403, { code: 'account.denied' }]);
    }
    expect((await list('failed')).counts.failed).toBe(1);
  });
});

/** A clerk at the page of distribution: the order of jobs, a channel that failed and was handed it again, and one channel's cache. */
import axios from 'axios';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { listAudit } from '../../../../server/headquarters/audit.ts';
import { createChannel } from '../../../../server/headquarters/channels.ts';
import { saveStore } from '../../../../server/headquarters/masters.ts';
import { editProduct } from '../../../../server/headquarters/productedits.ts';
import type { JobId } from '../../../../shared/feed.ts';
import {
  channelHeartbeatSchema,
  headquartersPaths as wire,
  packageSchema,
  type ChannelFailure,
} from '../../../../shared/wire/channel.ts';
import { tea } from '../../../make/product.ts';
import { unwrap } from '../world.ts';
import { expectAccessible } from './accessible.ts';
import { openStand, type Stand } from './stand.ts';

let stand: Stand;
const tokens: Readonly<Record<string, string>> = {
  C1: 'channel-token-of-test',
  C2: 'token-of-the-north',
};
beforeAll(async () => {
  stand = await openStand();
  const { headquarters } = stand;
  await createAccount(headquarters, {
    ...{ id: 'alma', name: 'Alma Reyes', role: 'administrator', password: 'sunflower-1' },
  });
  await createChannel(headquarters, { id: 'C2', name: 'North', token: tokens['C2'] ?? '' });
});
afterAll(() => stand.close());

const ask = async (channel: string, path: string, body: object): Promise<unknown> => {
  const headers = { authorization: `Bearer ${tokens[channel] ?? ''}` };
  return (await axios.post<unknown>(stand.url + path, { channel, ...body }, { headers })).data;
};
/** What a channel does every few seconds; answers how often its cache was reset. */
const heartbeat = async (channel: string, failure: ChannelFailure | null): Promise<number> => {
  const body = { registers: [], parameterVersion: 0, failure };
  return channelHeartbeatSchema.parse(await ask(channel, wire.heartbeat, body)).resets;
};
/** A channel takes in whatever it lacks; answers the jobs in the order in which they came. */
async function takeIn(channel: string): Promise<JobId[]> {
  const versions: Partial<Record<JobId, number>> = {};
  const jobs: JobId[] = [];
  let mark: { job: JobId | null; page: string | null } = { job: null, page: null };
  for (;;) {
    const answer = packageSchema.parse(await ask(channel, wire.packages, { versions, ...mark }));
    if (answer.page === null) return jobs;
    const { job, version, next } = answer.page;
    if (next === null) {
      versions[job] = version;
      jobs.push(job);
    }
    mark = next === null ? { job: null, page: null } : { job, page: next };
  }
}
/** A new tax, and a product that needs it. */
async function changeTaxAndProduct(): Promise<void> {
  const name = { en: 'Harbour Street', zh: '海港街店' };
  const rate = { code: 'sales', mode: 'exclusive', rate: 7250, name } as const;
  const store = { store: 'S1', name, address: name, currency: 'USD', channel: 'C1' };
  unwrap(await saveStore(stand.headquarters, { ...store, rates: [rate] }));
  const edit = { base: null, active: true, body: tea };
  unwrap(await editProduct(stand.headquarters, edit, 'alma'));
}

it('runs what a job needs before the job, and hands it out in that order', async () => {
  await changeTaxAndProduct();
  const { page, complaints } = await stand.enter('distribution', { account: 'alma' });
  const jobs = page.getByRole('table', { name: 'Distribution' });
  for (const job of ['1070', '1040'])
    await jobs.getByRole('row', { name: new RegExp(`^${job} .* 0 1 1 `) }).waitFor();
  await page.getByRole('button', { name: /^1040/ }).click();
  const panel = page.getByRole('complementary', { name: /^1040/ });
  await panel.getByText(/Runs first, when something of it waits: 1070 /).waitFor();
  await panel.getByRole('button', { name: 'Run now' }).click();
  const history = page.getByRole('table', { name: 'History' });
  await history.getByRole('row', { name: /1070 .* Changes 1/ }).waitFor();
  // The newest stands first.
  const runs = await history.locator('tbody tr td:nth-child(2)').allInnerTexts();
  expect(runs.map((text) => text.slice(0, 4)).slice(0, 2)).toEqual(['1040', '1070']);
  for (const job of ['1070', '1040'])
    await jobs.getByRole('row', { name: new RegExp(`^${job} .* 1 0 `) }).waitFor();
  expect(await takeIn('C1')).toEqual(['1070', '1040']);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('names the channel that failed and why, hands it out again, and says when it was taken in', async () => {
  const at = stand.headquarters.clock.now();
  await heartbeat('C1', { at, code: 'database.full' });
  await heartbeat('C2', null);
  await takeIn('C2');
  const { page, complaints } = await stand.enter('distribution', { account: 'alma' });
  const channels = page.getByRole('table', { name: 'Channels' });
  await channels
    .getByRole('row', { name: /^Channel .*Failed since .*\(database.full\)/ })
    .waitFor();
  await channels.getByRole('row', { name: /^North .*Up to date/ }).waitFor();
  await expectAccessible(page);
  const history = page.getByRole('table', { name: 'History' });
  const before = await history.getByRole('row', { name: /1040/ }).count();
  await history
    .getByRole('row', { name: /1040/ })
    .first()
    .getByRole('button', { name: 'Run again' })
    .click();
  await expect
    .poll(() => history.getByRole('row', { name: /1040/ }).count(), { timeout: 10_000 })
    .toBe(before + 1);
  await heartbeat('C1', null);
  await takeIn('C1');
  await channels.getByRole('row', { name: /^Channel .*Up to date/ }).waitFor();
  await history
    .getByRole('row', { name: /1040 .*(Channel \d.*North|North \d.*Channel) \d/ })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('resets the cache of the one channel that was meant, and offers it to nobody who may not', async () => {
  expect([await heartbeat('C1', null), await heartbeat('C2', null)]).toEqual([0, 0]);
  const { page, complaints } = await stand.enter('distribution');
  const channels = page.getByRole('table', { name: 'Channels' });
  await channels
    .getByRole('row', { name: /^North / })
    .getByRole('button', { name: 'Reset cache' })
    .click();
  await page.getByRole('status').getByText('North drops its cache at its next contact').waitFor();
  await expect.poll(() => heartbeat('C2', null), { timeout: 10_000 }).toBe(1);
  expect(await heartbeat('C1', null)).toBe(0);
  const [act] = unwrap(await listAudit(stand.headquarters.db.query, { limit: 1 })).rows;
  expect(act).toMatchObject({ account: 'ruth', detail: expect.stringContaining('C2') });
  // Finance may reset and not run; an auditor only looks.
  expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();

  const auditor = await stand.enter('distribution', { account: 'ada', locale: 'zh-CN' });
  const listed = auditor.page.getByRole('table', { name: '渠道' });
  await listed.getByRole('row', { name: /^North .*最新/ }).waitFor();
  expect(await auditor.page.getByRole('button', { name: '重置缓存' }).count()).toBe(0);
  await expectAccessible(auditor.page);
  expect(auditor.complaints).toEqual([]);
  await auditor.page.context().close();
});

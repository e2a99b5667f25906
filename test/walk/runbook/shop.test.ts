/** Pages about more than one machine. Each is followed as docs/RUNBOOK.md has it. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentEpoch } from '../../../server/headquarters/epoch.ts';
import { makeAuthority, type Issued } from '../../server/http/authority.ts';
import { startTill } from '../../security/tills.ts';
import { openPage, runbook } from './page.ts';
import {
  liveLocks,
  lockCard,
  openCounter,
  openShop,
  posted,
  sell,
  startSale,
  type Counter,
  type Shop,
} from './shop.ts';

const root = join(import.meta.dirname, '../../..');
let shop: Shop;
let counters: Counter[];
beforeAll(async () => {
  shop = await openShop();
  counters = [];
  for (const register of ['R-01', 'R-02']) counters.push(await openCounter(shop, register));
}, 60_000);
afterAll(async () => {
  for (const { till, cable } of counters) {
    await till.kill();
    await cable.cut();
  }
  await shop.close();
});
const counter = (at: number): Counter => {
  const found = counters[at];
  if (!found) throw new Error(`no counter ${at}`);
  return found;
};

test('every page is followed here or in a file beside this one', () => {
  expect([...runbook().keys()]).toEqual([
    'Dead terminal with pending sales',
    'Damaged database',
    'Lost key store',
    'Wrong clock',
    'Expired certificate',
    'Register stolen',
    'Server restored from backup',
    'Channel that lost its database',
    'New rules while registers are old',
    'Mass reconnect after a regional outage',
  ]);
});

test('a regional outage ends: everybody comes at once, each sale is posted once', async () => {
  const receipts = await Promise.all(
    counters.map(async ({ till, cable }) => {
      await cable.cut();
      await till.until('the line to be gone', (view) => view.link.state !== 'online');
      return [await sell(till), await sell(till)];
    }),
  );
  await Promise.all(counters.map(({ cable }) => cable.mend()));
  const page = openPage('Mass reconnect after a regional outage', shop.variables);
  for (const { till } of counters)
    await till.until('all to be sent', (view) => view.pending.count === 0);
  for (const receipt of receipts.flat())
    await expect.poll(() => posted(shop, receipt), { timeout: 30_000 }).toBe(1);
  expect(await page.next()).toMatch(/^R-01 .* 0 +0$/m);
  expect(await page.next()).toContain('The books are right.');
  page.close();
}, 90_000);

test('what each register runs is seen before a rule is saved that older ones do not know', async () => {
  const page = openPage('New rules while registers are old', shop.variables);
  expect(await page.next()).toMatch(/^register +.*last contact +program +parameters/m);
  expect(await page.next()).toMatch(/^R-01 .* 1\.0\.0 /m);
  page.close();
});

test('a server restored from a backup: what the backup lacks is sent again, each sale is posted once', async () => {
  const { till } = counter(0);
  const before = await sell(till);
  await expect.poll(() => posted(shop, before), { timeout: 20_000 }).toBe(1);
  const deploy = join(root, 'deploy/server');
  const env = { ...process.env, ...shop.variables };
  delete env['DATABASE_URL'];
  const made = execFileSync(join(deploy, 'backup.sh'), [join(shop.folder, 'backups')], {
    env,
    encoding: 'utf8',
  });
  const after = await sell(till);
  await expect.poll(() => posted(shop, after), { timeout: 20_000 }).toBe(1);

  await shop.servers.channel.stop();
  await shop.servers.headquarters.stop();
  const page = openPage('Server restored from backup', {
    ...shop.variables,
    DATABASE_URL: '',
    DEPLOY: deploy,
    BACKUP: made.trim(),
  });
  expect(await page.next()).toContain('Epoch 2 has begun.');
  await shop.servers.headquarters.start();
  await shop.servers.channel.start();
  expect(await currentEpoch(shop.servers.headquarters.act().db.query)).toBe(2);
  for (const receipt of [before, after])
    await expect.poll(() => posted(shop, receipt), { timeout: 40_000 }).toBe(1);
  expect(await page.next()).toMatch(/The books are right[\s\S]*as they were written/);
  page.close();
}, 120_000);

test('an expired certificate is told, a new one proved and put in place', async () => {
  const { options } = counter(1);
  const authority = makeAuthority();
  const old = authority.issue(undefined, { ended: true });
  const fresh = authority.issue();
  const front = await openFront(shop.servers.channel.url, old);
  const page = openPage('Expired certificate', {
    ...shop.variables,
    HOLDFAST_FOLDER: options.folder,
    PAGE_KEY_STORE: options.key,
    HOLDFAST_CHANNEL_ADDRESS: front.url,
    HOLDFAST_AUTHORITIES: authority.certFile,
    CERTIFICATE: old.certFile,
    NEW_CERTIFICATE: fresh.certFile,
    AUTHORITIES: authority.certFile,
  });
  expect(await page.next({}, 16)).toMatch(/^Certificate +FAILED +expired/m);
  expect(await page.next()).toMatch(/notAfter=[\s\S]*: OK/);
  front.take(fresh);
  expect(await page.next()).toMatch(/^Certificate +WARNING +holds for \d days/m);
  page.close();
  front.close();
  authority.remove();
}, 60_000);

test('a stolen register is switched off, its lock broken by two persons, its card free for others', async () => {
  const stolen = counter(0);
  await startSale(stolen.till);
  await lockCard(stolen.till);
  await stolen.till.kill();
  const page = openPage('Register stolen', { ...shop.variables, REGISTER: 'R-01' });
  expect(await page.next()).toContain('R-01 is switched off.');
  const listed = await page.next();
  const request = /^(\S+) +giftCard .*R-01/m.exec(listed)?.[1] ?? '';
  expect(await page.next({ REQUEST: request })).toContain('The lock is broken.');
  page.close();
  expect(await liveLocks(shop)).toBe(0);

  const thief = startTill(stolen.options);
  counters[0] = { ...stolen, till: thief };
  await expect
    .poll(() => thief.query({ query: 'connection' }), { timeout: 20_000 })
    .toMatchObject({
      value: { link: { channel: { lastErrorWhat: expect.stringContaining('device.unknown') } } },
    });
  const other = counter(1).till;
  await startSale(other);
  await lockCard(other);
  expect(await liveLocks(shop)).toBe(1);
  await other.must({ command: 'voidSale' });
}, 90_000);

/** Ends TLS before the channel, as a proxy does; `take` is its reload with another certificate. */
async function openFront(
  to: string,
  first: Issued,
): Promise<{ url: string; take: (next: Issued) => void; close: () => void }> {
  const server = createServer({ cert: first.cert, key: first.key }, (asked, answered) => {
    const { method, headers } = asked;
    const onward = request(
      new URL(asked.url ?? '/', to),
      { ...(method && { method }), headers },
      (told) => {
        answered.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answered);
      },
    );
    onward.on('error', () => answered.destroy());
    asked.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `https://localhost:${port}`,
    take: (next) => server.setSecureContext({ cert: next.cert, key: next.key }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

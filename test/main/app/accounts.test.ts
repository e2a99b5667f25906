/** Two accounts of one machine at one register, in processes of their own, by the rights of real files; and an account that may not. */
import {
  chmodSync,
  chownSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, startTill, type Till } from '../../security/tills.ts';
import { openShop, posted, sell, signIn, type Shop } from '../../walk/runbook/shop.ts';

const group = 61_000;
const mei = { uid: 61_001, gid: group };
const tomas = { uid: 61_002, gid: group };
const stranger = { uid: 61_003, gid: 61_003 };

const isRoot = process.getuid?.() === 0;

const place = mkdtempSync(join(tmpdir(), 'holdfast-accounts-'));
const folder = join(place, 'holdfast');
const key = newKey();
const tills: Till[] = [];
let shop: Shop;
beforeAll(async () => {
  if (!isRoot) return;
  chmodSync(place, 0o755);
  // As build/linux/after-install.sh makes it.
  mkdirSync(folder);
  chownSync(folder, 0, group);
  chmodSync(folder, 0o2770);
  shop = await openShop();
}, 60_000);
afterAll(async () => {
  for (const till of tills) await till.kill();
  if (isRoot) await shop.close();
  rmSync(place, { recursive: true });
});

function startAs(account: { readonly uid: number; readonly gid: number }): Till {
  const till = startTill({
    folder,
    channel: shop.servers.channel.url,
    activationCode: shop.servers.demonstration.activationCodes['R-01'] ?? '',
    key,
    account,
  });
  tills.push(till);
  return till;
}

test('what one account has sold, the next one sends; an account without the rights is told so, and changes nothing', async ({
  skip,
}) => {
  skip(!isRoot, 'only root starts processes of other accounts');
  const first = startAs(mei);
  await signIn(first);
  // Sales that reach the channel alone, then a lost power: the log of SQLite stays behind.
  await shop.servers.headquarters.stop();
  await shop.servers.channel.stop();
  const receipt = await sell(first);
  await first.kill();
  const owners = (): Set<number> =>
    new Set(readdirSync(folder).map((name) => statSync(join(folder, name)).uid));
  expect([...owners()]).toEqual([mei.uid]);
  // A paper in the spool folder is its owner's alone: it may carry a memo's number (docs/SECURITY.md).
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of all.filter((one) => !one.startsWith('papers/'))) {
    const { mode, gid } = statSync(join(folder, name));
    expect([name, gid, (mode & 0o060).toString(8), (mode & 0o007).toString(8)]).toEqual([
      name,
      group,
      '60',
      '0',
    ]);
  }

  const refused = startAs(stranger);
  const { trouble } = await refused.until('the refusal', (view) => view.trouble !== null);
  expect(trouble).toEqual({ code: 'folder.denied', retry: 'later', data: { place: folder } });
  await refused.stop();
  expect([...owners()]).toEqual([mei.uid]);

  await shop.servers.headquarters.start();
  await shop.servers.channel.start();
  const second = startAs(tomas);
  await second.until(
    'all to be sent',
    ({ link, pending }) => link.state === 'online' && pending.count === 0,
  );
  await expect.poll(() => posted(shop, receipt), { timeout: 30_000 }).toBe(1);
  await signIn(second);
  const next = await sell(second);
  expect(Number(next.slice(-6))).toBe(Number(receipt.slice(-6)) + 1);
  await second.stop();

  // What an older program, or a hand, has left to one account alone is named, and goes on by itself when it is put right.
  const own = join(folder, 'witness.log');
  chownSync(own, mei.uid, group);
  chmodSync(own, 0o600);
  const third = startAs(tomas);
  const seen = await third.until('the refusal', (view) => view.trouble !== null);
  expect(seen.trouble).toMatchObject({ code: 'folder.denied', data: { place: 'witness.log' } });
  chmodSync(own, 0o660);
  await third.until('the people', (view) => view.trouble === null && view.people.length > 0);
  await third.stop();
}, 120_000);

import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBody, type Body } from '../../../main/app/body.ts';
import { systemChance, systemClock } from '../../../main/app/clock.ts';
import type { FeedPage, JobId } from '../../../shared/feed.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { employClerk, type Clerk } from '../../../tools/replay/clerk.ts';
import { configuration, makeParameters } from '../../make/place.ts';
import { hundred, shelf } from '../../make/product.ts';
import { everyone, mei, pin } from '../../make/staff.ts';
import { openStand, type Stand } from '../sync/channelstand.ts';

const { publicKey } = generateKeyPairSync('ed25519');
const activation = {
  register: 'S01-R02',
  registerName: 'R-02',
  store: 'S01',
  token: 'a token that is long enough',
  signingKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  epoch: 1,
};

let folder: string;
let stand: Stand;
let body: Body;
let clerk: Clerk;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-body-'));
  stand = await openStand();
  stand.always.set(channelPaths.activate, { body: activation });
  const page = (job: JobId, rows: readonly (readonly [string, unknown])[]): FeedPage => ({
    job,
    version: 1,
    full: true,
    rows: rows.map(([id, row]) => ({ id, deleted: false, body: row })),
    next: null,
  });
  stand.pages.push(
    page('1070', [[configuration.store, configuration]]),
    page('1110', [['parameters', makeParameters(1, {})]]),
    page(
      '1040',
      shelf.map((product) => [product.id, product]),
    ),
    page(
      '1060',
      everyone.map((person) => [person.id, person]),
    ),
  );
  stand.beat = { ...stand.beat, versions: { '1070': 1, '1110': 1, '1040': 1, '1060': 1 } };
});
afterEach(async () => {
  await body.stop();
  await stand.close();
  rmSync(folder, { recursive: true });
});

/** Opens the register on its disk; the witness lies on another one. */
function open(expected: { readonly store?: string; readonly register?: string } = {}): void {
  const disk = join(folder, 'disk');
  const witnessFolder = join(folder, 'witness');
  for (const one of [disk, witnessFolder]) mkdirSync(one, { recursive: true });
  body = startBody({
    folder: disk,
    version: '1.0.0',
    device: 'a test',
    provisioning: { channel: stand.url, activationCode: 'code', witnessFolder, ...expected },
    clock: systemClock,
    chance: systemChance,
    seal: (text) => text,
    unseal: (text) => text,
    papers: () => undefined,
    drawer: () => undefined,
  });
  clerk = employClerk(body);
}

/** Starts it until it can sell. */
async function start(): Promise<void> {
  open();
  await clerk.until('everything to be fed', (view) => view.people.length > 0);
  await clerk.until('products', (view) => view.catalogueAt !== null);
}
const sell = async (): Promise<string> => {
  await clerk.must({ command: 'newSale' });
  await clerk.must({ command: 'addProduct', product: hundred.id });
  await clerk.must({ command: 'payCash', amount: hundred.price });
  return body.view().receipt?.receipt ?? '';
};

it('lets a badge sign in', async () => {
  await start();
  await clerk.must({ command: 'signIn', staff: ` ${mei.badge ?? ''} `, pin });
  expect(body.view().staff).toMatchObject({ id: mei.id });
});

it('counts entries of every kind as unsent, not sales alone', async () => {
  await start();
  stand.always.set(channelPaths.push, 'silent');
  await clerk.must({ command: 'signIn', staff: mei.id, pin });
  const before = body.unsent();
  await clerk.must({ command: 'openDrawer' });
  expect(body.unsent()).toBeGreaterThan(before);
  expect(body.view().pending.count).toBe(0);
  stand.always.clear();
});

it('a replaced disk: the new activation finds in the witness what was sold', async () => {
  await start();
  // The channel takes nothing, so that only the witness knows the sales.
  stand.always.set(channelPaths.push, 'silent');
  await clerk.must({ command: 'signIn', staff: mei.id, pin });
  expect([await sell(), await sell()]).toEqual(['R02-000001', 'R02-000002']);
  await body.stop();
  rmSync(join(folder, 'disk'), { recursive: true });
  await start();
  await clerk.must({ command: 'signIn', staff: mei.id, pin });
  expect(body.view().notice).toMatchObject({ code: 'register.restored', data: { entries: 2 } });
  expect(await sell()).toBe('R02-000003');
  stand.always.clear();
  await clerk.until('everything to be sent', (view) => view.pending.count === 0);
  expect(stand.entries.size).toBeGreaterThanOrEqual(4);
}, 30_000);

it.each([
  ['register', { register: 'S01-R03' }],
  ['store', { store: 'S02' }],
])('refuses to sell as another %s than IT expects on this machine', async (_, expected) => {
  await start();
  await body.stop();
  open(expected);
  await clerk.until('the trouble', (view) => view.trouble !== null);
  expect(body.view().trouble).toEqual({
    code: 'register.another',
    retry: 'no',
    data: { register: 'S01-R02', store: 'S01', expected: Object.values(expected)[0] },
  });
  expect(await clerk.may({ command: 'newSale' })).toMatchObject({
    fault: { code: 'register.another' },
  });
  await body.stop();
  // The expectation put right, everything is as it was.
  open({ register: 'S01-R02', store: 'S01' });
  await clerk.until('to be fed', (view) => view.people.length > 0);
});

it('refuses also at its first start, when the code made it another one', async () => {
  open({ register: 'S01-R03', store: 'S02' });
  await clerk.until('the trouble', (view) => view.trouble !== null);
  expect(body.view().trouble).toMatchObject({
    code: 'register.another',
    data: { expected: 'S01-R03, S02' },
  });
});

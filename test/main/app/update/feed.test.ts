/** electron-updater itself, against a server on loopback, through the register's own feed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFeed, type UpdateFeed } from '../../../../main/app/update/feed.ts';
import {
  makeUpdater,
  startUpdateServer,
  type UpdateServer,
} from '../../../../tools/package/updateserver.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-feed-'));
const installer = Buffer.from('signed by Holdfast; '.repeat(5000));
let server: UpdateServer;
beforeAll(async () => {
  server = await startUpdateServer();
});
beforeEach(() => server.publish('1.1.0', installer));
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

type Machine = { readonly version?: string; readonly store?: string; readonly url?: string };
function feedOf({ version = '1.0.0', store = 'S-01', url = server.url }: Machine = {}): UpdateFeed {
  const updater = makeUpdater({
    url,
    version,
    folder,
    publisher: 'Holdfast',
    verify: async (publishers, file) =>
      publishers.some((name) => readFileSync(file, 'utf8').startsWith(`signed by ${name};`))
        ? null
        : 'signed by somebody else',
  });
  return openFeed(updater, { version, store: () => store });
}
const codeOf = (result: { readonly ok: boolean; readonly fault?: { readonly code: string } }) =>
  result.fault?.code;

test('a newer version is found and fetched whole', async () => {
  const feed = feedOf();
  expect(await feed.look()).toMatchObject({
    value: { version: '1.1.0', rollout: { percent: 100 } },
  });
  const file = await feed.download();
  if (!file.ok) throw new Error(file.fault.code);
  expect(basename(file.value)).toBe('Holdfast-1.1.0-x64-setup.exe');
  expect(readFileSync(file.value).equals(installer)).toBe(true);
});

test('the same version is nothing, an older one is refused with both versions', async () => {
  expect(await feedOf({ version: '1.1.0' }).look()).toEqual({ ok: true, value: null });
  expect(await feedOf({ version: '1.2.0' }).look()).toMatchObject({
    fault: { code: 'update.older', data: { version: '1.1.0', own: '1.2.0' } },
  });
});

test('it is for the stores of its roll-out alone', async () => {
  server.publish('1.1.0', installer, { rollout: { stores: ['S-02'], forced: true } });
  expect(await feedOf({ store: 'S-01' }).look()).toEqual({ ok: true, value: null });
  expect(await feedOf({ store: 'S-02' }).look()).toMatchObject({
    value: { rollout: { forced: true } },
  });
  server.publish('1.1.0', installer, { rollout: { percent: 0 } });
  expect(await feedOf({ store: 'S-02' }).look()).toEqual({ ok: true, value: null });
});

test('a changed byte is refused', async () => {
  const feed = feedOf();
  await feed.look();
  server.put('Holdfast-1.1.0-x64-setup.exe', Buffer.from(installer.toString().replace('s', 'S')));
  expect(codeOf(await feed.download())).toBe('update.refused');
});

test('file and feed changed together are refused: the signature is not of the publisher', async () => {
  server.publish('1.1.0', Buffer.from('signed by Somebody; '.repeat(5000)));
  const feed = feedOf();
  expect((await feed.look()).ok).toBe(true);
  expect(codeOf(await feed.download())).toBe('update.refused');
});

test('a feed without checksum or with a roll-out that says nothing we know is refused', async () => {
  const name = 'Holdfast-1.1.0-x64-setup.exe';
  server.publish('1.1.0', installer, { files: [{ url: name }], sha512: undefined });
  const feed = feedOf();
  const looked = await feed.look();
  expect(codeOf(looked.ok ? await feed.download() : looked)).toBe('update.refused');
  server.publish('1.1.0', installer, { rollout: { forced: 'yes' } });
  expect(codeOf(await feedOf().look())).toBe('update.refused');
});

test('a server that is not there, or has nothing, is tried again later', async () => {
  const gone = await startUpdateServer();
  expect(await feedOf({ url: gone.url }).look()).toMatchObject({
    fault: { code: 'update.unreachable', retry: 'later' },
  });
  await gone.stop();
  expect(codeOf(await feedOf({ url: gone.url }).look())).toBe('update.unreachable');
});

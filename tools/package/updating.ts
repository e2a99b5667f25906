/** The installer that was made, as an update: fetched from a server on loopback by the register's own feed, believed by its real signature. */
import { readFileSync } from 'node:fs';
import { openFeed, type UpdateFeed } from '../../main/app/update/feed.ts';
import { faultOfSignature } from '../release/verify.ts';
import { demand, installersIn, type Made } from './made.ts';
import { makeUpdater, startUpdateServer } from './updateserver.ts';

export async function checkUpdate(made: Made): Promise<void> {
  const { folder, output, authority } = made;
  const [installer = ''] = installersIn(output);
  const bytes = readFileSync(installer);
  const server = await startUpdateServer();
  const feedOf = (publisher: string): UpdateFeed => {
    const verify = ([name = '']: readonly string[], file: string) =>
      faultOfSignature(file, { authorities: authority.certificate, publisher: name });
    const version = '0.9.0';
    const updater = makeUpdater({ url: server.url, version, folder, publisher, verify });
    return openFeed(updater, { version, store: () => 'S-01' });
  };
  const fetch = async (publisher: string) => {
    const feed = feedOf(publisher);
    const found = await feed.look();
    demand(found.ok && found.value !== null, 'the update was not found');
    return feed.download();
  };
  try {
    server.publish('1.0.0', bytes);
    const whole = await fetch(made.publisher);
    demand(whole.ok && readFileSync(whole.value).equals(bytes), 'the update was not fetched');
    const other = await fetch('Somebody Else');
    demand(!other.ok && other.fault.code === 'update.refused', 'another publisher was believed');
    // Feed and file both changed: the checksum is right, and only the signature tells.
    const half = Math.floor(bytes.length / 2);
    server.publish('1.0.0', Buffer.from(bytes.with(half, (bytes[half] ?? 0) ^ 1)));
    const changed = await fetch(made.publisher);
    demand(!changed.ok && changed.fault.code === 'update.refused', 'a changed update was believed');
  } finally {
    await server.stop();
  }
}

/** A real channel and a real headquarters on loopback, with nothing running by itself, so that every change has one message as its cause. */
import { createHash } from 'node:crypto';
import { csrfHeader, headOfficePaths, sessionSchema } from '../../../shared/wire/headoffice.ts';
import { activationSchema, channelPaths } from '../../../shared/wire/register.ts';
import { createChannel } from '../../../server/channel/channel.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import { createAccount } from '../../../server/headquarters/accounts.ts';
import { headquartersApp } from '../../../server/headquarters/app.ts';
import { createActivationCode } from '../../../server/headquarters/registers.ts';
import type { DatabaseAddress } from '../../../server/database/open.ts';
import { listen } from '../../../server/http/listen.ts';
import type { Place } from '../../server/databases.ts';
import { addCard, channelToken, openWorld, unwrap } from '../../server/headquarters/world.ts';
import { ServerSqlite } from '../../server/sqlite.ts';

export type Services = {
  readonly channel: string;
  readonly headquarters: string;
  /** Bearer tokens by who has them. */
  readonly tokens: Readonly<Record<'A' | 'B' | 'channel' | 'admin', string>>;
  /** Cookie and CSRF token of an administrator. */
  readonly session: Readonly<Record<string, string>>;
  /** Lines of both services. */
  readonly log: readonly string[];
  /** A digest of all rows of both databases, counters of failures left out; kept until a commit. */
  readonly digest: () => string;
  /** Forwards what the channel has stored: a HOLD would do so first, and that is no change of its own. */
  readonly forward: () => Promise<void>;
  /** Headquarters leaves the line; the channel stays. */
  readonly loseHeadquarters: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const adminToken = 'administrators-token-0123456789';

/** What counts failures, and what counts messages so that two of them never meet. */
const counters = new Set([
  'messages',
  'inquiry_failures',
  'inquiry_since',
  'pin_failures',
  'pin_locked_until',
  'failures',
  'locked_until',
]);
/** What counts failures by address, and what the audit says of locks that they brought. */
const ofFailures: Readonly<Record<string, string>> = {
  failure: 'SELECT 1',
  audit: `SELECT * FROM audit WHERE act NOT LIKE '%.locked'`,
  audit_seal: 'SELECT 1',
  audit_head: 'SELECT 1',
};

/** On PostgreSQL the digest says nothing: there only the answers are judged. */
export async function startServices(place: Place): Promise<Services> {
  const files: string[] = [];
  const fresh = (): DatabaseAddress => {
    const address = place.fresh();
    if ('file' in address) files.push(address.file);
    return address;
  };
  const log: string[] = [];
  const world = await openWorld({ ...place, fresh });
  const headquarters = world.now();
  for (const card of ['c1', 'c2']) await addCard(headquarters, card, 5000);
  await addCard(headquarters, 'm1', 5000, { kind: 'creditMemo' });
  await addCard(headquarters, 'p1', 5000, { pin: '2468' });
  const account = { id: 'ruth', name: 'Ruth', role: 'administrator', password: 'secret' } as const;
  await createAccount(headquarters, account);
  const door = headquartersApp({ headquarters, log: ({ text }) => void log.push(text) });
  const url = await listen(door, 0);
  const db = unwrap(await openChannelDatabase(fresh(), world.clock.now()));
  const channel = createChannel({
    db,
    headquarters: url,
    channel: 'C1',
    token: channelToken,
    adminToken,
    clock: world.clock,
    chance: { id: () => '0'.repeat(32), fraction: () => 0.5 },
    log: ({ text }) => void log.push(text),
  });
  const channelUrl = await listen(channel.app, 0);
  const activate = async (register: string): Promise<string> => {
    const { code } = unwrap(await createActivationCode(headquarters, register));
    const told = await post(channelUrl + channelPaths.activate, { code, device: 'fuzz' });
    return activationSchema.parse(await told.json()).token;
  };
  const tokens = {
    A: await activate('A'),
    B: await activate('B'),
    channel: channelToken,
    admin: adminToken,
  };
  const signedIn = await post(url + headOfficePaths.session, {
    account: 'ruth',
    password: 'secret',
  });
  const session = {
    cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '',
    [csrfHeader]: sessionSchema.parse(await signedIn.json()).csrf ?? '',
  };
  const watched = files.map((file) => watch(file));
  let isLost = false;
  const lose = async (): Promise<void> => {
    if (!isLost) await door.close();
    isLost = true;
  };
  return {
    channel: channelUrl,
    headquarters: url,
    tokens,
    session,
    log,
    digest: () => watched.map(({ digest }) => digest()).join(' '),
    forward: async () => {
      await channel.forwardOnce();
    },
    loseHeadquarters: lose,
    close: async () => {
      await channel.stop();
      await lose();
      for (const { close } of watched) close();
      await db.close();
      await world.close();
    },
  };
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

type Watched = { readonly digest: () => string; readonly close: () => void };

/** A second connection: SQLite counts there the commits of the first, and only after one the rows are read again. */
function watch(file: string): Watched {
  const sql = new ServerSqlite(file, { readonly: true });
  const tables = sql
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    )
    .all();
  let version: unknown;
  let digest = '';
  const read = (): string => {
    const hash = createHash('sha256');
    const told = (key: string, value: unknown): unknown => (counters.has(key) ? undefined : value);
    for (const { name } of tables)
      hash.update(
        JSON.stringify(sql.prepare(ofFailures[name] ?? `SELECT * FROM "${name}"`).all(), told),
      );
    return hash.digest('hex');
  };
  return {
    digest: () => {
      const now: unknown = sql.pragma('data_version', { simple: true });
      if (now !== version) digest = read();
      version = now;
      return digest;
    },
    close: () => sql.close(),
  };
}

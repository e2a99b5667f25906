/** `holdfast --check` against real services, a real encrypted database and faults that were really made. */
import { createServer } from 'node:https';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { checkExits, checkNames, type CheckName } from '../../../../main/app/check/row.ts';
import { wordsOf } from '../../../../main/app/check/words.ts';
import { systemClock } from '../../../../main/app/clock.ts';
import { startLocalServers, type LocalServers } from '../../../../server/app/local.ts';
import { layCable, type Cable } from '../../../../tools/cable.ts';
import { startFalsePrinter } from '../../devices/falseprinter.ts';
import { newKey, startTill } from '../../../security/tills.ts';
import { makeAuthority, type Issued } from '../../../server/http/authority.ts';
import { runHoldfast } from './console.ts';

const place = mkdtempSync(join(tmpdir(), 'holdfast-check-'));
const folder = join(place, 'R-01');
const secret = newKey();
let servers: LocalServers;
let cable: Cable;

beforeAll(async () => {
  servers = await startLocalServers({ folder: join(place, 'servers'), seed: true });
  cable = await layCable(servers.channel.url);
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  const till = startTill({ folder, channel: cable.url, activationCode, key: secret });
  await till.until('people', (view) => view.people.length > 0);
  await till.stop();
}, 60_000);
afterAll(async () => {
  await cable.cut();
  await servers.stop();
  rmSync(place, { recursive: true });
});

const told = z.object({
  exit: z.number(),
  rows: z.array(
    z.object({
      name: z.enum(checkNames),
      state: z.enum(['good', 'warning', 'failed', 'skipped']),
      code: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
type Options = { settings?: object; folder?: string; secret?: string; now?: string };

/** What is said of one row, and the exit code. */
async function check(name: CheckName, options: Options = {}): Promise<[string, number]> {
  const settings = { channel: cable.url, ...options.settings };
  const file = join(place, 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  const { exit, lines } = await runHoldfast(
    options.folder ?? folder,
    options.secret ?? secret,
    ['--check', '--json'],
    {
      environment: { HOLDFAST_PROVISIONING: file },
      clock: { ...systemClock, now: () => options.now ?? systemClock.now() },
    },
  );
  const answer = told.parse(JSON.parse(lines.join('\n')));
  expect(answer.exit).toBe(exit);
  for (const language of ['en-US', 'zh-CN'] as const)
    for (const one of answer.rows) expect(wordsOf(one, language)[2]).not.toBe('');
  const row = answer.rows.find((one) => one.name === name);
  return [`${row?.state} ${row?.code}`, exit];
}

test('all is well: the table says so in both languages, nothing is changed', async () => {
  const before = readFileSync(join(folder, 'register.db'));
  writeFileSync(join(folder, 'provisioning.json'), JSON.stringify({ channel: cable.url }));
  const en = await runHoldfast(folder, secret, ['--check']);
  expect(en.lines.join('\n')).toMatch(/^Database +good +sound, encrypted, version \d+$/m);
  expect(en.lines.join('\n')).toMatch(/^Register +good +R-01 of store HARBOUR$/m);
  expect(en.exit).toBe(0);
  const zh = await runHoldfast(folder, secret, ['--check'], { language: 'zh-CN' });
  expect(zh.lines.join('\n')).toMatch(/^数据库 +正常 +完好，已加密，版本 \d+$/m);
  expect(zh.lines).toHaveLength(en.lines.length);
  rmSync(join(folder, 'provisioning.json'));
  expect(readFileSync(join(folder, 'register.db'))).toEqual(before);
});

test('configuration, folder and identity', async () => {
  expect(await check('configuration', { settings: { theme: 'blue' } })).toEqual([
    'failed flawed',
    10,
  ]);
  const nowhere = join(place, 'nowhere');
  expect(await check('folder', { folder: nowhere })).toEqual(['failed missing', 11]);
  // Nobody writes there, not even an administrator.
  expect(await check('folder', { folder: '/proc' })).toEqual(['failed unwritable', 11]);
  expect(await check('identity', { settings: { register: 'R-99' } })).toEqual([
    'failed another',
    14,
  ]);
  expect(await check('identity', { settings: { register: 'R-01' } })).toEqual(['good good', 0]);
  const empty = mkdtempSync(join(place, 'empty-'));
  expect(await check('identity', { folder: empty })).toEqual(['failed none', 14]);
  const activationCode = 'ABCD-EFGH';
  expect(await check('identity', { folder: empty, settings: { activationCode } })).toEqual([
    'warning waiting',
    0,
  ]);
});

test('a lost key store, and a database without its key file', async () => {
  expect(await check('keystore', { secret: newKey() })).toEqual(['failed lost', 13]);
  expect(await check('database', { secret: newKey() })).toEqual(['skipped locked', 13]);
});

test('a damaged database, and one of a newer program', async () => {
  const file = join(folder, 'register.db');
  const sound = readFileSync(file);
  const bytes = Buffer.from(sound);
  bytes.fill(7, Math.floor(statSync(file).size / 2), Math.floor(statSync(file).size / 2) + 4096);
  writeFileSync(file, bytes);
  expect(await check('database')).toEqual(['failed damaged', 12]);
  // The next start reads it through, however large it is (docs/decisions/0019).
  expect(existsSync(`${file}.suspect`)).toBe(true);
  rmSync(`${file}.suspect`);
  writeFileSync(file, sound);
  expect(await check('database')).toEqual(['good good', 0]);
  expect(existsSync(`${file}.suspect`)).toBe(false);
  expect(existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0).toBe(false);
});

test('the channel down, headquarters down behind it, a clock that is wrong', async () => {
  const now = new Date(Date.parse(systemClock.now()) + 3_600_000).toISOString();
  expect(await check('clock', { now })).toEqual(['failed off', 18]);
  expect(await check('clock')).toEqual(['good good', 0]);
  await cable.cut();
  expect(await check('channel')).toEqual(['failed unreachable', 15]);
  expect(await check('clock')).toEqual(['skipped noLine', 15]);
  await cable.mend();
  await servers.headquarters.stop();
  await expect
    .poll(() => check('headquarters'), { timeout: 20_000 })
    .toEqual(['failed unreachable', 17]);
  await servers.headquarters.start();
}, 40_000);

test('certificates: how long they hold, one that ended, one of nobody, another key than the pinned one', async () => {
  const authority = makeAuthority();
  const answers = async (
    issued: Issued,
    work: (settings: object) => Promise<void>,
  ): Promise<void> => {
    const server = createServer({ cert: issued.cert, key: issued.key }, (_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"service":"channel","realtime":true}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await work({ channel: `https://localhost:${port}`, authorities: authority.certFile });
    server.closeAllConnections();
    server.close();
  };
  const good = authority.issue();
  await answers(good, async (settings) => {
    expect(await check('certificate', { settings })).toEqual(['warning until', 0]);
    const pins = [good.pin];
    expect(await check('certificate', { settings: { ...settings, pins } })).toEqual([
      'warning until',
      0,
    ]);
    pins[0] = authority.issue().pin;
    expect(await check('certificate', { settings: { ...settings, pins } })).toEqual([
      'failed pin',
      16,
    ]);
    const { authorities: _, ...alone } = { authorities: '', ...settings };
    expect(await check('certificate', { settings: alone })).toEqual(['failed refused', 16]);
  });
  await answers(authority.issue(undefined, { ended: true }), async (settings) => {
    expect(await check('certificate', { settings })).toEqual(['failed expired', 16]);
  });
  authority.remove();
});

test('a printer without paper, and one that is not there; a card terminal that is not there', async () => {
  const printer = await startFalsePrinter();
  const settings = {
    devices: {
      printer: { kind: 'network', host: '127.0.0.1', port: printer.port },
      drawer: 'printer',
    },
  };
  expect(await check('printer', { settings })).toEqual(['good network', 0]);
  printer.state.paper = 0x72;
  expect(await check('printer', { settings })).toEqual(['failed printer.paper', 19]);
  await printer.close();
  expect(await check('printer', { settings })).toEqual(['failed printer.unreachable', 19]);
  const terminal = { host: '127.0.0.1', port: printer.port };
  expect(await check('terminal', { settings: { devices: { terminal } } })).toEqual([
    'failed unreachable',
    20,
  ]);
});

test('the exit codes are as docs/OPERATIONS.md says', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/OPERATIONS.md'), 'utf8');
  for (const [name, code] of Object.entries(checkExits))
    expect(text).toMatch(new RegExp(`^\\| ${code} \\| ${name} \\|`, 'm'));
});

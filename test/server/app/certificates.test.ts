/** What the configuration says of TLS: each bad value has a sentence, and what is served with a good one is really reached. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../../server/app/commandline.ts';
import { readCertificates } from '../../../server/app/certificates.ts';
import { readConfiguration } from '../../../server/app/configuration.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { makeAuthority, type Issued } from '../http/authority.ts';

const authority = makeAuthority();
let issued: Issued;
let other: Issued;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-tls-'));
  [issued, other] = [authority.issue(), authority.issue()];
});
afterAll(() => {
  authority.remove();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const now = '2026-11-22T10:00:00.000Z';
function read(cert: string, key: string, ca?: string): readonly string[] {
  const told = readCertificates({ tls: { cert, key }, authorities: ca }, now);
  return told.ok ? told.notes : told.flaws;
}

it('takes a certificate with its key, and notes one whose time is over', () => {
  expect(read(issued.certFile, issued.keyFile, authority.certFile)).toEqual([]);
  const late = readCertificates(
    { tls: { cert: issued.certFile, key: issued.keyFile }, authorities: undefined },
    '2036-11-22T10:00:00.000Z',
  );
  expect(late.ok ? late.notes.join() : '').toMatch(/HOLDFAST_TLS_CERT ended on .*registers refuse/);
});

it('says what is wrong with each file, and nothing of what it holds', () => {
  const nowhere = join(folder, 'nowhere.pem');
  const junk = write('junk.pem', 'secret-looking text');
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [read(nowhere, issued.keyFile), ['HOLDFAST_TLS_CERT names', 'cannot be read (ENOENT)']],
    [read(issued.certFile, folder), ['HOLDFAST_TLS_KEY names', 'cannot be read (EISDIR)']],
    [read(junk, issued.keyFile), ['HOLDFAST_TLS_CERT names', 'holds no certificate']],
    [read(issued.certFile, junk), ['HOLDFAST_TLS_KEY names', 'holds no private key']],
    [read(issued.certFile, other.keyFile), ['HOLDFAST_TLS_KEY is not the key of']],
    [read(issued.certFile, issued.keyFile, junk), ['HOLDFAST_TLS_CA names', 'no certificate']],
  ];
  for (const [flaws, parts] of cases) {
    expect(flaws).toHaveLength(1);
    for (const part of parts) expect(flaws[0]).toContain(part);
    expect(flaws[0]).not.toContain('secret-looking');
  }
});

it.each([
  [{ HOLDFAST_TLS_CERT: 'a.pem' }, 'HOLDFAST_TLS_KEY must be set as well'],
  [{ HOLDFAST_TLS_KEY: 'a.pem' }, 'HOLDFAST_TLS_CERT must be set as well'],
  [{ HOLDFAST_HEADQUARTERS_URL: 'http://hq.example' }, 'must begin with https: unless'],
  [{ HOLDFAST_PROXIES: 'everybody' }, 'HOLDFAST_PROXIES must be addresses'],
  [{ HOLDFAST_PROXIES: '10.0.0.0/64' }, 'HOLDFAST_PROXIES must be addresses'],
  [{ HOLDFAST_LIMIT_DEVICE: '-1' }, 'HOLDFAST_LIMIT_DEVICE must be a whole number'],
])('refuses %o', (variables, said) => {
  const told = readConfiguration(variables);
  expect(told.ok ? '' : told.flaws.join()).toContain(said);
});

it('takes proxies and limits as given', () => {
  const told = readConfiguration({
    HOLDFAST_PROXIES: '10.0.0.7, 10.1.0.0/16,::1',
    HOLDFAST_LIMIT_ADDRESS: '100',
    HOLDFAST_HEADQUARTERS_URL: 'http://127.0.0.1:7410',
  });
  expect(told).toMatchObject({
    ok: true,
    configuration: {
      proxies: ['10.0.0.7', '10.1.0.0/16', '::1'],
      limits: { perAddress: 100, perDevice: 3000 },
      tls: null,
    },
  });
});

async function serve(
  variables: Readonly<Record<string, string>>,
  what = 'both',
): Promise<{ lines: string[]; exit: Promise<number>; end: () => void }> {
  const lines: string[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const exit = runCommandLine({
    words: ['serve', what],
    variables: {
      HOLDFAST_DATA: mkdtempSync(join(folder, 'data-')),
      HOLDFAST_HEADQUARTERS_PORT: '0',
      HOLDFAST_CHANNEL_PORT: '0',
      ...variables,
    },
    clock: systemClock,
    chance: systemChance,
    say: (line) => lines.push(line),
    note: (line) => lines.push(line),
    ended,
  });
  return { lines, exit, end };
}
const addressIn = (lines: readonly string[], service: string): string | undefined =>
  lines
    .map((line) => new RegExp(`^${service}.* answers at (\\S+)\\.$`).exec(line)?.[1])
    .find((found) => found !== undefined);

it('serves headquarters by HTTPS, and a channel that believes it by its authority only', async () => {
  const tls = { HOLDFAST_TLS_CERT: issued.certFile, HOLDFAST_TLS_KEY: issued.keyFile };
  const office = await serve(tls, 'headquarters');
  await expect.poll(() => addressIn(office.lines, 'Headquarters')).toMatch(/^https:/);
  const url = addressIn(office.lines, 'Headquarters') ?? '';
  const token = 'a'.repeat(40);
  const channelOf = (more: Record<string, string>) =>
    serve(
      { ...tls, HOLDFAST_HEADQUARTERS_URL: url, HOLDFAST_CHANNEL_TOKEN: token, ...more },
      'channel',
    );
  const believing = await channelOf({ HOLDFAST_TLS_CA: authority.certFile });
  // The token is nobody's: what counts is that headquarters was heard saying so.
  await expect
    .poll(() => believing.lines.join('\n'), { timeout: 10_000 })
    .toMatch(/"event":"poll\.failed".*"code":"device\.unknown"/);
  const doubting = await channelOf({});
  await expect
    .poll(() => doubting.lines.join('\n'), { timeout: 10_000 })
    .toMatch(/"event":"poll\.failed".*"code":"realtime\.unreachable"/);
  for (const running of [believing, doubting, office]) {
    running.end();
    expect(await running.exit).toBe(0);
  }
});

it('does not start with a bad certificate, nor both with one but without the name to call by', async () => {
  const bad = await serve({
    HOLDFAST_TLS_CERT: issued.certFile,
    HOLDFAST_TLS_KEY: other.keyFile,
  });
  expect(await bad.exit).toBe(2);
  expect(bad.lines.join('\n')).toContain('HOLDFAST_TLS_KEY is not the key');
  const nameless = await serve({
    HOLDFAST_TLS_CERT: issued.certFile,
    HOLDFAST_TLS_KEY: issued.keyFile,
  });
  expect(await nameless.exit).toBe(2);
  expect(nameless.lines.join('\n')).toContain('HOLDFAST_HEADQUARTERS_URL as well');
});

it('says that plain HTTP beyond this machine needs a proxy', async () => {
  const open = await serve({ HOLDFAST_HOST: '0.0.0.0' }, 'headquarters');
  await expect.poll(() => addressIn(open.lines, 'Headquarters')).toMatch(/^http:/);
  expect(open.lines.join('\n')).toContain('let only a proxy that ends TLS reach it');
  open.end();
  expect(await open.exit).toBe(0);
});

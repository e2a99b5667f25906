import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../../server/app/commandline.ts';
import { accounts } from '../../../server/app/demonstration/people.ts';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { good, Till } from './till.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-line-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ran = { exit: number; lines: string[] };
async function run(
  words: string,
  variables: Record<string, string> = {},
  ended: Promise<void> = Promise.resolve(),
  lines: string[] = [],
): Promise<Ran> {
  const say = (line: string): void => {
    lines.push(line);
  };
  const environment = { HOLDFAST_DATA: folder, ...variables };
  const exit = await runCommandLine({
    words: words === '' ? [] : words.split(' '),
    variables: environment,
    clock: systemClock,
    chance: systemChance,
    say,
    note: say,
    ended,
  });
  return { exit, lines };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return String(typeof address === 'object' && address ? address.port : 0);
}

it('tells its commands, and does not take an unknown one for one of them', async () => {
  const help = await run('');
  expect(help.exit).toBe(0);
  expect(help.lines.join('\n')).toContain('serve headquarters|channel|both');
  expect((await run('sevre both')).exit).toBe(2);
  expect((await run('serve everything')).exit).toBe(2);
  expect((await run('locks break q1 --by ruth')).exit).toBe(2);
  expect((await run('cache reset')).exit).toBe(2);
});

it('explains one command, and answers a script in JSON', async () => {
  const help = await run('export poslog --help');
  expect(help.exit).toBe(0);
  expect(help.lines.filter((line) => line.startsWith('  '))).toHaveLength(2);
  expect((await run('help ledger verify')).lines.join('\n')).toContain('balance');
  const one = async (words: string): Promise<unknown> => {
    const { exit, lines } = await run(`${words} --json`, { HOLDFAST_CHANEL: 'misspelt' });
    // What is noted beside it goes to standard error, which this test reads together with it.
    const said = lines.filter((line) => !line.startsWith('HOLDFAST_CHANEL is set'));
    expect([exit, said.length], words).toEqual([0, 1]);
    return JSON.parse(said[0] ?? '');
  };
  expect(await one('ledger verify')).toMatchObject({ sound: true, flaws: [], sales: 0 });
  expect(await one('locks list')).toEqual({ locks: [] });
  expect(await one('registers list')).toMatchObject({ registers: [], appliedVersion: 0 });
  expect(await one('shifts list')).toEqual({ shifts: [] });
  const failed = await run('registers code R-99 --json');
  expect([failed.exit, JSON.parse(failed.lines[0] ?? '')]).toMatchObject([
    1,
    { fault: { code: 'device.unknown' } },
  ]);
});

it('exports POSLog of a period, to a new file only', async () => {
  const file = join(folder, 'sales.xml');
  const period = '--from 2026-03-01 --to 2026-04-01';
  expect((await run('export poslog --from 2026-04-01 --to 2026-03-01')).exit).toBe(2);
  expect((await run('export poslog --from march')).exit).toBe(2);
  const printed = await run(`export poslog ${period}`);
  expect(printed.lines.join('\n')).toMatch(/^<\?xml[^\n]+\n<POSLog [^\n]+\n<\/POSLog>$/);
  expect(await run(`export poslog ${period} --file ${file}`)).toEqual({
    exit: 0,
    lines: [`0 sales in ${file}.`],
  });
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toEqual(printed.lines);
  const again = await run(`export poslog ${period} --file ${file}`);
  expect([again.exit, again.lines[0]]).toEqual([1, expect.stringContaining('exists already')]);
  const nowhere = await run(`export poslog ${period} --file ${join(folder, 'no', 'x.xml')}`);
  expect([nowhere.exit, nowhere.lines[0]]).toEqual([1, expect.stringContaining('ENOENT')]);
});

it('says what is wrong with the configuration and does nothing', async () => {
  const bad = await run('migrate', { HOLDFAST_POLL_MS: 'often' });
  expect(bad).toEqual({
    exit: 2,
    lines: ['HOLDFAST_POLL_MS must be a whole number from 50 to 600000.'],
  });
});

it('migrates, seeds, and proves the books', async () => {
  expect((await run('migrate')).exit).toBe(0);
  const seeded = await run('seed-demo');
  expect(seeded.lines.filter((line) => line.includes('activation code'))).toHaveLength(3);
  const proof = await run('ledger verify');
  expect(proof.exit).toBe(0);
  expect(proof.lines).toContain('The books are right.');
  expect((await run('locks list')).lines).toEqual(['No instrument is locked.']);
  expect((await run('registers list')).lines.join('\n')).toMatch(/R-05 +Mill Lane +never/);
  expect((await run('instruments expire --look yes')).lines).toEqual([
    '58.00 USD',
    'To be written off: 2. Left because they are locked: 0.',
  ]);
  expect((await run('instruments expire --after-days 36000')).lines.at(-1)).toContain('off: 0.');
  expect((await run('instruments expire --after-days soon')).exit).toBe(2);
  expect((await run('instruments expire')).lines[0]).toBe('58.00 USD');
  expect((await run('instruments expire')).lines).toEqual([
    'Written off: 0. Left because they are locked: 0.',
  ]);
  expect((await run('ledger verify')).lines).toContain('The books are right.');
  expect((await run('registers code R-99')).exit).toBe(1);
  expect((await run('registers code R-05')).lines.join('\n')).toContain('activation code');
});

it('gives a channel its token and an account its password', async () => {
  const channel = await run('channels add C-07 Airport shops');
  expect(channel.lines[1]).toMatch(/^HOLDFAST_CHANNEL_TOKEN=[0-9a-f]{64}$/);
  expect((await run('channels add C-07')).exit).toBe(2);
  expect(
    (await run('accounts add mara finance Mara Lind', { HOLDFAST_PASSWORD: 'short' })).exit,
  ).toBe(2);
  expect(
    (await run('accounts add mara finance Mara Lind', { HOLDFAST_PASSWORD: 'long enough now' }))
      .exit,
  ).toBe(0);
  expect(
    (await run('accounts add mara king Mara', { HOLDFAST_PASSWORD: 'long enough now' })).exit,
  ).toBe(2);
});

it('will not serve a channel that does not know where headquarters is', async () => {
  expect((await run('serve channel')).exit).toBe(2);
});

it('serves both, resets the cache, breaks a lock by two persons, and ends when asked', async () => {
  const ports = {
    HOLDFAST_HEADQUARTERS_PORT: await freePort(),
    HOLDFAST_CHANNEL_PORT: await freePort(),
  };
  const seeded = await run('seed-demo');
  const code = /R-01: activation code (\S+)/.exec(seeded.lines.join('\n'))?.[1] ?? '';
  const served: string[] = [];
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const serving = run('serve both', ports, ended, served);
  await expect
    .poll(() => served.some((line) => line.startsWith('Channel C-01 answers')), { timeout: 10_000 })
    .toBe(true);

  const till = await Till.activate(`http://127.0.0.1:${ports.HOLDFAST_CHANNEL_PORT}`, code);
  const { number } = instruments.card;
  const want = {
    request: 'q1',
    kind: 'giftCard',
    purpose: 'pay',
    sale: 's1',
    cashier: 'S-1001',
    currency: 'USD',
    amount: instruments.emptyCard.balance,
    number,
  } as const;
  await expect.poll(async () => (await till.hold([want])).ok, { timeout: 10_000 }).toBe(true);
  const listed = await run('locks list', ports);
  expect(listed.lines.join('\n')).toMatch(/q1 +giftCard +4417 +82\.30 USD +R-01/);
  expect(listed.lines.join('\n')).not.toContain(number);

  expect((await run('cache reset', ports)).lines).toEqual(['The parameter cache is reset.']);
  const wrong = await run('cache reset', {
    ...ports,
    HOLDFAST_ADMIN_TOKEN: 'not the token of this channel'.replaceAll(' ', '-'),
  });
  expect(wrong).toEqual({
    exit: 1,
    lines: [expect.stringMatching(/^It failed: account.denied. Your account may not/)],
  });

  const passwords = {
    HOLDFAST_PASSWORD: accounts.ruth.password,
    HOLDFAST_SECOND_PASSWORD: accounts.daniel.password,
  };
  const alone = await run('locks break q1 --by ruth --second ruth --reason lost', {
    ...ports,
    ...passwords,
    HOLDFAST_SECOND_PASSWORD: accounts.ruth.password,
  });
  expect(alone.lines).toEqual([
    'It failed: lock.secondPerson. This takes two persons. Ask another one to sign in for it.',
  ]);
  const forged = await run('locks break q1 --by ruth --second daniel --reason lost', {
    ...ports,
    ...passwords,
    HOLDFAST_SECOND_PASSWORD: 'guess',
  });
  expect(forged.lines[0]).toMatch(/^It failed: account.signIn. Account or password is wrong/);
  expect(
    (
      await run('locks break q1 --by ruth --second daniel --reason lost', {
        ...ports,
        ...passwords,
      })
    ).exit,
  ).toBe(0);
  expect(good(await till.hold([{ ...want, number: undefined }])).results?.['q1']).toEqual({
    state: 'broken',
  });

  end();
  expect((await serving).exit).toBe(0);
  expect(served.join('\n')).not.toContain(number);
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { View } from '../../../../shared/bridge/view.ts';
import { fault } from '../../../../shared/fault.ts';
import { systemEventLog } from '../../../../main/app/log/eventlog.ts';
import { logFiles, openLog } from '../../../../main/app/log/log.ts';
import { masked } from '../../../../main/app/log/mask.ts';
import { logPictures } from '../../../../main/app/log/watch.ts';
import { waitingView } from '../../../../main/app/waiting.ts';

const place = mkdtempSync(join(tmpdir(), 'holdfast-log-'));
afterAll(() => rmSync(place, { recursive: true }));
const newFolder = (): string => mkdtempSync(join(place, 'data-'));
const clock = { now: () => '2026-11-29T10:00:00.000Z', running: () => 0 };

test('writes lines of JSON with stable numbers, and the grave ones where the system collects them', () => {
  const folder = newFolder();
  const system: string[] = [];
  const log = openLog({
    folder,
    clock,
    system: (id, level, text) => void system.push(`${id} ${level} ${text}`),
  });
  log('register.started', { version: '1.0.0' });
  log('line.lost', { state: 'offline' });
  const [file = ''] = logFiles(folder);
  expect(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { at: clock.now(), id: 100, level: 'info', event: 'register.started', version: '1.0.0' },
    { at: clock.now(), id: 130, level: 'warning', event: 'line.lost', state: 'offline' },
  ]);
  expect(system).toHaveLength(1);
  expect(system[0]).toMatch(/^130 warning line\.lost: .*\{"state":"offline"\}$/);
});

test('begins a new file when one is full, and keeps ten', () => {
  const folder = newFolder();
  const log = openLog({ folder, clock, system: null, mostBytes: 500 });
  for (let line = 0; line < 120; line += 1) log('notice.shown', { code: 'printer.paper', line });
  const files = logFiles(folder);
  expect(files).toHaveLength(10);
  for (const file of files) expect(statSync(file).size).toBeLessThan(800);
  expect(readFileSync(files[0] ?? '', 'utf8')).toContain('"line":119}');
  expect(readFileSync(files[1] ?? '', 'utf8')).not.toContain('"line":119}');
});

test('goes on without a folder that can be written', () => {
  // A file where the folder should be.
  const folder = join(newFolder(), 'data');
  writeFileSync(folder, '');
  openLog({ folder, clock, system: null })('register.stopped');
  expect(logFiles(folder)).toEqual([]);
});

test.each([
  ['card 6300344171294417 was refused', 'card ••• was refused'],
  ['6300 3441 7129 4417', '•••'],
  ['{"pin":"1234","note":"x"}', '{"pin":"•••","note":"x"}'],
  ['activationCode: ABCD-EFGH-JKLM', 'activationCode: •••'],
  ['token=abcdef', 'token=•••'],
  [
    'at 2026-11-29T10:00:00.000Z, receipt R01-000123',
    'at 2026-11-29T10:00:00.000Z, receipt R01-000123',
  ],
])('masks %s', (text, expected) => expect(masked(text)).toBe(expected));

test('gives events to Windows by its own program, and to no other system', () => {
  const ran: (readonly string[])[] = [];
  const write = systemEventLog(
    'win32',
    String.raw`C:\Windows`,
    (program, words) => void ran.push([program, ...words]),
  );
  write?.(130, 'warning', 'x'.repeat(5000));
  expect(ran).toEqual([
    [
      String.raw`C:\Windows\System32\eventcreate.exe`,
      ...[
        '/L',
        'APPLICATION',
        '/SO',
        'Holdfast',
        '/ID',
        '130',
        '/T',
        'WARNING',
        '/D',
        'x'.repeat(1000),
      ],
    ],
  ]);
  expect(systemEventLog('linux', '')).toBeNull();
});

test('writes what changed from one picture to the next, once', () => {
  const waiting = waitingView({
    revision: 1,
    version: '1.0.0',
    language: 'en-US',
    since: clock.now(),
    trouble: null,
  });
  const selling: View = {
    ...waiting,
    screen: 'signIn',
    registerName: 'R-01',
    link: { ...waiting.link, state: 'online' },
  };
  const told: string[] = [];
  const see = logPictures(
    (event, facts) => void told.push([event, ...Object.values(facts ?? {})].join(' ')),
  );
  const offline: View = { ...selling, link: { ...selling.link, state: 'offline' } };
  const pictures: View[] = [
    waiting,
    { ...waiting, screen: 'trouble', trouble: fault('database.inUse') },
    { ...waiting, screen: 'trouble', trouble: fault('database.inUse') },
    selling,
    selling,
    offline,
    { ...offline, notice: fault('printer.paper') },
    { ...offline, notice: fault('printer.paper') },
    { ...selling, link: { ...selling.link, clockOff: 300_000 } },
    { ...selling, link: { ...selling.link, state: 'byHand', clockOff: 300_000 } },
    selling,
  ];
  for (const picture of pictures) see(picture);
  expect(told).toEqual([
    'register.waiting database.inUse',
    'register.ready R-01',
    'line.lost offline',
    'notice.shown printer.paper',
    'line.back',
    'clock.off 300000',
    'line.byHand',
    'line.back',
    'clock.right',
  ]);
});

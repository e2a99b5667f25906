import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { openWitness } from '../../../../main/database/witness.ts';
import { sealEntry } from '../../../../shared/entry.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../../main/app/clock.ts';
import { commandOf, runCommand } from '../../../../main/app/command/commandline.ts';
import type { Language } from '../../../../shared/identity.ts';
import { newKey } from '../../../security/tills.ts';
import { sealWith } from '../../../security/seal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-pending-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function ask(language: Language = 'en-US', ...words: string[]) {
  const said: string[] = [];
  const asked = commandOf(['holdfast.exe', '--pending', ...words]);
  if (!asked) throw new Error('--pending is no command');
  const exit = await runCommand(asked, {
    folder,
    version: '1.0.0',
    clock: systemClock,
    environment: {},
    language,
    keystore: () => ({ ...sealWith(newKey()), isOpen: () => false, warning: null }),
    say: (line) => said.push(line),
  });
  return { exit, said: said.join('\n') };
}

test('a machine that never sold has nothing pending', async () => {
  expect(await ask()).toEqual({
    exit: 0,
    said: '0 entries have not been answered by head office.',
  });
  expect((await ask('zh-CN')).said).toBe('有 0 条记录总部尚未答复。');
});

test('a database that cannot be read is not taken for an empty one', async () => {
  writeFileSync(join(folder, 'register.db'), Buffer.alloc(8192, 7));
  const { exit, said } = await ask();
  expect(exit).toBe(11);
  expect(said).toContain('could not be read (keystore.lost');
});

test('an uninstaller that is told a file gets the entries into it, and goes on only then', async () => {
  const file = join(folder, 'R-01.journal');
  expect((await ask('en-US', '--export', file)).exit, 'nothing pending, nothing to export').toBe(0);
  expect(existsSync(file)).toBe(false);
  const witness = openWitness(join(folder, 'witness.log'));
  const body = { kind: 'audit', audit: { act: 'drawer', staff: null, note: '' } } as const;
  const at = systemClock.now();
  const entry = sealEntry({
    format: 1,
    register: 'R-01',
    incarnation: 1,
    number: 1,
    previous: [],
    at,
    body,
  });
  witness.append(entry, 1);
  witness.close();
  expect((await ask()).exit).toBe(10);
  expect(await ask('en-US', '--export', join(folder, 'nowhere', 'R-01.journal'))).toMatchObject({
    exit: 1,
    said: expect.stringContaining('cannot be written (ENOENT)'),
  });
  expect((await ask('en-US', '--export', file)).exit).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain(entry.hash);
  expect((await ask('en-US', '--exprt', file)).exit, 'a word that it does not know').toBe(2);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

async function ask(language: Language = 'en-US') {
  const said: string[] = [];
  const asked = commandOf(['holdfast.exe', '--pending']);
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

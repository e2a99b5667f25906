/** `audit verify`, and what a start says of an audit that somebody edited. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../../server/app/commandline.ts';
import { startHeadquarters } from '../../../server/app/headquarters.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-audit-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(...words: string[]): Promise<{ exit: number; said: string }> {
  const lines: string[] = [];
  const exit = await runCommandLine({
    words,
    variables: { HOLDFAST_DATA: folder },
    clock: systemClock,
    chance: systemChance,
    say: (line) => lines.push(line),
    note: () => undefined,
    ended: Promise.resolve(),
  });
  return { exit, said: lines.join('\n') };
}
function edit(...statements: string[]): void {
  const db = new BetterSqlite3(join(folder, 'headquarters', 'headquarters.sqlite'));
  db.pragma('foreign_keys = OFF');
  for (const statement of statements) db.exec(statement);
  db.close();
}

it('says that the audit is whole, then which row was edited, then what is gone', async () => {
  await run('seed-demo');
  const whole = await run('audit', 'verify');
  expect(whole.exit).toBe(0);
  const [, number = '', seal = ''] = /Newest row (\d+), seal ([0-9a-f]{64})/.exec(whole.said) ?? [];
  expect(Number(number)).toBeGreaterThan(3);
  expect((await run('audit', 'verify', number, seal)).exit).toBe(0);
  expect((await run('audit', 'verify', number, 'f'.repeat(64))).exit).toBe(1);
  expect((await run('audit', 'verify', number)).exit).toBe(2);

  edit('drop trigger audit_no_update', `update audit set account = 'sam' where number = 2`);
  const edited = await run('audit', 'verify');
  expect(edited.exit).toBe(1);
  expect(edited.said).toMatch(/^The audit is broken\. Row 2 was changed/);
  const log: string[] = [];
  const started = await startHeadquarters({
    folder: join(folder, 'headquarters'),
    address: { file: join(folder, 'headquarters', 'headquarters.sqlite') },
    port: 0,
    clock: systemClock,
    chance: systemChance,
    log: ({ text }) => log.push(text),
  });
  expect(log).toEqual(['audit.broken row=2 why=changed']);
  if (started.ok) await started.value.stop();

  edit('drop trigger audit_no_delete', `delete from audit where number >= ${number}`);
  expect((await run('audit', 'verify')).said).toContain(`Row ${number} is missing.`);
});

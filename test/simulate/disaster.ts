/** What happens to whole parts: backups, restores, clocks that jump. */
import { copyFileSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { backupPath, copyThrough } from '../../main/database/backup.ts';
import { wanted } from '../../main/database/locks.ts';
import { isCatalog, loseWitness, stopMachine } from '../walk/histories/machine.ts';
import { count } from './coverage.ts';
import { beside, copyFiles } from './files.ts';
import { cloneModel } from './model/state.ts';
import { noteJournal, startBranch, startTill } from './process.ts';
import { backUpService, killedFiles, restoreBranch, type Branch } from './servers.ts';
import type { Till, World } from './world.ts';

const databaseName = 'register.db';

/** A copy of the register's database, as it makes one itself. */
export function backUpTill(till: Till): string {
  const copy = join(mkdtempSync(`${till.machine.folder}-`), 'register.db');
  if (!copyThrough(till.machine.db, copy)) throw new Error('the copy is not sound');
  till.copy = copy;
  till.copied = new Set(till.journal);
  till.copiedIncarnation = till.incarnation;
  return 'copied';
}

/** The register's database goes back to its copy: by its own procedure, by somebody who tells nobody, or with the witness gone too. */
export async function restoreTill(
  world: World,
  till: Till,
  how: 'restoreNoticed' | 'restoreSilent' | 'restoreBlind',
): Promise<string> {
  if (till.copy === null) return 'no copy';
  if (how === 'restoreBlind') loseWitness(till.machine);
  const isDatabase = (name: string): boolean => name.startsWith(databaseName) && !isCatalog(name);
  const { folder } = till.machine;
  const files = copyFiles(folder, beside(folder), (name) => !isDatabase(name));
  const file = join(files, databaseName);
  copyFileSync(till.copy, how === 'restoreNoticed' ? backupPath(file) : file);
  stopMachine(till.machine);
  till.restored = true;
  till.incarnation = Math.min(till.incarnation, till.copiedIncarnation);
  till.blind ||= how === 'restoreBlind';
  till.journal = new Set(till.copied);
  await startTill(world, till, files);
  noteJournal(world, till);
  count(
    world.coverage,
    how === 'restoreNoticed'
      ? 'a register was restored by its own procedure'
      : how === 'restoreSilent'
        ? 'a register was restored and its witness told'
        : 'a register was restored and nobody told',
  );
  return 'restored';
}

export async function crashBranch(world: World, branch: Branch): Promise<string> {
  await startBranch(world, branch, killedFiles(branch));
  count(world.coverage, 'the channel crashed');
  return 'crashed';
}

export function backUpOffice(world: World): string {
  backUpService(world.office);
  world.modelBackup = cloneModel(world.model);
  return 'copied';
}

export async function restoreChannel(world: World, branch: Branch): Promise<string> {
  if (branch.backup === null) return 'no copy';
  const kills = await restoreBranch(branch, branch.backup);
  if (kills > 0) count(world.coverage, 'the channel was killed while it started');
  world.branchRestored = true;
  count(world.coverage, 'the channel was restored');
  return 'restored';
}

const day = 86_400_000;
const hour = 3_600_000;

export function moveClock(world: World, pick: number): string {
  const clock = world.clocks[pick % world.clocks.length];
  const how = Math.floor(pick / world.clocks.length) % 3;
  const isHolding = world.tills.some((till) =>
    wanted(till.machine.db).some((row) => row.state === 'held'),
  );
  if (isHolding && how < 2) count(world.coverage, 'the wall clock jumped while a lock was held');
  if (how === 0) clock?.jump(day);
  else if (how === 1) clock?.jump(-day);
  else clock?.pass(hour);
  if (how < 2) count(world.coverage, 'the wall clock jumped');
  return ['a day ahead', 'a day back', 'an hour passes'][how] ?? '';
}

/** Headquarters' wall clock alone: cards expire, PINs are taken again. */
export function moveOfficeClock(world: World, days: number): string {
  world.office.ground.clock.jump(days * day);
  return `headquarters lives at ${world.office.ground.clock.peek()}`;
}

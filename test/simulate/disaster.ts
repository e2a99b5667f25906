/** What happens to whole parts: backups, restores, broken locks, clocks that jump. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { copyThrough } from '../../main/database/backup.ts';
import { findLock } from '../../main/database/locks.ts';
import { breakLock } from '../../server/headquarters/breaking.ts';
import { parameterState } from '../../server/headquarters/parameters.ts';
import { loseWitness, restore } from '../walk/histories/machine.ts';
import { compareModel } from './compare.ts';
import { count } from './coverage.ts';
import { cloneModel, restoreModel } from './model/state.ts';
import { begin, noteJournal } from './process.ts';
import {
  backUpService,
  killedFiles,
  restartBranch,
  restartOffice,
  restoreBranch,
  restoreOffice,
  type Branch,
} from './servers.ts';
import { tillOf, type Till, type World } from './world.ts';

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
  till.machine = await restore(till.machine, till.copy, how === 'restoreNoticed', till.ground);
  till.restored = true;
  till.incarnation = Math.min(till.incarnation, till.copiedIncarnation);
  till.blind ||= how === 'restoreBlind';
  till.journal = new Set(till.copied);
  begin(world, till);
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

export async function crashOffice(world: World): Promise<string> {
  await restartOffice(world.office, killedFiles(world.office));
  count(world.coverage, 'headquarters crashed');
  world.flaws.push(...(await compareModel(world)));
  return 'crashed';
}

export async function crashBranch(world: World, branch: Branch): Promise<string> {
  await restartBranch(branch, killedFiles(branch));
  count(world.coverage, 'the channel crashed');
  return 'crashed';
}

export function backUpOffice(world: World): string {
  backUpService(world.office);
  world.modelBackup = cloneModel(world.model);
  return 'copied';
}

export async function restoreHeadquarters(world: World): Promise<string> {
  const { office, modelBackup } = world;
  if (office.backup === null || modelBackup === null) return 'no copy';
  await restoreOffice(office, office.backup);
  world.model = restoreModel(world.model, modelBackup);
  world.officeRestored = true;
  const { applied } = await parameterState(office.running.db.query);
  world.parameters = applied;
  world.versions.set(applied.version, applied);
  count(world.coverage, 'headquarters was restored');
  world.flaws.push(...(await compareModel(world)));
  return 'restored';
}

export async function restoreChannel(world: World, branch: Branch): Promise<string> {
  if (branch.backup === null) return 'no copy';
  await restoreBranch(branch, branch.backup);
  world.branchRestored = true;
  count(world.coverage, 'the channel was restored');
  return 'restored';
}

/** Two persons break a lock: one that a register holds, or one that it has spent. */
export async function breakOne(
  world: World,
  which: 'held' | 'spent',
  pick: number,
): Promise<string> {
  const live = [...world.model.locks].filter(([request, lock]) => {
    const row = findLock(tillOf(world, lock.register).machine.db, request);
    return (
      lock.state === 'live' && (which === 'spent' ? row?.state === 'spent' : row?.state !== 'spent')
    );
  });
  const chosen = live[pick % Math.max(1, live.length)];
  if (chosen === undefined) return 'nothing is locked';
  const [request, lock] = chosen;
  const approved = { by: 'ruth', second: 'sam', reason: 'registerLost' };
  const broken = await breakLock(world.office.running, request, approved);
  lock.state = 'broken';
  world.broken = true;
  count(
    world.coverage,
    which === 'held' ? 'a lock was broken while held' : 'a lock was broken while spent',
  );
  world.flaws.push(...(await compareModel(world)));
  return broken.ok ? 'broken' : broken.fault.code;
}

const day = 86_400_000;
const hour = 3_600_000;

export function moveClock(world: World, pick: number): string {
  const clock = world.clocks[pick % world.clocks.length];
  const how = Math.floor(pick / world.clocks.length) % 3;
  if (how === 0) clock?.jump(day);
  else if (how === 1) clock?.jump(-day);
  else clock?.pass(hour);
  if (how < 2) count(world.coverage, 'the wall clock jumped');
  return ['a day ahead', 'a day back', 'an hour passes'][how] ?? '';
}

/** Headquarters starts on files: after a crash, or after somebody put its backup back and told or did not tell. */
import { currentEpoch, markTime } from '../../server/headquarters/epoch.ts';
import { parameterState } from '../../server/headquarters/parameters.ts';
import { readSetting } from '../../server/headquarters/settings.ts';
import { compareModel } from './compare.ts';
import { count } from './coverage.ts';
import { beginRecovery, cloneModel } from './model/state.ts';
import { backedUpFiles, keptMark, killedFiles, restartOffice } from './servers.ts';
import type { World } from './world.ts';

/** Starts headquarters. A new epoch begins when the operator says so, or when the epoch file has counted further than the database (PROTOCOL section 7). */
export async function comeBack(
  world: World,
  files: string,
  why: 'crash' | 'announced',
): Promise<void> {
  const { office, model, coverage } = world;
  const kept = keptMark({ folder: files });
  const older = kept !== null && (kept.starts > model.starts || kept.epoch > model.epoch);
  const kills = await restartOffice(office, files, why === 'announced');
  if (kills > 0) count(coverage, 'headquarters was killed while it started');
  const { query } = office.running.db;
  const epoch = await currentEpoch(query);
  model.starts = Number(await readSetting(query, 'starts'));
  if (older || why === 'announced') {
    if (epoch <= Math.max(model.epoch, kept?.epoch ?? 0))
      world.flaws.push(`headquarters came back from a backup in epoch ${epoch}`);
    beginRecovery(model, epoch);
    if (why === 'crash') count(coverage, 'headquarters noticed by itself that it was restored');
  }
  const { applied } = await parameterState(query);
  world.parameters = applied;
  world.versions.set(applied.version, applied);
}

export async function crashOffice(world: World): Promise<string> {
  await comeBack(world, killedFiles(world.office), 'crash');
  count(world.coverage, 'headquarters crashed');
  world.flaws.push(...(await compareModel(world)));
  return 'crashed';
}

/** The operator was told of an unnoticed restore, and starts a new epoch. */
export async function announceRestore(world: World): Promise<string> {
  await comeBack(world, killedFiles(world.office), 'announced');
  world.flaws.push(...(await compareModel(world)));
  count(world.coverage, 'an operator began a new epoch after an unnoticed restore');
  return `epoch ${world.model.epoch}`;
}

/** Headquarters' database goes back to its backup. `quietly`: somebody puts a hot copy back, and tells nobody. */
export async function restoreHeadquarters(world: World, quietly: boolean): Promise<string> {
  const { office, modelBackup } = world;
  const { backup } = office;
  if (backup === null || modelBackup === null) return 'no copy';
  const files = backedUpFiles(office, backup);
  world.model = cloneModel(modelBackup);
  world.officeRestored = true;
  const before = world.model.epoch;
  await comeBack(world, files, quietly ? 'crash' : 'announced');
  world.flaws.push(...(await compareModel(world)));
  const unnoticed = world.model.epoch === before;
  count(
    world.coverage,
    unnoticed ? 'headquarters was restored and nobody noticed' : 'headquarters was restored',
  );
  return unnoticed ? 'restored, and nobody noticed' : 'restored';
}

/** Headquarters counts on in both places, so that older files are told from newer ones. */
export async function markOffice(world: World): Promise<string> {
  const { running } = world.office;
  world.office.ground.clock.pass(markMs);
  await markTime(running);
  world.model.starts = Number(await readSetting(running.db.query, 'starts'));
  return `starts ${world.model.starts}`;
}

const markMs = 6 * 60_000;

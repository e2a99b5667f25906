/** The parts' processes: their work under a fuse, their ends and their new starts. */
import BetterSqlite3 from 'better-sqlite3';
import { openAsk, wanted } from '../../main/database/locks.ts';
import { pendingEntries } from '../../main/database/journal.ts';
import { readIdentity } from '../../main/database/identity.ts';
import { readParameters } from '../../main/database/parameters.ts';
import { all } from '../../main/database/statement.ts';
import { crash, startMachine, stopMachine } from '../walk/histories/machine.ts';
import { count } from './coverage.ts';
import { beside, copyFiles } from './files.ts';
import { onFullDisk, underFuse } from './fuse.ts';
import { killedFiles, restartBranch, restartOffice, type Branch } from './servers.ts';
import { readContent } from './model/post.ts';
import { sense } from './line.ts';
import type { Till, World } from './world.ts';

/** Does a register's work, unless its fuse kills it meanwhile; then it starts again and null is answered. */
export async function atRegister<T>(
  world: World,
  till: Till,
  work: () => Promise<T> | T,
  isCommit = false,
): Promise<T | null> {
  const { fuse, room } = till;
  if (room !== null) return onSmallDisk(world, till, room, work);
  let files = '';
  const before = headOf(till);
  till.fuse = 0;
  const done =
    fuse === 0
      ? await work()
      : await underFuse(
          fuse,
          () => {
            files = copyFiles(till.machine.folder, beside(till.machine.folder));
          },
          async () => work(),
        );
  if (files !== '') {
    count(world.coverage, 'a register was killed at a statement');
    stopMachine(till.machine);
    till.machine = await startMachine(files, till.ground);
    begin(world, till);
    const committed = headOf(till) !== before;
    if (committed) count(world.coverage, 'a register was killed between commit and witness');
    else if (isCommit) count(world.coverage, 'a register was killed within a commit');
  }
  noteJournal(world, till);
  return done;
}

/** Does the work while the disk fills up. What fails then changes nothing; null is answered for what was thrown. */
async function onSmallDisk<T>(
  world: World,
  till: Till,
  room: number,
  work: () => Promise<T> | T,
): Promise<T | null> {
  till.room = null;
  try {
    return await onFullDisk(room, async () => work());
  } catch (error) {
    if (!(error instanceof BetterSqlite3.SqliteError)) throw error;
    count(world.coverage, 'the disk was full');
    return null;
  } finally {
    noteJournal(world, till);
  }
}

const headOf = ({ machine }: Till): string | null =>
  all<{ hash: string }>(machine.db, 'SELECT hash FROM journal ORDER BY place DESC LIMIT 1')[0]
    ?.hash ?? null;

/** A register ends and starts again on its own files. */
export async function crashTill(world: World, till: Till): Promise<void> {
  const { db } = till.machine;
  if (wanted(db).some((row) => row.state === 'held'))
    count(world.coverage, 'a register crashed while it held a lock');
  if (openAsk(db) === null && pendingEntries(db).entries > 0)
    count(world.coverage, 'a register crashed with entries not sent');
  till.machine = await crash(till.machine, till.ground);
  begin(world, till);
  noteJournal(world, till);
}

/** What every new process of a register finds: nothing in memory, and the line as it is. */
export function begin(world: World, till: Till): void {
  till.generation += 1;
  till.fuse = 0;
  till.room = null;
  till.place = 0;
  sense(world, till);
}

type Row = { readonly place: number; readonly hash: string; readonly content: string };

/** Remembers what the register has committed since the last look; after a new start, everything that it had must still be there. */
export function noteJournal(world: World, till: Till): void {
  const { db } = till.machine;
  const isStart = till.place === 0;
  const rows = all<Row>(
    db,
    'SELECT place, hash, content FROM journal WHERE place > ? ORDER BY place',
    [till.place],
  );
  const found = new Set(rows.map((row) => row.hash));
  for (const hash of isStart ? till.journal : [])
    if (!found.has(hash))
      world.flaws.push(`${till.register} forgot entry ${world.committed.get(hash)?.number ?? 0}`);
  const incarnation = readIdentity(db)?.incarnation ?? 0;
  const adopted = rows.filter(({ hash }) => world.committed.has(hash) && !till.journal.has(hash));
  if (adopted.length > 0 && incarnation <= till.incarnation)
    world.flaws.push(`${till.register} took lost entries in and kept its incarnation (6.1)`);
  till.incarnation = incarnation;
  for (const { place, hash, content } of rows) {
    till.place = place;
    till.journal.add(hash);
    if (world.committed.has(hash)) continue;
    const { number, body } = readContent(content);
    world.committed.set(hash, {
      register: till.register,
      number,
      receipt: body.sale?.receipt ?? null,
      content,
    });
  }
  till.parameters = world.versions.get(readParameters(db).version) ?? till.parameters;
}

/** Does headquarters' work unless its fuse kills it; then it starts again from what the kill left, and null is answered. */
export async function atOffice<T>(world: World, work: () => Promise<T>): Promise<T | null> {
  const { office } = world;
  const { fuse } = office;
  office.fuse = 0;
  if (fuse === 0) return work();
  let files = '';
  const done = await underFuse(fuse, () => (files = killedFiles(office)), work);
  if (files !== '') {
    await restartOffice(office, files);
    count(world.coverage, 'headquarters was killed at a statement');
  }
  return done;
}

/** The channel's work, likewise. */
export async function atBranch<T>(
  world: World,
  branch: Branch,
  work: () => Promise<T>,
): Promise<T | null> {
  const { fuse } = branch;
  branch.fuse = 0;
  if (fuse === 0) return work();
  let files = '';
  const done = await underFuse(fuse, () => (files = killedFiles(branch)), work);
  if (files !== '') {
    await restartBranch(branch, files);
    count(world.coverage, 'the channel was killed at a statement');
  }
  return done;
}

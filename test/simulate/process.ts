/** The parts' processes: their work under a fuse, their ends and their new starts. */
import { openAsk, wanted } from '../../main/database/locks.ts';
import { pendingEntries } from '../../main/database/journal.ts';
import { readIdentity } from '../../main/database/identity.ts';
import { readParameters } from '../../main/database/parameters.ts';
import { all } from '../../main/database/statement.ts';
import { startMachine, stopMachine, type Machine } from '../walk/histories/machine.ts';
import { comeBack } from './comeback.ts';
import { count, type Case } from './coverage.ts';
import { beside, copyFiles } from './files.ts';
import { onFullDisk, underFuse, type Fuse, type Room } from './fuse.ts';
import { killedFiles, restartBranch, type Branch, type Service } from './servers.ts';
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
  till.fuse = null;
  const done =
    fuse === null
      ? await work()
      : await underFuse(
          fuse,
          () => {
            files = copyFiles(till.machine.folder, beside(till.machine.folder));
          },
          async () => work(),
        );
  if (fuse !== null && files !== '') {
    count(world.coverage, killed.register[fuse.unit]);
    stopMachine(till.machine);
    await startTill(world, till, files);
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
  room: Room,
  work: () => Promise<T> | T,
): Promise<T | null> {
  till.room = null;
  try {
    return await onFullDisk(
      room,
      async () => work(),
      (refused) => noteWitness(world, till, refused),
    );
  } catch (error) {
    if (!isFull(error)) throw error;
    count(world.coverage, 'the disk was full');
    return null;
  } finally {
    noteJournal(world, till);
  }
}

/** The witness found no room: what it lacks, no restore can tell. */
function noteWitness(world: World, till: Till, refused: number): void {
  if (refused === 0) return;
  till.blind = true;
  count(world.coverage, 'the disk of the witness was full');
}

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';

const killed: Record<'register' | 'channel' | 'headquarters', Record<Fuse['unit'], Case>> = {
  register: {
    statement: 'a register was killed at a statement',
    await: 'a register was killed at an await',
    end: 'a register was killed before it had told',
  },
  channel: {
    statement: 'the channel was killed at a statement',
    await: 'the channel was killed at an await',
    end: 'the channel was killed before it had answered',
  },
  headquarters: {
    statement: 'headquarters was killed at a statement',
    await: 'headquarters was killed at an await',
    end: 'headquarters was killed before it had answered',
  },
};

const headOf = ({ machine }: Till): string | null =>
  all<{ hash: string }>(machine.db, 'SELECT hash FROM journal ORDER BY place DESC LIMIT 1')[0]
    ?.hash ?? null;

/** A register ends and starts again on its own files. */
export async function crashTill(world: World, till: Till): Promise<void> {
  const { db, folder } = till.machine;
  if (wanted(db).some((row) => row.state === 'held'))
    count(world.coverage, 'a register crashed while it held a lock');
  if (openAsk(db) === null && pendingEntries(db).entries > 0)
    count(world.coverage, 'a register crashed with entries not sent');
  const files = copyFiles(folder, beside(folder));
  stopMachine(till.machine);
  await startTill(world, till, files);
  noteJournal(world, till);
}

/** A register starts on these files, again when its fuse kills it while it recovers. */
export async function startTill(world: World, till: Till, files: string): Promise<void> {
  const fuse = till.startFuse;
  Object.assign(till, { startFuse: null, fuse: null, room: null });
  let left = '';
  let machine: Machine | null = null;
  const start = async (): Promise<void> => {
    machine = await startMachine(files, till.ground);
  };
  const look = (): void => {
    left = copyFiles(files, beside(files));
  };
  await (fuse === null ? start() : underFuse(fuse, look, start));
  if (machine === null) throw new Error('a start that is not waited for');
  if (left !== '') {
    stopMachine(machine);
    count(world.coverage, 'a register was killed while it started');
    await startTill(world, till, left);
    return;
  }
  till.machine = machine;
  begin(world, till);
}

/** What every new process of a register finds: nothing in memory, and the line as it is. */
function begin(world: World, till: Till): void {
  till.generation += 1;
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

/** Does headquarters' work. When it is killed it starts again from what the kill left; then, or when its disk is full, null is answered. */
export const atOffice = async <T>(world: World, work: () => Promise<T>): Promise<T | null> =>
  atService(world, world.office, 'headquarters', work, (files) => comeBack(world, files, 'crash'));

/** The channel's work, likewise. */
export const atBranch = async <T>(
  world: World,
  branch: Branch,
  work: () => Promise<T>,
): Promise<T | null> =>
  atService(world, branch, 'channel', work, async (files) => startBranch(world, branch, files));

export async function startBranch(world: World, branch: Branch, files: string): Promise<void> {
  const kills = await restartBranch(branch, files);
  if (kills > 0) count(world.coverage, 'the channel was killed while it started');
}

async function atService<T>(
  { coverage }: World,
  service: Service<unknown>,
  name: 'channel' | 'headquarters',
  work: () => Promise<T>,
  goOn: (files: string) => Promise<void>,
): Promise<T | null> {
  const { fuse, room } = service;
  Object.assign(service, { fuse: null, room: null });
  if (room !== null) {
    try {
      return await onFullDisk(room, work);
    } catch (error) {
      if (!isFull(error)) throw error;
      count(
        coverage,
        name === 'channel' ? "the channel's disk was full" : "headquarters' disk was full",
      );
      return null;
    }
  }
  if (fuse === null) return work();
  let files = '';
  const look = (): void => {
    files = killedFiles(service);
  };
  const done = await underFuse(fuse, look, work);
  if (files === '') return done;
  count(coverage, killed[name][fuse.unit]);
  await goOn(files);
  return null;
}

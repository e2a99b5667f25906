/** Headquarters and the channel as processes on files: they are killed, started again, copied and put back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openChannelDatabase } from '../../server/channel/open.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { openHeadquarters } from '../../server/headquarters/open.ts';
import type { Channel } from '../walk/histories/channel.ts';
import { unwrap } from '../walk/histories/machine.ts';
import type { JumpingGround } from './dice.ts';
import { beside, copyFiles } from './files.ts';
import { underFuse, type Fuse, type Room } from './fuse.ts';

/** A running service. Its fuses kill its next work, and its next start; null for not at all. `room`: on its disk, for its next work; null for enough. */
export type Service<Running> = {
  folder: string;
  running: Running;
  readonly ground: JumpingGround;
  backup: string | null;
  fuse: Fuse | null;
  startFuse: Fuse | null;
  room: Room | null;
};
/** `lines`: what it wrote into its log. */
export type Office = Service<Headquarters> & { readonly lines: string[] };
/** A channel; its link to headquarters has its name. */
export type Branch = Service<Channel> & { readonly id: string };

const isDatabase = (name: string): boolean => name.includes('.sqlite');

/** Keys that are the same in every run; real ones are drawn. */
function writeKeys(folder: string): void {
  const ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
  const signing = Buffer.concat([ed25519, Buffer.alloc(32, 'signing')]).toString('base64');
  const numbers = Buffer.alloc(32, 'numbers').toString('base64');
  writeFileSync(join(folder, 'headquarters-keys.json'), JSON.stringify({ signing, numbers }));
}

const runOffice = async (
  folder: string,
  ground: JumpingGround,
  restored: boolean,
  lines: string[],
): Promise<Headquarters> =>
  unwrap(
    await openHeadquarters({
      folder,
      ...ground,
      restored,
      log: ({ text }) => void lines.push(text),
    }),
  );

const idle = { backup: null, fuse: null, startFuse: null, room: null };

export async function openOffice(folder: string, ground: JumpingGround): Promise<Office> {
  writeKeys(folder);
  const lines: string[] = [];
  return { folder, running: await runOffice(folder, ground, false, lines), ground, ...idle, lines };
}

const runBranch = async (folder: string, ground: JumpingGround): Promise<Channel> => ({
  db: unwrap(
    await openChannelDatabase({ file: join(folder, 'channel.sqlite') }, ground.clock.now()),
  ),
  ground,
});

export async function openBranch(
  id: string,
  folder: string,
  ground: JumpingGround,
): Promise<Branch> {
  return { id, folder, running: await runBranch(folder, ground), ground, ...idle };
}

/** What a kill at this moment leaves. */
export const killedFiles = ({ folder }: { readonly folder: string }): string =>
  copyFiles(folder, beside(folder));

/** Starts a process on these files, again when its fuse kills it meanwhile. Answers how often it was killed. */
async function start<Running extends { readonly db: { readonly close: () => Promise<void> } }>(
  service: Service<Running>,
  files: string,
  run: (folder: string) => Promise<Running>,
): Promise<number> {
  await service.running.db.close();
  const fuse = service.startFuse;
  Object.assign(service, { fuse: null, startFuse: null, room: null });
  if (fuse === null) {
    Object.assign(service, { folder: files, running: await run(files) });
    return 0;
  }
  let left = '';
  let running: Running | null = null;
  const look = (): void => {
    left = copyFiles(files, beside(files));
  };
  await underFuse(fuse, look, async () => {
    running = await run(files);
  });
  if (running === null) throw new Error('a start that is not waited for');
  Object.assign(service, { folder: files, running });
  return left === '' ? 0 : 1 + (await start(service, left, run));
}

/** Goes on from these files. `restored`: the operator says that they are older ones. Answers how often it was killed while it started. */
export const restartOffice = async (
  office: Office,
  files: string,
  restored = false,
): Promise<number> =>
  start(office, files, async (folder) => runOffice(folder, office.ground, restored, office.lines));

export const restartBranch = async (branch: Branch, files: string): Promise<number> =>
  start(branch, files, async (folder) => runBranch(folder, branch.ground));

/** Copies the database; keys and epoch are kept elsewhere. */
export function backUpService(service: Service<unknown>): void {
  service.backup = copyFiles(service.folder, beside(service.folder), isDatabase);
}

/** The files of headquarters with the database of its backup, and the keys and the epoch of now. */
export function backedUpFiles(office: Office, backup: string): string {
  const files = copyFiles(office.folder, beside(office.folder), (name) => !isDatabase(name));
  return copyFiles(backup, files);
}

export const restoreBranch = async (branch: Branch, backup: string): Promise<number> =>
  restartBranch(branch, copyFiles(backup, beside(branch.folder)));

const markSchema = z.object({ epoch: z.number(), starts: z.number() });
type Mark = z.infer<typeof markSchema>;

/** The epoch and the number of starts as they are kept outside the database. */
export function keptMark({ folder }: { readonly folder: string }): Mark | null {
  const file = join(folder, 'headquarters-epoch.json');
  return existsSync(file) ? markSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

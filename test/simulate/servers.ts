/** Headquarters and the channel as processes on files: they are killed, started again, copied and put back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openChannelDatabase } from '../../server/channel/open.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { openHeadquarters } from '../../server/headquarters/open.ts';
import type { Channel } from '../walk/histories/channel.ts';
import { unwrap, type Ground } from '../walk/histories/machine.ts';
import { beside, copyFiles } from './files.ts';

/** A running service. `fuse`: at which statement its next work is killed; 0 for not at all. */
export type Service<Running> = {
  folder: string;
  running: Running;
  readonly ground: Ground;
  backup: string | null;
  fuse: number;
};
export type Office = Service<Headquarters>;
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

const runOffice = async (folder: string, ground: Ground, restored: boolean) =>
  unwrap(await openHeadquarters({ folder, ...ground, restored }));

export async function openOffice(folder: string, ground: Ground): Promise<Office> {
  writeKeys(folder);
  const running = await runOffice(folder, ground, false);
  return { folder, running, ground, backup: null, fuse: 0 };
}

const runBranch = async (folder: string, ground: Ground): Promise<Channel> => ({
  db: unwrap(
    await openChannelDatabase({ file: join(folder, 'channel.sqlite') }, ground.clock.now()),
  ),
  ground,
});

export async function openBranch(id: string, folder: string, ground: Ground): Promise<Branch> {
  return { id, folder, running: await runBranch(folder, ground), ground, backup: null, fuse: 0 };
}

/** What a kill at this moment leaves. */
export const killedFiles = ({ folder }: { readonly folder: string }): string =>
  copyFiles(folder, beside(folder));

/** Goes on from these files, which a kill left. */
export async function restartOffice(office: Office, files: string): Promise<void> {
  await office.running.db.close();
  Object.assign(office, { folder: files, running: await runOffice(files, office.ground, false) });
}

export async function restartBranch(branch: Branch, files: string): Promise<void> {
  await branch.running.db.close();
  Object.assign(branch, { folder: files, running: await runBranch(files, branch.ground) });
}

/** Copies the database; keys and epoch are kept elsewhere. */
export function backUpService(service: Service<unknown>): void {
  service.backup = copyFiles(service.folder, beside(service.folder), isDatabase);
}

/** Headquarters comes back from its backup with the keys and the epoch of now. */
export async function restoreOffice(office: Office, backup: string): Promise<void> {
  const files = copyFiles(office.folder, beside(office.folder), (name) => !isDatabase(name));
  copyFiles(backup, files);
  await office.running.db.close();
  Object.assign(office, { folder: files, running: await runOffice(files, office.ground, true) });
}

export async function restoreBranch(branch: Branch, backup: string): Promise<void> {
  await restartBranch(branch, copyFiles(backup, beside(branch.folder)));
}

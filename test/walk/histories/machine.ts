/** A register as a machine: its files, and the program that runs on them until it is killed or replaced. */
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { grantCheck, signatureCheck } from '../../../main/app/signature.ts';
import { backupDatabase, backupPath } from '../../../main/database/backup.ts';
import { readOpenCart } from '../../../main/database/carts.ts';
import { applyFeed } from '../../../main/database/feed.ts';
import { readIdentity, saveIdentity } from '../../../main/database/identity.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { openWitness, type Witness } from '../../../main/database/witness.ts';
import { createRegister, type Register } from '../../../main/register/register.ts';
import type { LockPorts } from '../../../main/sync/locks.ts';
import { recoverAtStart } from '../../../main/sync/recovery.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import type { Cart } from '../../../shared/cart.ts';
import { assert, done, fail, type Result } from '../../../shared/fault.ts';
import type { FeedRow, JobId } from '../../../shared/feed.ts';
import type { Chance, Clock, RegisterId } from '../../../shared/identity.ts';
import type { Activation } from '../../../shared/wire/register.ts';
import { falseLine, type FalseLine } from '../../false/line.ts';
import { makeProduct } from '../../make/product.ts';
import { seal, unseal } from '../../make/register.ts';
import { everyone, mei, pin } from '../../make/staff.ts';
import { configuration, makeParameters } from '../../make/place.ts';

export type Ground = { readonly clock: Clock; readonly chance: Chance };

export type Machine = {
  readonly register: RegisterId;
  readonly folder: string;
  readonly db: Database;
  readonly witness: Witness;
  readonly program: Register;
  readonly line: FalseLine;
  readonly locks: LockPorts;
};

const databaseName = 'register.db';
const witnessName = 'witness.log';
/** What SQLite keeps of a database: the file and the log of what is committed but not yet in it. */
const databaseFiles = [databaseName, `${databaseName}-wal`];
/** The products, in a file of their own. */
export const isCatalog = (name: string): boolean => name.startsWith(`${databaseName}.catalog-`);
const catalogFiles = (folder: string): string[] =>
  readdirSync(folder).filter((name) => isCatalog(name) && !name.endsWith('-shm'));

/** The worth of one unit of the histories, in minor units. */
export const unit = 100;
const dearest = 60;
/** The one thing that costs this many units. */
export const productId = (units: number): string => `P${units}`;
export const parameters = makeParameters(1, { completeOffline: true });

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code} ${JSON.stringify(result.fault.data)}`);
  return result.value;
}

/** Files of a register that knows people, things and parameters but not yet who it is; others start as copies of them. */
export async function makeTemplate(folder: string, clock: Clock): Promise<string> {
  const template = mkdtempSync(join(folder, 'template-'));
  const db = unwrap(openDatabase(join(template, databaseName), { clock }));
  const rows: Readonly<Record<JobId, readonly FeedRow[]>> = {
    '1070': [row('S1', { ...configuration, store: 'S1' })],
    '1060': everyone.map((person) => row(person.id, person)),
    '1040': Array.from({ length: dearest }, (_, index) => {
      const product = makeProduct(index + 1, (index + 1) * unit, { tax: 'none' });
      return row(product.id, product);
    }),
    '1110': [row('parameters', parameters)],
    '1010': [],
  };
  for (const job of ['1070', '1060', '1040', '1110'] as const)
    unwrap(await applyFeed(db, { job, version: 1, full: true, rows: rows[job], next: null }));
  closeDatabase(db);
  return template;
}

const row = (id: string, body: unknown): FeedRow => ({ id, deleted: false, body });

/** A new machine with the identity that its activation gave it. */
export async function setUpMachine(
  template: string,
  activation: Activation,
  ground: Ground,
): Promise<Machine> {
  const folder = mkdtempSync(`${template}-`);
  for (const name of [databaseName, ...catalogFiles(template)])
    copyFileSync(join(template, name), join(folder, name));
  const db = unwrap(openDatabase(join(folder, databaseName), ground));
  const { token, ...rest } = activation;
  const channel = 'http://127.0.0.1';
  saveIdentity(db, { ...rest, channel, token: seal(token), incarnation: 0 });
  closeDatabase(db);
  return startMachine(folder, ground);
}

/** Starts the program on the machine's files, as main/app joins it, and signs a cashier in. */
export async function startMachine(folder: string, ground: Ground): Promise<Machine> {
  const { clock, chance } = ground;
  const db = unwrap(openDatabase(join(folder, databaseName), { clock }));
  const witness = openWitness(join(folder, witnessName));
  const identity = readIdentity(db);
  assert(identity !== null, 'the machine is a register');
  unwrap(recoverAtStart(db, witness));
  const verify = signatureCheck(identity.signingKey);
  const line = falseLine(clock);
  const locks: LockPorts = { db, clock, chance, numbers: new Map(), verify, seal };
  const program = createRegister({
    ...locks,
    link: line.link,
    wake: () => undefined,
    unseal,
    verifyGrant: grantCheck(verify),
    witness,
    papers: () => done,
    drawer: () => done,
    inquire: async () => fail('instrument.offline'),
    practice: {
      view: () => null,
      start: async () => ({ ok: true, value: undefined }),
      end: async () => ({ ok: true, value: undefined }),
      turnLine: () => ({ ok: true, value: undefined }),
      drill: async () => ({ ok: true, value: undefined }),
    },
    changePin: async () => fail('operation.offline'),
    line: {
      disconnect: () => undefined,
      connect: () => undefined,
      syncNow: async () => done,
    },
    status: () => ({ clockAhead: null }),
    version: '1.0.0',
  });
  const machine = { register: identity.register, folder, db, witness, program, line, locks };
  await act(machine, { command: 'signIn', staff: mei.id, pin });
  return machine;
}

export function stopMachine({ db, witness }: Machine): void {
  witness.close();
  closeDatabase(db);
}

/** Does the command; a fault is thrown. */
export const act = async ({ program }: Machine, command: Command): Promise<void> =>
  unwrap(await program.command(command));

/** The open cart; there must be one. */
export function openCartOf({ db }: Machine): Cart {
  const cart = readOpenCart(db);
  assert(cart !== null, 'a sale is open');
  return cart;
}

/** A kill at this moment and a new start: the new process finds the files as they lie, without a last word of the old one. */
export async function crash(machine: Machine, ground: Ground): Promise<Machine> {
  const folder = mkdtempSync(`${machine.folder}-`);
  for (const name of [...databaseFiles, ...catalogFiles(machine.folder), witnessName]) {
    const from = join(machine.folder, name);
    if (existsSync(from)) copyFileSync(from, join(folder, name));
  }
  stopMachine(machine);
  return startMachine(folder, ground);
}

/** A copy of the database as the register makes it itself. Answers its path. */
export async function backUp(machine: Machine): Promise<string> {
  const copy = join(mkdtempSync(`${machine.folder}-`), databaseName);
  unwrap(await backupDatabase(machine.db, copy));
  return copy;
}

/**
 * The database goes back to the copy. `noticed`: it was lost, and the register restores its last good copy itself; else somebody put the old
 * file in its place while the register was off.
 */
export async function restore(
  machine: Machine,
  copy: string,
  noticed: boolean,
  ground: Ground,
): Promise<Machine> {
  const { folder } = machine;
  stopMachine(machine);
  for (const name of databaseFiles) rmSync(join(folder, name), { force: true });
  const file = join(folder, databaseName);
  copyFileSync(copy, noticed ? backupPath(file) : file);
  return startMachine(folder, ground);
}

/** The witness file is gone from the disk. */
export const loseWitness = ({ folder }: Machine): void =>
  rmSync(join(folder, witnessName), { force: true });

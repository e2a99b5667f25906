/** A whole register over a real database file, with a false line and a false headquarters. */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFeed } from '../../main/database/feed.ts';
import { saveIdentity } from '../../main/database/identity.ts';
import type { KeyPort } from '../../main/database/key.ts';
import { startLocks } from '../../main/database/locks.ts';
import { closeDatabase, openDatabase, type Database } from '../../main/database/open.ts';
import { openWitness } from '../../main/database/witness.ts';
import type { Ports } from '../../main/register/desk.ts';
import { createRegister, type Register } from '../../main/register/register.ts';
import type { Command } from '../../shared/bridge/command.ts';
import type { CartView, View } from '../../shared/bridge/view.ts';
import { done, fail, type FaultCode, type Result } from '../../shared/fault.ts';
import type { JobId } from '../../shared/feed.ts';
import type { Parameters } from '../../shared/parameters.ts';
import type { Paper } from '../../shared/receipt.ts';
import { falseChance } from '../false/chance.ts';
import { falseClock, type FalseClock } from '../false/clock.ts';
import { falseHeadquarters, type FalseHeadquarters } from '../false/headquarters.ts';
import { falseLine, type FalseLine } from '../false/line.ts';
import { counter, customerAna } from './goods.ts';
import { shelf } from './product.ts';
import { everyone, mei, pin } from './staff.ts';
import { configuration, identity, makeParameters } from './place.ts';

export type Bench = {
  readonly register: Register;
  readonly ports: Ports;
  readonly db: Database;
  readonly folder: string;
  readonly clock: FalseClock;
  readonly line: FalseLine;
  readonly headquarters: FalseHeadquarters;
  readonly printed: Paper[];
  readonly counts: { drawer: number; wake: number };
  /** Does the command; a fault is thrown with its code. */
  readonly act: (command: Command) => Promise<void>;
  /** The code of the fault that the command must answer. */
  readonly refused: (command: Command) => Promise<FaultCode | 'nothing'>;
  readonly view: () => View;
  /** The open cart as shown; there must be one. */
  readonly cart: () => CartView;
  readonly feed: (job: JobId, bodies: readonly { id: string; body: unknown }[]) => Promise<void>;
  readonly publish: (parameters: Parameters) => Promise<void>;
  readonly close: () => void;
};

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.fault)}`);
  return result.value;
};

/** Encrypts like a key store would: readable only by the one that sealed it. */
export const seal = (text: string): string => `sealed ${Buffer.from(text).toString('base64')}`;
export const unseal = (text: string): string => Buffer.from(text.slice(7), 'base64').toString();

export type Options = {
  readonly folder?: string;
  readonly seed?: number;
  readonly at?: string;
  readonly ports?: Partial<Ports>;
  /** Encrypts the database. */
  readonly key?: KeyPort;
};

/** Opens the register of the folder (a new one without). Everything but its database is new, as after a kill. */
export function openBench(options: Options = {}): Bench {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'holdfast-register-'));
  const clock = falseClock(options.at);
  const chance = falseChance(options.seed);
  const line = falseLine(clock);
  const db = must(openDatabase(join(folder, 'register.db'), { clock, key: options.key }));
  const printed: Paper[] = [];
  const counts = { drawer: 0, wake: 0 };
  const headquarters = falseHeadquarters(db, { clock, chance, seal });
  const ports: Ports = {
    db,
    clock,
    chance,
    link: line.link,
    numbers: new Map(),
    wake: () => (counts.wake += 1),
    seal,
    unseal,
    verifyGrant: headquarters.verifyGrant,
    witness: openWitness(join(folder, 'witness.jsonl')),
    papers: (papers) => void printed.push(...papers),
    drawer: () => void (counts.drawer += 1),
    inquire: async () => fail('instrument.unknown'),
    practice: {
      view: () => null,
      start: async () => ({ ok: true, value: undefined }),
      end: async () => ({ ok: true, value: undefined }),
      turnLine: () => ({ ok: true, value: undefined }),
      drill: async () => ({ ok: true, value: undefined }),
    },
    changePin: async () => ({ ok: true, value: { version: 1 } }),
    line: {
      disconnect: (by) => line.turn('byHand', by),
      connect: () => line.turn('online'),
      syncNow: async () => done,
    },
    status: () => ({ clockAhead: null }),
    version: '1.0.0',
    ...options.ports,
  };
  startLocks(db);
  const register = createRegister(ports);
  const versions: Partial<Record<JobId, number>> = {};
  const feed: Bench['feed'] = async (job, bodies) => {
    const version = (versions[job] ?? 0) + 1;
    versions[job] = version;
    const rows = bodies.map((row) => ({ ...row, deleted: false }));
    must(await applyFeed(db, { job, version, full: true, rows, next: null }));
  };
  return {
    register,
    ports,
    db,
    folder,
    clock,
    line,
    headquarters,
    printed,
    counts,
    act: async (command) => must(await register.command(command)),
    refused: async (command) => {
      const result = await register.command(command);
      return result.ok ? 'nothing' : result.fault.code;
    },
    view: register.view,
    cart: () => {
      const { cart } = register.view();
      if (!cart) throw new Error('no sale is open');
      return cart;
    },
    feed,
    publish: (parameters) => feed('1110', [{ id: 'parameters', body: parameters }]),
    close: () => {
      ports.witness.close();
      closeDatabase(db);
    },
  };
}

/** A register that is activated and fed, at which nobody has signed in. */
export async function makeBench(options: Options = {}): Promise<Bench> {
  const bench = openBench(options);
  saveIdentity(bench.db, identity);
  await bench.feed('1070', [{ id: configuration.store, body: configuration }]);
  await bench.feed(
    '1060',
    everyone.map((body) => ({ id: body.id, body })),
  );
  await bench.feed(
    '1040',
    [...shelf, ...counter].map((body) => ({ id: body.id, body })),
  );
  await bench.feed('1010', [{ id: customerAna.id, body: customerAna }]);
  await bench.publish(makeParameters(1, { completeOffline: true }));
  return bench;
}

/** A register at which Mei has signed in. */
export async function makeSelling(options: Options = {}): Promise<Bench> {
  const bench = await makeBench(options);
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  return bench;
}

/** What a kill at this moment would leave: a copy of the files as they are, opened as a register of its own. */
export function afterKill(
  bench: Bench,
  ports: Partial<Ports> = {},
): Bench & { discard: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-killed-'));
  for (const file of readdirSync(bench.folder)) {
    if (/^(register\.db(-wal|\.catalog-\d+(-wal)?)?|witness\.jsonl)$/.test(file))
      copyFileSync(join(bench.folder, file), join(folder, file));
  }
  const killed = openBench({ folder, seed: 77, ports });
  return {
    ...killed,
    discard: () => {
      killed.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Closes the register and removes its files. */
export function endBench(bench: Bench): void {
  bench.close();
  rmSync(bench.folder, { recursive: true, force: true });
}

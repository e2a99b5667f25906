/** Registers, a channel and headquarters on files of their own, the cable between them, and what the simulation knows of all of it. */
import './wiring.ts';
import { scryptSync } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { applyFeed } from '../../main/database/feed.ts';
import { createChannel } from '../../server/headquarters/channels.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { saveStore } from '../../server/headquarters/masters.ts';
import { numberKey, reservedNumber } from '../../server/headquarters/numbers.ts';
import { applyParameters } from '../../server/headquarters/parameters.ts';
import {
  activateRegister,
  createActivationCode,
  saveRegister,
} from '../../server/headquarters/registers.ts';
import type { Entry } from '../../shared/entry.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { InstrumentKind } from '../../shared/instrument.ts';
import { minor } from '../../shared/money.ts';
import type { Parameters } from '../../shared/parameters.ts';
import { defaultTenderPolicy } from '../../shared/tenderrule.ts';
import { configuration } from '../make/place.ts';
import { addCard, cardNumber, channelToken } from '../server/headquarters/world.ts';
import {
  makeTemplate,
  parameters,
  setUpMachine,
  stopMachine,
  unit,
  unwrap,
  type Machine,
} from '../walk/histories/machine.ts';
import type { Coverage } from './coverage.ts';
import { countedChance, jumpingClock, type JumpingClock, type JumpingGround } from './dice.ts';
import { freshFolder } from './files.ts';
import type { Fuse, Room } from './fuse.ts';
import { makeModel, newCard, newRegister, type Model } from './model/state.ts';
import type { Cut, Parcel } from './parcel.ts';
import { openBranch, openOffice, type Branch, type Office } from './servers.ts';

/** A register and what the simulation knows of it. */
export type Till = {
  readonly register: RegisterId;
  readonly ground: JumpingGround;
  readonly branch: Branch;
  machine: Machine;
  /** Grows with every start: answers to an earlier process reach nobody. */
  generation: number;
  /** What kills its next work, and its next start; null for not at all. */
  fuse: Fuse | null;
  startFuse: Fuse | null;
  /** On its disks, for its next work; null for enough. */
  room: Room | null;
  copy: string | null;
  /** The entries of the copy's journal. */
  copied: ReadonlySet<Hash>;
  copiedIncarnation: number;
  /** As the register knew it at the last look. */
  incarnation: number;
  /** The newest row of the journal that was looked at, and every entry that must be in it. */
  place: number;
  journal: Set<Hash>;
  byHand: boolean;
  parameters: Parameters;
  /** What went back in time here. */
  restored: boolean;
  blind: boolean;
  /** Entries that its own disk damaged, and an entry of another register that got into its journal: only what it sends shows it. */
  readonly rotten: Set<Hash>;
  foreign: Entry | null;
};

/** An entry that some register committed. */
export type Committed = {
  readonly register: RegisterId;
  readonly number: number;
  readonly receipt: string | null;
  readonly content: string;
};

export type World = {
  readonly folder: string;
  readonly tills: readonly Till[];
  readonly office: Office;
  readonly branches: readonly Branch[];
  readonly clocks: readonly JumpingClock[];
  readonly parcels: Parcel[];
  readonly cuts: Map<string, Cut>;
  model: Model;
  modelBackup: Model | null;
  readonly committed: Map<Hash, Committed>;
  /** Numbers that customers carry. */
  readonly cards: string[];
  readonly memos: string[];
  readonly coverage: Coverage;
  readonly trace: string[];
  readonly flaws: string[];
  counter: number;
  /** All versions that head office made, by their numbers, and the newest. */
  readonly versions: Map<number, Parameters>;
  parameters: Parameters;
  broken: boolean;
  officeRestored: boolean;
  branchRestored: boolean;
};

const start = '2026-03-02T08:00:00.000Z';
const expires = '2026-03-02T20:00:00.000Z';
/** What is there before the first sale, in units. */
const opening: readonly (readonly [string, InstrumentKind, number])[] = [
  ['c1', 'giftCard', 500],
  ['c2', 'giftCard', 60],
  ['c3', 'giftCard', 25],
  ['m1', 'creditMemo', 20],
  ['m2', 'creditMemo', 35],
  ['m3', 'creditMemo', 90],
  ['m4', 'creditMemo', 50],
];

/** Everything opened, activated and fed. */
export async function openWorld(registers: number, channels: number): Promise<World> {
  const folder = freshFolder();
  const place = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const officeGround = { clock: jumpingClock(start), chance: countedChance(0xffff) };
  const office = await openOffice(place('headquarters'), officeGround);
  const headquarters = office.running;
  const branches: Branch[] = [];
  for (let index = 1; index <= channels; index += 1)
    branches.push(await addBranch(headquarters, index, place(`channel${index}`)));
  const { posting, offlineProfile } = parameters;
  unwrap(await applyParameters(headquarters, { base: 0, posting, offlineProfile }, 'office'));
  const { keys } = headquarters;
  const model = makeModel({
    keyOf: (number) => numberKey(keys, number),
    reservedOf: (request) => reservedNumber(keys, request).key,
  });
  for (const [card, kind, balance] of opening) {
    await addCard(headquarters, card, balance * unit, { kind });
    model.cards.set(numberKey(keys, cardNumber(card)), {
      ...newCard(kind),
      balance: balance * unit,
      issued: true,
    });
  }
  await addSpecial(headquarters, model);
  const template = await makeTemplate(folder, jumpingClock(start));
  const tills: Till[] = [];
  for (let index = 1; index <= registers; index += 1) {
    const register = `R${index}`;
    const branch = branches[index % channels];
    if (branch === undefined) throw new Error('a register has a channel');
    const store = storeOf(branch);
    await saveRegister(headquarters, { id: register, name: `R-${register}`, store });
    const { code } = unwrap(await createActivationCode(headquarters, register));
    const device = { code, device: `machine ${register}` };
    const activation = unwrap(await activateRegister(headquarters, branch.id, device));
    const ground = { clock: jumpingClock(start), chance: countedChance(index) };
    const machine = await setUpMachine(template, activation, ground);
    await feedStore(machine, store);
    tills.push({
      register,
      branch,
      ground,
      machine,
      generation: 1,
      fuse: null,
      startFuse: null,
      room: null,
      copy: null,
      copied: new Set(),
      copiedIncarnation: 0,
      incarnation: 0,
      place: 0,
      journal: new Set(),
      byHand: false,
      parameters,
      restored: false,
      blind: false,
      rotten: new Set(),
      foreign: null,
    });
    model.registers.set(register, newRegister());
  }
  const numbers = (kind: InstrumentKind): string[] =>
    opening.flatMap((card) => (card[1] === kind ? cardNumber(card[0]) : []));
  return {
    folder,
    tills,
    office,
    branches,
    clocks: [officeGround.clock, ...tills.map((till) => till.ground.clock)],
    parcels: [],
    cuts: new Map(),
    model,
    modelBackup: null,
    committed: new Map(),
    cards: numbers('giftCard'),
    memos: numbers('creditMemo'),
    coverage: new Map(),
    trace: [],
    flaws: [],
    counter: 0,
    versions: new Map([[parameters.version, parameters]]),
    parameters,
    broken: false,
    officeRestored: false,
    branchRestored: false,
  };
}

const storeOf = ({ id }: Branch): string => `S${id.slice(1)}`;

/** A channel with a store of its own. */
async function addBranch(
  headquarters: Headquarters,
  index: number,
  folder: string,
): Promise<Branch> {
  const ground = { clock: jumpingClock(start), chance: countedChance(0xff00 + index) };
  const branch = await openBranch(`C${index}`, folder, ground);
  const name = { en: `Street ${index}`, zh: `街 ${index}` };
  const token = `${channelToken} ${index}`;
  await createChannel(headquarters, { id: branch.id, name: name.en, token });
  const place = { name, address: name, currency: 'USD', rates: [] };
  await saveStore(headquarters, { store: storeOf(branch), ...place, channel: branch.id });
  return branch;
}

/** A card that needs a PIN, hashed at low cost, and one that expires. */
export const special = { pin: cardNumber('p1'), expiring: cardNumber('e1'), secret: '1357' };

async function addSpecial(headquarters: Headquarters, model: Model): Promise<void> {
  const salt = Buffer.from('salt of the cards').toString('base64');
  const hash = scryptSync(special.secret, Buffer.from(salt, 'base64'), 32, { N: 16, r: 8, p: 1 });
  const pinHash = `scrypt$16$8$1$${salt}$${hash.toString('base64')}`;
  const { keys, db } = headquarters;
  await addCard(headquarters, 'p1', 300 * unit);
  const key = numberKey(keys, special.pin);
  await db.transaction((act) =>
    act.updateTable('instrument').set({ pin_hash: pinHash }).where('key', '=', key).execute(),
  );
  await addCard(headquarters, 'e1', 200 * unit, { expires });
  const card = { ...newCard('giftCard'), issued: true };
  model.cards.set(key, { ...card, balance: 300 * unit, pin: special.secret });
  model.cards.set(numberKey(keys, special.expiring), { ...card, balance: 200 * unit, expires });
}

/** Every machine begins as one of the first store. */
async function feedStore({ db }: Machine, store: string): Promise<void> {
  const { kinds } = defaultTenderPolicy;
  const check = { ...kinds.check, mostOver: minor(20 * unit), change: 'creditMemo' } as const;
  const tenders = { ...defaultTenderPolicy, kinds: { ...kinds, check } };
  const row = { id: store, deleted: false, body: { ...configuration, store, tenders } };
  unwrap(await applyFeed(db, { job: '1070', version: 2, full: true, rows: [row], next: null }));
}

/** Closes everything and removes the files. */
export async function closeWorld(world: World): Promise<void> {
  for (const till of world.tills) stopMachine(till.machine);
  for (const branch of world.branches) await branch.running.db.close();
  await world.office.running.db.close();
  rmSync(world.folder, { recursive: true, force: true });
}

export function tillAt(world: World, at: number): Till {
  const till = world.tills[at % world.tills.length];
  if (till === undefined) throw new Error('there is a register');
  return till;
}

export function tillOf(world: World, register: RegisterId): Till {
  const till = world.tills.find((each) => each.register === register);
  if (till === undefined) throw new Error(`there is no register ${register}`);
  return till;
}

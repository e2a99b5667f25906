/** Two registers, a channel and headquarters, all of them real, and what a history calls the things in them. */
import { readEntries } from '../../../main/database/journal.ts';
import { activateRegister, createActivationCode } from '../../../server/headquarters/registers.ts';
import { applyParameters } from '../../../server/headquarters/parameters.ts';
import type { Entry } from '../../../shared/entry.ts';
import { assert } from '../../../shared/fault.ts';
import type { Hash, RegisterId, RequestId } from '../../../shared/identity.ts';
import type { InstrumentKind } from '../../../shared/instrument.ts';
import type { Held, Hold } from '../../../shared/lock.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { falseChance } from '../../false/chance.ts';
import type { Place } from '../../server/databases.ts';
import {
  addCard,
  openWorld as openHeadquarters,
  type Backup,
  type TestWorld as HeadquartersWorld,
} from '../../server/headquarters/world.ts';
import { channelId, openChannel, type Channel, type ChannelBackup } from './channel.ts';
import {
  makeTemplate,
  parameters,
  setUpMachine,
  stopMachine,
  unit,
  unwrap,
  type Ground,
  type Machine,
} from './machine.ts';
import type { History } from './steps.ts';

/** An entry as it is pushed: itself, after the ones that no step names and that lie between it and the last that one does. */
export type Committed = {
  readonly register: RegisterId;
  readonly hash: Hash;
  readonly entries: readonly Entry[];
};
/** A HOLD on its way, and the newest answer to it. */
export type Message = { readonly hold: Hold; readonly held: Held | null };

export type World = {
  readonly history: History;
  readonly place: Place;
  readonly ground: Ground;
  readonly headquarters: HeadquartersWorld;
  channel: Channel;
  readonly machines: Map<string, Machine>;
  readonly requests: Map<string, RequestId>;
  readonly entries: Map<string, Committed>;
  readonly messages: Map<string, Message>;
  /** Copies of registers' databases, by register. */
  readonly copies: Map<string, string>;
  channelBackup: ChannelBackup | null;
  headquartersBackup: Backup | null;
};

const registers = ['A', 'B'];

/** Everything opened, activated and fed; headquarters has the cards of the history. */
export async function openWorld(place: Place, history: History): Promise<World> {
  const headquarters = await openHeadquarters(place, registers);
  const ground: Ground = { clock: headquarters.clock, chance: falseChance(7) };
  const { posting, offlineProfile } = parameters;
  unwrap(
    await applyParameters(headquarters.now(), { base: 0, posting, offlineProfile }, 'head office'),
  );
  for (const [name, { kind, balance }] of Object.entries(history.world.cards))
    await addCard(headquarters.now(), name, balance * unit, { kind });
  const template = await makeTemplate(place.folder, ground.clock);
  const machines = new Map<string, Machine>();
  for (const name of registers) {
    const { code } = unwrap(await createActivationCode(headquarters.now(), name));
    const device = { code, device: `machine ${name}` };
    const activation = unwrap(await activateRegister(headquarters.now(), channelId, device));
    machines.set(name, await setUpMachine(template, activation, ground));
  }
  return {
    history,
    place,
    ground,
    headquarters,
    channel: await openChannel(place, ground),
    machines,
    requests: new Map(),
    entries: new Map(),
    messages: new Map(),
    copies: new Map(),
    channelBackup: null,
    headquartersBackup: null,
  };
}

export async function closeWorld(world: World): Promise<void> {
  for (const machine of world.machines.values()) stopMachine(machine);
  await world.channel.db.close();
  await world.headquarters.close();
}

/** What the map holds under the name; a history that names what is not there is wrong. */
export function named<T>(things: ReadonlyMap<string, T>, name: string): T {
  const found = things.get(name);
  assert(found !== undefined, `the history made ${name} before`);
  return found;
}

/** The history's name of a request or entry, or its id where it has none. */
export const nameOf = (things: Iterable<readonly [string, string]>, id: string): string =>
  [...things].find(([, candidate]) => candidate === id)?.[0] ?? id;

export const entryNames = (world: World): (readonly [string, Hash])[] =>
  [...world.entries].map(([name, { hash }]) => [name, hash] as const);

/** A card that no step has issued yet is a gift card. */
export const kindOf = ({ history }: World, card: string): InstrumentKind =>
  history.world.cards[card]?.kind ?? 'giftCard';

/** Remembers an entry that a register has just filed under the name. */
export function noteEntry(world: World, name: string, { register, db }: Machine, hash: Hash): void {
  const isNamed = new Set([...world.entries.values()].map((entry) => entry.hash));
  const entries: Entry[] = [];
  for (let wanted = [hash]; wanted.length > 0;) {
    const found = readEntries(db, wanted);
    entries.unshift(...found);
    wanted = found
      .flatMap((entry) => unwrap(readFrame(entry)).previous)
      .filter((before) => !isNamed.has(before));
  }
  world.entries.set(name, { register, hash, entries });
}

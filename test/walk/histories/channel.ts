/** A channel's database with the real functions on it, called one by one where its loops and routes would call them. */
import type { LogLine } from '../../../server/http/log.ts';
import { askHave, pushAll } from '../../../main/sync/push.ts';
import { pullAnswers as hearAnswers } from '../../../main/sync/answers.ts';
import { answersAfter, pullAnswers } from '../../../server/channel/answers.ts';
import { pageOf } from '../../../server/channel/contents.ts';
import { makeForwarder } from '../../../server/channel/forward.ts';
import { lostEntries } from '../../../server/channel/lost.ts';
import { openChannelDatabase } from '../../../server/channel/open.ts';
import { makeReach } from '../../../server/channel/reach.ts';
import { receivePage } from '../../../server/channel/receive.ts';
import type { ChannelDatabase, ChannelTables } from '../../../server/channel/tables.ts';
import { unsentLinks } from '../../../server/channel/unsent.ts';
import type { Caller } from '../../../server/http/call.ts';
import { makePrecedence } from '../../../server/http/precedence.ts';
import { answersAfter as answersOf } from '../../../server/headquarters/answers.ts';
import { receivePage as postPage } from '../../../server/headquarters/entries.ts';
import { currentEpoch } from '../../../server/headquarters/epoch.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { ok, type Result } from '../../../shared/fault.ts';
import type { Hash, RegisterId } from '../../../shared/identity.ts';
import { answersSchema, pushSchema, type Have, type Push } from '../../../shared/wire/journal.ts';
import type { Place } from '../../server/databases.ts';
import { unwrap, type Ground, type Machine } from './machine.ts';

export type Channel = { readonly db: ChannelDatabase; readonly ground: Ground };

const most = 500;
const endless = new AbortController().signal;

export async function openChannel(place: Place, ground: Ground): Promise<Channel> {
  const db = unwrap(await openChannelDatabase(place.fresh(), ground.clock.now()));
  return { db, ground };
}

/** The channel receives a page of a register. */
export async function store({ db, ground }: Channel, page: Push): Promise<Have> {
  const { register, entries } = pushSchema.parse(page);
  return (await receivePage(db, register, entries, ground.clock.now())).have;
}

/** What a register's worker reaches over the line. */
const lineTo = (channel: Channel) => ({
  push: async (page: Push): Promise<Result<Have>> => ok(await store(channel, page)),
  lost: async ({ register, known }: { register: RegisterId; known: readonly Hash[] }) =>
    ok({ entries: await lostEntries(channel.db.query, register, known) }),
});

/** The channel shows its entries to the register, which takes in what it lost. */
export async function hello(channel: Channel, { db, witness }: Machine): Promise<void> {
  unwrap(await askHave(db, witness, lineTo(channel), endless));
}

/** The register sends everything that the channel lacks. */
export async function send(channel: Channel, { db, witness }: Machine): Promise<void> {
  unwrap(await pushAll(db, witness, lineTo(channel), null, endless));
}

/** Gives headquarters one entry, with the unnamed ones before it, if the channel has it and all before it. */
export async function post(
  { db }: Channel,
  headquarters: Headquarters,
  register: RegisterId,
  hash: Hash,
  isNamed: (hash: Hash) => boolean,
): Promise<void> {
  const standing = await unsentLinks(db.query, register, { heads: [], lacks: [] }, most);
  const links = standing.filter((link) => link.hash === hash || !isNamed(link.hash));
  const last = links.findIndex((link) => link.hash === hash);
  const entries = await pageOf(db.query, register, links.slice(0, last + 1));
  if (last >= 0) unwrap(await postPage(headquarters, { register, entries }));
}

/** Forwards everything that headquarters lacks of the register. What headquarters does not take is an error. */
export async function forward(
  { db, ground }: Channel,
  headquarters: Headquarters,
  register: RegisterId,
): Promise<void> {
  const log = ({ text }: LogLine): never => {
    throw new Error(text);
  };
  const call: Caller = async ({ body }, schema) => {
    const have = await postPage(headquarters, pushSchema.parse(body));
    return have.ok ? ok(schema.parse(have.value)) : have;
  };
  const reach = makeReach(() => undefined);
  const givingWay = makePrecedence(ground.clock).line();
  const forwarder = makeForwarder({ db, ...ground, call, reach, log, givingWay, timeout: 1 });
  forwarder.note(register);
  await forwarder.round();
}

/** Brings headquarters' answers to the channel and from there to the register. */
export async function answer(
  { db }: Channel,
  headquarters: Headquarters,
  machine: Machine,
): Promise<void> {
  const call: Caller = async ({ path }, schema) => {
    const after = Number(new URL(path, 'http://channel').searchParams.get('after'));
    return ok(schema.parse(await answersOf(headquarters, channelId, after)));
  };
  const epoch = await currentEpoch(headquarters.db.query);
  unwrap(await pullAnswers(db, call, epoch, 1));
  const line = {
    answers: async (after: number) =>
      ok(answersSchema.parse(await answersAfter(db.query, machine.register, after))),
  };
  unwrap(await hearAnswers(machine.db, machine.witness, line, endless));
}

/** The channel of the registers, as headquarters knows it. */
export const channelId = 'C1';

// In the order in which the tables may be filled.
const tables = [
  'device',
  'entry',
  'damaged_entry',
  'mended_entry',
  'link',
  'chain',
  'answer',
  'job',
  'feed_row',
  'staged_row',
  'setting',
] as const satisfies readonly (keyof ChannelTables)[];

export type ChannelBackup = ReadonlyMap<keyof ChannelTables, readonly object[]>;

export async function backUpChannel({ db }: Channel): Promise<ChannelBackup> {
  const rows = new Map<keyof ChannelTables, readonly object[]>();
  for (const table of tables)
    rows.set(table, await db.query.selectFrom(table).selectAll().execute());
  return rows;
}

/** Begins again from the backup in an empty database. */
export async function restoreChannel(
  channel: Channel,
  backup: ChannelBackup,
  place: Place,
): Promise<Channel> {
  await channel.db.close();
  const restored = await openChannel(place, channel.ground);
  await restored.db.transaction(async (writer) => {
    for (const table of tables)
      for (const row of backup.get(table) ?? [])
        await writer.insertInto(table).values(row).execute();
  });
  return restored;
}

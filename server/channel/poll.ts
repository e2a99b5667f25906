/** The regular question to headquarters: heartbeat, answers, packages, cache resets, devices, in this order. */
import {
  channelHeartbeatSchema,
  headquartersPaths,
  type ChannelHeartbeat,
  type ChannelStatus,
} from '../../shared/wire/channel.ts';
import { done, type Result } from '../../shared/fault.ts';
import { claimed } from '../database/claim.ts';
import type { Caller } from '../http/call.ts';
import { logLine, type Log } from '../http/log.ts';
import { pullAnswers } from './answers.ts';
import type { ParameterCache } from './cache.ts';
import type { Contacts } from './contact.ts';
import { pullDevices } from './devices.ts';
import type { Forwarder } from './forward.ts';
import { pullPackages } from './packages.ts';
import type { ChannelSettings } from './ports.ts';
import type { Reach } from './reach.ts';
import type { Failure } from './failure.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { Strangers } from './strangers.ts';
import type { ChannelDatabase } from './tables.ts';
import type { Wishes } from './wishes.ts';

/** What this process has obeyed; null before its first poll. */
export type Seen = { epoch: number | null; resets: number | null };

export type PollPorts = {
  readonly db: ChannelDatabase;
  readonly channel: string;
  readonly call: Caller;
  readonly reach: Reach;
  readonly log: Log;
  readonly cache: ParameterCache;
  readonly contacts: Contacts;
  readonly forwarder: Forwarder;
  readonly strangers: Strangers;
  readonly failure: Failure;
  readonly wishes: Wishes;
  readonly settings: ChannelSettings;
  readonly seen: Seen;
};

/**
 * One round. Packages are applied before a reset is obeyed and the reset is remembered last: so the cache is filled from what the reset was
 * meant to bring, and a round that breaks off is done again. Faults: realtime.unreachable, wire.malformed, device.unknown.
 */
export async function pollOnce(ports: PollPorts): Promise<Result<void>> {
  const { db } = ports;
  const heartbeat = await beat(ports);
  if (!heartbeat.ok) return heartbeat;
  const { epoch } = heartbeat.value;
  const known = await readSetting(db.query, 'epoch');
  if (known !== epoch)
    await db.transaction(async (transaction) => writeSetting(transaction, 'epoch', epoch));
  if ((ports.seen.epoch ?? known) !== epoch) {
    await ports.forwarder.noteAll();
    ports.log(logLine('headquarters.epoch', { epoch }));
  }
  ports.seen.epoch = epoch;
  ports.seen.resets ??= await readSetting(db.query, 'resets');
  // Packages are staged in one place: another process that is at it does it for this one.
  const pulled = await claimed(db, 'pull', () => pull(ports, heartbeat.value));
  const resets = await readSetting(db.query, 'resets');
  if (ports.seen.resets !== resets) {
    ports.cache.reset();
    ports.seen.resets = resets;
    ports.log(logLine('cache.reset', { resets: resets ?? 0 }));
  }
  if (pulled !== undefined && !pulled.ok) return pulled;
  if (ports.strangers.due()) await hearDevices(ports);
  return done;
}

/** Answers and packages; the reset that came with them is remembered for every process once they are applied. */
async function pull(
  { db, call, channel, settings, log, failure }: PollPorts,
  { epoch, resets }: ChannelHeartbeat,
): Promise<Result<void>> {
  const answers = await pullAnswers(db, call, epoch, settings.timeout);
  const packages = await pullPackages(db, call, channel, settings.timeout);
  failure.note(packages.ok ? null : packages.fault.code);
  if (!packages.ok) return packages;
  if (packages.value.length > 0)
    log(logLine('packages.applied', { jobs: packages.value.join(',') }));
  if ((await readSetting(db.query, 'resets')) !== resets)
    await db.transaction(async (transaction) => writeSetting(transaction, 'resets', resets));
  return answers.ok ? done : answers;
}

/** What fails here holds up nothing: it is asked again at its time. */
async function hearDevices(ports: PollPorts): Promise<void> {
  const changed = await pullDevices(ports.db, ports.call, ports.settings.timeout);
  ports.strangers.asked();
  if (!changed.ok) ports.log(logLine('devices.failed', { code: changed.fault.code }));
  else if (changed.value > 0) ports.log(logLine('devices.changed', { count: changed.value }));
}

async function beat(ports: PollPorts): Promise<Result<ChannelHeartbeat>> {
  const { contacts, told } = ports.contacts.untold();
  const cached = await ports.cache.read();
  const body: ChannelStatus = {
    channel: ports.channel,
    registers: [...contacts],
    parameterVersion: cached?.version ?? 0,
    failure: ports.failure.last(),
  };
  const timeout = ports.settings.timeout;
  const heartbeat = await ports.call(
    { method: 'POST', path: headquartersPaths.heartbeat, body, timeout },
    channelHeartbeatSchema,
  );
  ports.reach.learn(heartbeat);
  if (heartbeat.ok) {
    told();
    ports.wishes.hear(heartbeat.value.syncs ?? {});
  }
  return heartbeat;
}

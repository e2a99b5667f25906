/** The channel's doors: what registers, an administrator and a monitor may ask (contract in shared/wire/register.ts). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { done, fail, ok, type Result } from '../../shared/fault.ts';
import { feedRequestSchema } from '../../shared/wire/feed.ts';
import { holdSchema, inquirySchema } from '../../shared/wire/grant.ts';
import { pinChangeSchema } from '../../shared/wire/person.ts';
import { lostSchema, pushSchema } from '../../shared/wire/journal.ts';
import { storeJournalQuerySchema, storeSaleQuerySchema } from '../../shared/wire/storesales.ts';
import { suspendedToldSchema } from '../../shared/wire/suspended.ts';
import {
  activateSchema,
  activationSchema,
  answersQuerySchema,
  channelPaths,
  registerStatusSchema,
  type Activation,
  type Heartbeat,
} from '../../shared/wire/register.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import type { Admission } from '../http/admission.ts';
import { bearerToken, isToken, tokenHash } from '../http/bearer.ts';
import { checkMigrated } from '../database/migrate.ts';
import type { Caller } from '../http/call.ts';
import { logLine, type Log } from '../http/log.ts';
import type { GivingWay } from '../http/precedence.ts';
import { serveReadiness } from '../http/readiness.ts';
import { get, nothing, post } from '../http/route.ts';
import { answersAfter } from './answers.ts';
import { parameterPage, type ParameterCache } from './cache.ts';
import type { Contacts } from './contact.ts';
import { findDevice, saveDevice, type Device } from './devices.ts';
import { feedPage } from './feed.ts';
import { haveOf } from './have.ts';
import { lostEntries } from './lost.ts';
import { channelMigrations } from './open.ts';
import { jobVersions } from './packages.ts';
import type { ChannelPorts, ChannelSettings } from './ports.ts';
import type { Reach } from './reach.ts';
import type { Realtime } from './realtime.ts';
import { receivePage } from './receive.ts';
import { readSales } from './sales.ts';
import { storeJournal, storeSale } from './storesales.ts';
import { readSetting } from './settings.ts';
import type { Strangers } from './strangers.ts';
import type { Board } from './suspended.ts';
import type { Wishes } from './wishes.ts';

export type RoutePorts = Pick<ChannelPorts, 'db' | 'adminToken' | 'clock'> & {
  readonly log: Log;
  readonly call: Caller;
  readonly reach: Reach;
  readonly cache: ParameterCache;
  readonly contacts: Contacts;
  readonly strangers: Strangers;
  readonly wishes: Wishes;
  readonly realtime: Realtime;
  readonly board: Board;
  readonly settings: ChannelSettings;
  /** So many entries of the register came in. */
  readonly arrived: (device: Device['register'], fresh: number) => void;
  readonly admission: Admission;
  /** The line of what registers send. */
  readonly takingIn: GivingWay;
};

/** Opens all doors of the application. */
export function openRoutes(app: FastifyInstance, ports: RoutePorts): void {
  openActivation(app, ports);
  openJournal(app, ports);
  openDown(app, ports);
  openStore(app, ports);
  openRealtime(app, ports);
  openCare(app, ports);
}

/** The register that asks. Fault: device.unknown. */
async function asking(ports: RoutePorts, request: FastifyRequest): Promise<Result<Device>> {
  const token = bearerToken(request.headers);
  const device = token === null ? null : await findDevice(ports.db.query, token);
  if (device) return ok(device);
  if (token !== null) ports.strangers.seen();
  return fail('device.unknown');
}

/** The register that asks, when it speaks of itself. Faults: device.unknown. */
async function speakingOf(
  ports: RoutePorts,
  request: FastifyRequest,
  register: string,
): Promise<Result<Device>> {
  const device = await asking(ports, request);
  return device.ok && device.value.register !== register
    ? fail('device.unknown', { register })
    : device;
}

function openActivation(app: FastifyInstance, ports: RoutePorts): void {
  post(
    app,
    channelPaths.activate,
    activateSchema,
    async (given, { ip }): Promise<Result<Activation>> => {
      const timeout = ports.settings.timeout;
      const body = { ...given, address: ip };
      const activation = await ports.call(
        { method: 'POST', path: headquartersPaths.activate, body, timeout },
        activationSchema,
      );
      ports.reach.learn(activation);
      if (!activation.ok) return activation;
      await saveDevice(ports.db, activation.value, ports.clock.now());
      ports.log(logLine('register.activated', { register: activation.value.register }));
      return activation;
    },
  );
}

function openJournal(app: FastifyInstance, ports: RoutePorts): void {
  const { db } = ports;
  get(app, channelPaths.have, nothing, async (_query, request) => {
    const device = await asking(ports, request);
    return device.ok ? ok(await haveOf(db.query, device.value.register)) : device;
  });
  post(app, channelPaths.push, pushSchema, async ({ register, entries }, request) => {
    const device = await speakingOf(ports, request, register);
    if (!device.ok) return device;
    if (entries.length === 0) return ok(await haveOf(db.query, register));
    const received = await ports.admission.inTurn(() =>
      ports.takingIn(() => receivePage(db, register, entries, ports.clock.now())),
    );
    if (received.fresh + received.mended > 0) ports.arrived(register, received.fresh);
    return ok(received.have);
  });
  post(app, channelPaths.lost, lostSchema, async ({ register, known }, request) => {
    const device = await speakingOf(ports, request, register);
    return device.ok ? ok({ entries: await lostEntries(db.query, register, known) }) : device;
  });
  get(app, channelPaths.answers, answersQuerySchema, async ({ after }, request) => {
    const device = await asking(ports, request);
    return device.ok ? ok(await answersAfter(db.query, device.value.register, after)) : device;
  });
}

function openDown(app: FastifyInstance, ports: RoutePorts): void {
  const { db, cache } = ports;
  post(
    app,
    channelPaths.heartbeat,
    registerStatusSchema,
    async (status, request): Promise<Result<Heartbeat>> => {
      const device = await asking(ports, request);
      if (!device.ok) return device;
      const { register } = device.value;
      ports.contacts.note(register, status, ports.clock.now());
      const wish = ports.wishes.of(register, status.synced);
      const cached = await cache.read();
      return ok({
        time: ports.clock.now(),
        realtime: ports.reach.isUp(),
        epoch: await readSetting(db.query, 'epoch'),
        versions: {
          ...(await jobVersions(db.query)),
          ...(cached ? { '1110': cached.version } : {}),
        },
        ...(wish === undefined ? {} : { sync: wish }),
      });
    },
  );
  post(app, channelPaths.feed, feedRequestSchema, async (request, from) => {
    const device = await asking(ports, from);
    if (!device.ok) return device;
    return request.job === '1110'
      ? ok(parameterPage(await cache.read(), request.after))
      : feedPage(db.query, request);
  });
}

function openStore(app: FastifyInstance, ports: RoutePorts): void {
  const { db } = ports;
  post(app, channelPaths.storeJournal, storeJournalQuerySchema, async (asked, request) => {
    const device = await asking(ports, request);
    if (!device.ok) return device;
    await readSales(db);
    return ok(await storeJournal(db.query, device.value.store, asked));
  });
  post(app, channelPaths.storeSale, storeSaleQuerySchema, async ({ receipt }, request) => {
    const device = await asking(ports, request);
    if (!device.ok) return device;
    await readSales(db);
    return ok(await storeSale(db.query, device.value, receipt));
  });
  post(app, channelPaths.storeSuspended, suspendedToldSchema, async (told, request) => {
    const device = await speakingOf(ports, request, told.register);
    return device.ok ? ok(ports.board.exchange(device.value, told)) : device;
  });
}

function openRealtime(app: FastifyInstance, ports: RoutePorts): void {
  post(app, channelPaths.hold, holdSchema, async (hold, request) => {
    const device = await asking(ports, request);
    return device.ok ? ports.realtime.hold(device.value.register, hold) : device;
  });
  post(app, channelPaths.inquire, inquirySchema, async (inquiry, request) => {
    const device = await asking(ports, request);
    return device.ok ? ports.realtime.inquire(device.value.register, inquiry) : device;
  });
  post(app, channelPaths.changePin, pinChangeSchema, async (change, request) => {
    const device = await asking(ports, request);
    return device.ok ? ports.realtime.changePin(device.value.register, change) : device;
  });
}

function openCare(app: FastifyInstance, ports: RoutePorts): void {
  const admin = tokenHash(ports.adminToken);
  post(app, channelPaths.resetCache, nothing, (_body, request): Result<void> => {
    const token = bearerToken(request.headers);
    if (token === null || !isToken(token, admin)) return fail('account.denied');
    ports.cache.reset();
    ports.log(logLine('cache.reset', { by: 'administrator' }));
    return done;
  });
  const standing = () => ({ service: 'channel', realtime: ports.reach.isUp() });
  get(app, channelPaths.health, nothing, () => ok(standing()));
  serveReadiness(
    app,
    { service: 'channel', check: () => checkMigrated(ports.db, channelMigrations), log: ports.log },
    async () => ({
      realtime: ports.reach.isUp(),
    }),
  );
}

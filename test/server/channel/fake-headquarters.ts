/** A headquarters that only keeps and tells: enough to see what the channel does, and to misbehave on demand. */
import { z } from 'zod';
import type { Answer, Entry } from '../../../shared/entry.ts';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import type { FeedPage } from '../../../shared/feed.ts';
import type { Hash, RegisterId } from '../../../shared/identity.ts';
import type { Hold } from '../../../shared/lock.ts';
import {
  channelActivateSchema,
  channelStatusSchema,
  headquartersPaths,
  packageRequestSchema,
  type ChannelStatus,
  type Devices,
  type PackageRequest,
} from '../../../shared/wire/channel.ts';
import { holdSchema, inquirySchema } from '../../../shared/wire/grant.ts';
import { pinChangeSchema, type PinChange } from '../../../shared/wire/person.ts';
import { pushSchema, type Have } from '../../../shared/wire/journal.ts';
import { answersQuerySchema } from '../../../shared/wire/register.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { listen } from '../../../server/http/listen.ts';
import { get, nothing, post } from '../../../server/http/route.ts';

type Application = ReturnType<typeof makeApplication>;

type Chain = Map<Hash, { number: number; previous: readonly Hash[]; content: string }>;

export class FakeHeadquarters {
  readonly chains = new Map<RegisterId, Chain>();
  /** Sizes of the pages that came, in order. */
  readonly pages: { register: RegisterId; size: number }[] = [];
  readonly holds: Hold[] = [];
  readonly pins: PinChange[] = [];
  readonly heartbeats: ChannelStatus[] = [];
  readonly poison = new Set<Hash>();
  /** So many pushes are told to come in half a minute. */
  busy = 0;
  /** Pushes with entries wait for it. */
  gate: Promise<void> = Promise.resolve();
  /** Pushes with entries that came, those that wait among them. */
  knocks = 0;
  answers: Answer[] = [];
  devices: Devices['devices'] = [];
  packages: (request: PackageRequest) => FeedPage | null = () => null;
  epoch = 1;
  resets = 0;
  url = '';
  #app: Application | null = null;
  #port = 0;

  async start(): Promise<void> {
    this.#app = makeApplication({ log: () => undefined });
    this.#open(this.#app);
    this.url = await listen(this.#app, this.#port);
    this.#port = Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
  }

  /** Forgets everything about entries and answers, as a restore of an empty backup does. */
  restore(): void {
    this.epoch += 1;
    this.chains.clear();
    this.answers = [];
  }

  numbers(register: RegisterId): number[] {
    return [...(this.chains.get(register)?.values() ?? [])].map((entry) => entry.number);
  }

  #have(register: RegisterId): Have {
    const chain: Chain = this.chains.get(register) ?? new Map();
    const covered = new Set([...chain.values()].flatMap((entry) => entry.previous));
    const heads = [...chain]
      .filter(([hash]) => !covered.has(hash))
      .map(([hash, { number }]) => ({ hash, number }));
    return { heads, lacks: [], entries: chain.size };
  }

  #take(register: RegisterId, entry: Entry): void {
    const chain: Chain = this.chains.get(register) ?? new Map();
    this.chains.set(register, chain);
    const frame = readFrame(entry);
    const place = frame.ok ? frame.value : { number: chain.size + 1, previous: [] };
    if (chain.has(entry.hash) || !place.previous.every((hash) => chain.has(hash))) return;
    chain.set(entry.hash, {
      number: place.number,
      previous: place.previous,
      content: entry.content,
    });
    this.answers.push({
      register,
      hash: entry.hash,
      number: place.number,
      state: 'posted',
      amounts: [],
      at: '2026-11-22T10:00:00.000Z',
    });
  }

  #open(app: Application): void {
    post(app, headquartersPaths.push, pushSchema, async ({ register, entries }) => {
      if (entries.length > 0) {
        this.knocks += 1;
        await this.gate;
      }
      if (this.busy > 0 && entries.length > 0) {
        this.busy -= 1;
        return fail('service.busy', { seconds: 30 });
      }
      if (entries.length > 0) this.pages.push({ register, size: entries.length });
      if (entries.some((entry) => this.poison.has(entry.hash))) throw new Error('poison');
      for (const entry of entries) this.#take(register, entry);
      return ok(this.#have(register));
    });
    get(app, headquartersPaths.answers, answersQuerySchema, ({ after }) => {
      const answers = this.answers.slice(after, after + 100);
      return ok({ answers, cursor: after + answers.length });
    });
    post(app, headquartersPaths.heartbeat, channelStatusSchema, (status) => {
      this.heartbeats.push(status);
      return ok({ time: '2026-11-22T10:00:00.000Z', epoch: this.epoch, resets: this.resets });
    });
    post(app, headquartersPaths.packages, packageRequestSchema, (request) =>
      ok({ page: this.packages(request) }),
    );
    get(app, headquartersPaths.devices, nothing, () => ok({ devices: this.devices }));
    post(app, headquartersPaths.hold, holdSchema, (hold) => {
      this.holds.push(hold);
      return ok({ epoch: this.epoch, results: {} });
    });
    post(app, headquartersPaths.inquire, inquirySchema, () => fail('instrument.unknown'));
    post(app, headquartersPaths.changePin, pinChangeSchema, (change) => {
      this.pins.push(change);
      return ok({ version: 2 });
    });
    post(app, headquartersPaths.activate, channelActivateSchema, ({ code }) =>
      activated(code, this.epoch),
    );
  }
}

/** The code is the register's id. */
function activated(code: string, epoch: number): Result<z.infer<typeof activationShape>> {
  if (!code.startsWith('R-')) return fail('activation.code');
  return ok({
    register: code,
    registerName: code,
    store: 'HARBOUR',
    token: tokenOf(code),
    signingKey: 'key',
    epoch,
  });
}
const activationShape = z.object({
  register: z.string(),
  registerName: z.string(),
  store: z.string(),
  token: z.string(),
  signingKey: z.string(),
  epoch: z.number(),
});
export const tokenOf = (register: RegisterId): string =>
  `token-of-${register}-which-is-long-enough`;

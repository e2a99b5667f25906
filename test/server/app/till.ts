/** The smallest register that speaks the whole contract: enough to sell with a gift card through real services. */
import { Agent } from 'node:http';
import axios from 'axios';
import { z } from 'zod';
import { openCart, totals, type Cart } from '../../../shared/cart.ts';
import {
  receiptNumber,
  sealEntry,
  type Entry,
  type EntryBody,
  type Head,
} from '../../../shared/entry.ts';
import type { Result } from '../../../shared/fault.ts';
import type { FeedRow, JobId } from '../../../shared/feed.ts';
import type { Held, Hold, SignedGrant, Want } from '../../../shared/lock.ts';
import { least, type Minor } from '../../../shared/money.ts';
import { next, type Move } from '../../../shared/move.ts';
import { seal } from '../../../shared/sale.ts';
import {
  feedPageSchema,
  productSchema,
  storeConfigurationSchema,
} from '../../../shared/wire/feed.ts';
import { heldSchema } from '../../../shared/wire/grant.ts';
import {
  answersSchema,
  haveSchema,
  type Answers,
  type Have,
} from '../../../shared/wire/journal.ts';
import { faultSchema } from '../../../shared/wire/parts.ts';
import {
  activationSchema,
  channelPaths,
  heartbeatSchema,
  type Activation,
  type Heartbeat,
} from '../../../shared/wire/register.ts';
import { instruments } from '../../../server/app/demonstration/cards.ts';

const answered = z.object({ fault: faultSchema });
const at = '2026-11-22T10:00:00.000Z';

/** A want of the demonstration's gift card. */
export const wantCard = (request: string, sale: string): Want => ({
  request,
  kind: 'giftCard',
  purpose: 'pay',
  sale,
  cashier: 'S-1001',
  currency: 'USD',
  amount: instruments.emptyCard.balance,
  number: instruments.card.number,
});

/** Unwraps a Result that must be good. */
export function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

export class Till {
  readonly url: string;
  readonly identity: Activation;
  readonly journal: Entry[] = [];
  head: Head | null = null;
  #seq = 0;
  #lastHold: string | null = null;

  constructor(url: string, identity: Activation) {
    this.url = url;
    this.identity = identity;
  }

  static async activate(url: string, code: string): Promise<Till> {
    const told = await exchange(
      url,
      null,
      channelPaths.activate,
      { code, device: 'test' },
      activationSchema,
    );
    return new Till(url, good(told));
  }

  async ask<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Result<T>> {
    return exchange(this.url, this.identity.token, path, body, schema);
  }

  async heartbeat(): Promise<Heartbeat> {
    const versions = {};
    const status = {
      versions,
      head: this.head,
      pending: 0,
      pendingValue: 0,
      clock: at,
      version: '1.0.0',
    };
    return good(await this.ask(channelPaths.heartbeat, status, heartbeatSchema));
  }

  async feed(job: JobId): Promise<FeedRow[]> {
    const page = good(
      await this.ask(channelPaths.feed, { job, after: 0, page: null }, feedPageSchema),
    );
    return [...page.rows];
  }

  /** States what it wants. */
  async hold(wants: readonly Want[]): Promise<Result<Held>> {
    this.#seq += 1;
    const id = `${this.identity.register}-hold-${this.#seq}`;
    const hold: Hold = {
      register: this.identity.register,
      incarnation: 1,
      seq: this.#seq,
      id,
      predecessors: this.#lastHold === null ? [] : [this.#lastHold],
      epoch: this.identity.epoch,
      head: this.head,
      wants,
    };
    const held = await this.ask(channelPaths.hold, hold, heldSchema);
    if (held.ok && held.value.results) this.#lastHold = id;
    return held;
  }

  /** A sale of the product, paid by the granted card and the rest in cash. */
  async sell(sale: string, product: string, signed: SignedGrant | null): Promise<Minor> {
    const row = (await this.feed('1040')).find(({ id }) => id === product);
    const configuration = (await this.feed('1070'))
      .map(({ body }) => storeConfigurationSchema.parse(body))
      .find(({ store }) => store === this.identity.store);
    if (!configuration) throw new Error('the store has no configuration');
    const { register, store, registerName } = this.identity;
    const start = {
      sale,
      store,
      register,
      cashier: 'S-1001',
      currency: configuration.currency,
      rates: configuration.rates,
      openedAt: at,
    };
    const wanted = productSchema.parse(row?.body);
    let cart = move(openCart(start), {
      move: 'addProduct',
      product: wanted,
      barcode: wanted.barcodes[0] ?? '',
    });
    const taken = signed === null ? null : least(signed.grant.balance, totals(cart).due);
    if (signed !== null && taken !== null) {
      const { request, instrument, balance } = signed.grant;
      cart = move(cart, {
        move: 'addTender',
        tender: {
          kind: instrument.kind,
          request,
          purpose: 'pay',
          last4: instrument.last4,
          amount: taken,
          balance,
          reservedLast4: signed.grant.reserved?.last4 ?? null,
        },
      });
    }
    const { due } = totals(cart);
    if (due > 0) cart = move(cart, { move: 'addTender', tender: { kind: 'cash', amount: due } });
    const completion = {
      offline: false,
      rule: 'reachable',
      link: 'online',
      linkSince: at,
      lastAnswer: at,
      parameterVersion: 1,
    } as const;
    const receipt = receiptNumber(registerName, this.journal.length + 1);
    const sealed = good(
      seal(cart, { receipt, committedAt: at, grants: signed ? [signed] : [], completion }),
    );
    this.append({ kind: 'sale', sale: sealed });
    return totals(cart).total;
  }

  append(body: EntryBody): Entry {
    const number = this.journal.length + 1;
    const previous = this.head === null ? [] : [this.head.hash];
    const entry = sealEntry({
      format: 1,
      register: this.identity.register,
      incarnation: 1,
      number,
      previous,
      at,
      body,
    });
    this.journal.push(entry);
    this.head = { number, hash: entry.hash };
    return entry;
  }

  async push(entries: readonly Entry[] = this.journal): Promise<Have> {
    return good(
      await this.ask(channelPaths.push, { register: this.identity.register, entries }, haveSchema),
    );
  }

  async answers(): Promise<Answers> {
    return good(await this.ask(`${channelPaths.answers}?after=0`, undefined, answersSchema));
  }
}

const move = (cart: Cart, made: Move): Cart => good(next(cart, made));

async function exchange<T>(
  url: string,
  token: string | null,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
): Promise<Result<T>> {
  const response = await axios.request<unknown>({
    method: body === undefined ? 'GET' : 'POST',
    baseURL: url,
    url: path,
    data: body,
    proxy: false,
    httpAgent: new Agent(),
    validateStatus: () => true,
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  });
  const told = answered.safeParse(response.data);
  if (told.success) return { ok: false, fault: told.data.fault };
  return { ok: true, value: schema.parse(response.data) };
}

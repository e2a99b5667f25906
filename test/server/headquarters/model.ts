/** The registers and the channel of the executable reference of PROTOCOL.md, in front of a real headquarters. */
import type { Entry } from '../../../shared/entry.ts';
import type { Held, Hold, HoldRef, SignedGrant, Want } from '../../../shared/lock.ts';
import { zero } from '../../../shared/money.ts';
import { cardLine, cash, entryOf, flawed, goods, instrument, sealedSale } from './sealed.ts';
import { cardNumber, type Backup, type TestWorld } from './world.ts';

type State = 'asked' | 'held' | 'refused' | 'gone' | 'spent' | 'done';
type Request = { card: string; purpose: 'pay' | 'issue'; sale: string; state: State };
export type Register = {
  incarnation: number;
  seq: number;
  epoch: number;
  line: string[];
  req: Record<string, Request>;
  cart: { sale: string; tender: string | null } | null;
  journal: string[];
  answers: Record<string, string>;
  sent: Hold | null;
};
export type Committed = {
  readonly name: string;
  readonly register: string;
  readonly number: number;
  readonly req: string | null;
  readonly sale: string;
  readonly amount: number;
  readonly entry: Entry;
};
type Message = { hold: Hold; reply?: Held };

export type Model = {
  readonly world: TestWorld;
  readonly kinds: Readonly<Record<string, 'giftCard' | 'creditMemo'>>;
  registers: Record<string, Register>;
  witness: Record<string, string[]>;
  channel: Record<string, string[]>;
  entries: Record<string, Committed>;
  messages: Record<string, Message>;
  grants: Record<string, SignedGrant>;
  backups: Record<string, unknown>;
  headquarters: Backup | null;
  count: number;
  /** Entries that some later step calls unreadable: they are sealed with a flaw. */
  readonly flawedEntries: ReadonlySet<string>;
};

export function makeModel(
  world: TestWorld,
  kinds: Model['kinds'],
  flawedEntries: ReadonlySet<string>,
): Model {
  const registers = Object.fromEntries(
    ['A', 'B'].map((name): [string, Register] => [
      name,
      {
        incarnation: 0,
        seq: 0,
        epoch: 1,
        line: [],
        req: {},
        cart: null,
        journal: [],
        answers: {},
        sent: null,
      },
    ]),
  );
  return {
    world,
    kinds,
    registers,
    witness: { A: [], B: [] },
    channel: { A: [], B: [] },
    entries: {},
    messages: {},
    grants: {},
    backups: {},
    headquarters: null,
    count: 0,
    flawedEntries,
  };
}

export const must = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new Error(`the history lacks ${what}`);
  return value;
};
export const register = (model: Model, name: string | undefined): Register =>
  must(model.registers[must(name, 'a register')], `register ${name ?? ''}`);
const wanted = (q: Request): boolean =>
  q.state === 'asked' || q.state === 'held' || q.state === 'spent';

export function voidCart(g: Register): void {
  for (const q of Object.values(g.req))
    if (q.state === 'asked' || q.state === 'held') q.state = 'gone';
  g.cart = null;
}

export function commit(model: Model, at: string, amount: number, as: string): void {
  const g = register(model, at);
  const request = g.cart?.tender ?? null;
  g.cart ??= { sale: `${at}-s${(model.count += 1)}`, tender: null };
  const previous = g.journal.at(-1);
  const last = previous === undefined ? null : must(model.entries[previous], previous);
  const number = (last?.number ?? 0) + 1;
  const signed = request === null ? null : must(model.grants[request], `the grant of ${request}`);
  const issue = request !== null && g.req[request]?.purpose === 'issue';
  const moves =
    signed === null
      ? [goods(amount), cash(amount)]
      : issue
        ? [cardLine(signed.grant.request, 'issue', amount), cash(amount)]
        : [goods(amount), instrument(signed, amount)];
  const sound = sealedSale(
    { sale: g.cart.sale, register: at, grants: signed ? [signed] : [] },
    moves,
  );
  const sale = model.flawedEntries.has(as) ? flawed(sound) : sound;
  const entry = entryOf(
    at,
    number,
    last ? [last.entry.hash] : [],
    { kind: 'sale', sale },
    g.incarnation * 1000 + Object.keys(model.entries).length,
  );
  model.entries[as] = {
    name: as,
    register: at,
    number,
    req: request,
    sale: g.cart.sale,
    amount,
    entry,
  };
  g.journal.push(as);
  if (request !== null) must(g.req[request], request).state = 'spent';
  g.cart = null;
  must(model.witness[at], at).push(as);
}

export function hold(model: Model, at: string, as: string | undefined): void {
  const g = register(model, at);
  const wants = Object.entries(g.req)
    .filter(([, q]) => wanted(q))
    .map(([request, q]): Want => {
      const kind = model.kinds[q.card] ?? 'giftCard';
      const common = {
        request,
        kind,
        purpose: q.purpose,
        sale: q.sale,
        cashier: 'emma',
        currency: 'USD',
        amount: zero,
      };
      return q.state === 'asked'
        ? { ...common, number: cardNumber(q.card) }
        : { ...common, grant: model.grants[request] };
    });
  const same =
    g.sent !== null &&
    g.sent.incarnation === g.incarnation &&
    g.sent.epoch === g.epoch &&
    g.sent.wants.map((want) => want.request).join() === wants.map((want) => want.request).join();
  if (!same || g.sent === null) {
    g.seq += 1;
    const id = `${at}.${(model.count += 1)}`;
    const newest = g.journal.at(-1);
    const head = newest === undefined ? null : must(model.entries[newest], newest);
    g.sent = {
      register: at,
      incarnation: g.incarnation,
      seq: g.seq,
      id,
      predecessors: [...g.line],
      epoch: g.epoch,
      head: head && { number: head.number, hash: head.entry.hash },
      wants,
    };
    g.line.push(id);
  }
  if (as !== undefined) model.messages[as] = { hold: structuredClone(g.sent) };
}

export function rolledBack(g: Register, last: HoldRef | null): void {
  g.incarnation = Math.max(g.incarnation, last?.incarnation ?? 0) + 1;
  if (last) {
    g.line.push(last.id);
    g.seq = Math.max(g.seq, last.seq);
  }
  voidCart(g);
}

export function answer(model: Model, at: string, msg: string): void {
  const g = register(model, at);
  const reply = model.messages[msg]?.reply;
  if (!reply) return;
  if (reply.epoch > g.epoch) {
    g.epoch = reply.epoch;
    return;
  }
  if (reply.last && reply.last.incarnation >= g.incarnation && !g.line.includes(reply.last.id)) {
    rolledBack(g, reply.last);
    return;
  }
  for (const [request, outcome] of Object.entries(reply.results ?? {})) {
    const q = g.req[request];
    if (!q) continue;
    if (q.state === 'asked' && outcome.state === 'granted' && reply.epoch === g.epoch) {
      const fits = g.cart?.sale === q.sale && !g.cart.tender;
      q.state = fits ? 'held' : 'gone';
      if (fits && g.cart) g.cart.tender = request;
    } else if (q.state === 'asked' && outcome.state !== 'granted')
      q.state = outcome.state === 'refused' ? 'refused' : 'gone';
    else if (q.state === 'held' && (outcome.state === 'broken' || outcome.state === 'superseded')) {
      q.state = 'gone';
      if (g.cart?.tender === request) g.cart.tender = null;
    }
  }
}

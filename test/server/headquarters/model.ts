/** The registers and the channel of the executable reference of PROTOCOL.md, in front of a real headquarters. */
import type { Entry } from '../../../shared/entry.ts';
import type { Held, Hold, HoldRef, SignedGrant, Want } from '../../../shared/lock.ts';
import { minor, zero } from '../../../shared/money.ts';
import { breakLock } from '../../../server/headquarters/breaking.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import { handleHold } from '../../../server/headquarters/hold.ts';
import { cardLine, cash, entryOf, flawed, goods, instrument, sealedSale } from './sealed.ts';
import { cardNumber, unwrap, type Backup, type TestWorld } from './world.ts';

export type Step = { readonly do: string; readonly at?: string; readonly as?: string; readonly card?: string; readonly req?: string; readonly msg?: string; readonly entry?: string; readonly of?: string; readonly amount?: number; readonly purpose?: 'pay' | 'issue'; readonly witness?: boolean; readonly voidCarts?: boolean; readonly unreadable?: boolean; readonly that?: unknown };
type State = 'asked' | 'held' | 'refused' | 'gone' | 'spent' | 'done';
type Request = { card: string; purpose: 'pay' | 'issue'; sale: string; state: State };
type Register = { incarnation: number; seq: number; epoch: number; line: string[]; req: Record<string, Request>; cart: { sale: string; tender: string | null } | null; journal: string[]; answers: Record<string, string>; sent: Hold | null };
export type Committed = { readonly name: string; readonly register: string; readonly number: number; readonly req: string | null; readonly sale: string; readonly amount: number; readonly entry: Entry };
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

export function makeModel(world: TestWorld, kinds: Model['kinds'], flawedEntries: ReadonlySet<string>): Model {
  const registers = Object.fromEntries(['A', 'B'].map((name): [string, Register] => [name, { incarnation: 0, seq: 0, epoch: 1, line: [], req: {}, cart: null, journal: [], answers: {}, sent: null }]));
  return { world, kinds, registers, witness: { A: [], B: [] }, channel: { A: [], B: [] }, entries: {}, messages: {}, grants: {}, backups: {}, headquarters: null, count: 0, flawedEntries };
}

export const must = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new Error(`the history lacks ${what}`);
  return value;
};
const register = (model: Model, name: string | undefined): Register => must(model.registers[must(name, 'a register')], `register ${name ?? ''}`);
const wanted = (q: Request): boolean => q.state === 'asked' || q.state === 'held' || q.state === 'spent';

export function voidCart(g: Register): void {
  for (const q of Object.values(g.req)) if (q.state === 'asked' || q.state === 'held') q.state = 'gone';
  g.cart = null;
}

function commit(model: Model, at: string, amount: number, as: string): void {
  const g = register(model, at);
  const request = g.cart?.tender ?? null;
  g.cart ??= { sale: `${at}-s${(model.count += 1)}`, tender: null };
  const previous = g.journal.at(-1);
  const last = previous === undefined ? null : must(model.entries[previous], previous);
  const number = (last?.number ?? 0) + 1;
  const signed = request === null ? null : must(model.grants[request], `the grant of ${request}`);
  const issue = request !== null && g.req[request]?.purpose === 'issue';
  const moves = signed === null ? [goods(amount), cash(amount)] : issue ? [cardLine(signed.grant.request, 'issue', amount), cash(amount)] : [goods(amount), instrument(signed, amount)];
  const sound = sealedSale({ sale: g.cart.sale, register: at, grants: signed ? [signed] : [] }, moves);
  const sale = model.flawedEntries.has(as) ? flawed(sound) : sound;
  const entry = entryOf(at, number, last ? [last.entry.hash] : [], { kind: 'sale', sale }, g.incarnation * 1000 + Object.keys(model.entries).length);
  model.entries[as] = { name: as, register: at, number, req: request, sale: g.cart.sale, amount, entry };
  g.journal.push(as);
  if (request !== null) must(g.req[request], request).state = 'spent';
  g.cart = null;
  must(model.witness[at], at).push(as);
}

function hold(model: Model, at: string, as: string | undefined): void {
  const g = register(model, at);
  const wants = Object.entries(g.req).filter(([, q]) => wanted(q)).map(([request, q]): Want => {
    const kind = model.kinds[q.card] ?? 'giftCard';
    const common = { request, kind, purpose: q.purpose, sale: q.sale, cashier: 'emma', currency: 'USD', amount: zero };
    return q.state === 'asked' ? { ...common, number: cardNumber(q.card) } : { ...common, grant: model.grants[request] };
  });
  const same = g.sent !== null && g.sent.incarnation === g.incarnation && g.sent.epoch === g.epoch && g.sent.wants.map((want) => want.request).join() === wants.map((want) => want.request).join();
  if (!same || g.sent === null) {
    g.seq += 1;
    const id = `${at}.${(model.count += 1)}`;
    const newest = g.journal.at(-1);
    const head = newest === undefined ? null : must(model.entries[newest], newest);
    g.sent = { register: at, incarnation: g.incarnation, seq: g.seq, id, predecessors: [...g.line], epoch: g.epoch, head: head && { number: head.number, hash: head.entry.hash }, wants };
    g.line.push(id);
  }
  if (as !== undefined) model.messages[as] = { hold: structuredClone(g.sent) };
}

function rolledBack(g: Register, last: HoldRef | null): void {
  g.incarnation = Math.max(g.incarnation, last?.incarnation ?? 0) + 1;
  if (last) {
    g.line.push(last.id);
    g.seq = Math.max(g.seq, last.seq);
  }
  voidCart(g);
}

function answer(model: Model, at: string, msg: string): void {
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
    } else if (q.state === 'asked' && outcome.state !== 'granted') q.state = outcome.state === 'refused' ? 'refused' : 'gone';
    else if (q.state === 'held' && (outcome.state === 'broken' || outcome.state === 'superseded')) {
      q.state = 'gone';
      if (g.cart?.tender === request) g.cart.tender = null;
    }
  }
}

async function receive(model: Model, msg: string): Promise<void> {
  const message = must(model.messages[msg], msg);
  const held = unwrap(await handleHold(model.world.now(), message.hold));
  message.reply = held;
  for (const [request, outcome] of Object.entries(held.results ?? {})) if (outcome.state === 'granted') model.grants[request] = outcome.grant;
}

async function post(model: Model, name: string): Promise<void> {
  const committed = must(model.entries[name], name);
  if (model.channel[committed.register]?.includes(name)) await pushAll(model, committed.register, [name]);
}
const pushAll = async (model: Model, at: string, names: readonly string[]): Promise<void> => {
  const entries = names.map((name) => must(model.entries[name], name).entry);
  unwrap(await receivePage(model.world.now(), { register: at, entries }));
};

function store(model: Model, name: string): void {
  const { register: at } = must(model.entries[name], name);
  const have = must(model.channel[at], at);
  const own = register(model, at).journal;
  const before = own[own.indexOf(name) - 1];
  if (!have.includes(name) && (before === undefined || have.includes(before))) have.push(name);
}

function hello(model: Model, at: string): void {
  const g = register(model, at);
  for (const name of must(model.channel[at], at).filter((each) => !g.journal.includes(each))) adopt(model, g, name);
  g.journal.sort((a, b) => must(model.entries[a], a).number - must(model.entries[b], b).number);
}
function adopt(model: Model, g: Register, name: string): void {
  const lost = must(model.entries[name], name);
  g.journal.push(name);
  if (lost.req) g.req[lost.req] = { card: g.req[lost.req]?.card ?? 'c1', purpose: 'pay', sale: lost.sale, state: 'spent' };
  if (g.cart?.sale === lost.sale) voidCart(g);
}

async function posted(model: Model, at: string, name: string): Promise<void> {
  const { entry, req } = must(model.entries[name], name);
  const row = await model.world.now().db.query.selectFrom('answer').select('state').where('entry', '=', entry.hash).executeTakeFirst();
  if (!row) return;
  const g = register(model, at);
  g.answers[name] = row.state;
  const q = req === null ? undefined : g.req[req];
  if (q?.state === 'spent') q.state = 'done';
}

function crash(g: Register): void {
  for (const [k, q] of Object.entries(g.req)) if (q.state === 'asked' || (q.state === 'held' && g.cart?.tender !== k)) q.state = 'gone';
}

async function restore(model: Model, of: string, witness: boolean): Promise<void> {
  if (of === 'headquarters') return model.world.restore(must(model.headquarters, 'a backup'));
  if (of === 'channel') {
    model.channel = structuredClone(model.backups[of]) as Model['channel'];
    return;
  }
  model.registers[of] = structuredClone(model.backups[of]) as Register;
  const g = register(model, of);
  crash(g);
  if (!witness) return;
  const lost = must(model.witness[of], of).filter((name) => !g.journal.includes(name));
  rolledBack(g, null);
  for (const name of lost) adopt(model, g, name);
}

async function heal(model: Model, voidCarts: boolean): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    for (const at of Object.keys(model.registers)) {
      hello(model, at);
      const g = register(model, at);
      if (voidCarts) voidCart(g);
      for (const name of g.journal) store(model, name);
      await pushAll(model, at, must(model.channel[at], at));
      for (const name of must(model.channel[at], at)) await posted(model, at, name);
      const msg = `heal${(model.count += 1)}`;
      hold(model, at, msg);
      await receive(model, msg);
      answer(model, at, msg);
    }
  }
}

/** Does one step of a history. `expect` is the caller's. */
export async function take(model: Model, step: Step): Promise<void> {
  const { at = '', as = '', req = '', msg = '', entry = '', of = '', card = '', amount = 0 } = step;
  switch (step.do) {
    case 'add': {
      const g = register(model, at);
      g.cart ??= { sale: `${at}-s${(model.count += 1)}`, tender: null };
      g.req[as] = { card, purpose: step.purpose ?? 'pay', sale: g.cart.sale, state: 'asked' };
      return;
    }
    case 'giveUp': {
      const q = must(register(model, at).req[req], req);
      if (q.state === 'asked') q.state = 'gone';
      return;
    }
    case 'remove': {
      const g = register(model, at);
      const tender = g.cart?.tender ?? null;
      if (g.cart && tender !== null) {
        must(g.req[tender], tender).state = 'gone';
        g.cart.tender = null;
      }
      return;
    }
    case 'void':
      return voidCart(register(model, at));
    case 'commit':
      return commit(model, at, amount, as);
    case 'misuse': {
      const g = register(model, at);
      g.cart = { sale: `${at}-s${(model.count += 1)}`, tender: req };
      must(g.req[req], req).state = 'held';
      return commit(model, at, amount, as);
    }
    case 'hold':
      return hold(model, at, as);
    case 'receive':
      return receive(model, msg);
    case 'answer':
      return answer(model, at, msg);
    case 'store':
      return store(model, entry);
    case 'post':
      return post(model, entry);
    case 'posted':
      return posted(model, at, entry);
    case 'hello':
      return hello(model, at);
    case 'crash':
      return crash(register(model, at));
    case 'break': {
      const row = await model.world.now().db.query.selectFrom('lock').select('request').where('state', '=', 'live').executeTakeFirst();
      if (row) unwrap(await breakLock(model.world.now(), row.request, { by: 'ruth', second: 'sam', reason: `card ${card}` }));
      return;
    }
    case 'backup':
      if (of === 'headquarters') model.headquarters = await model.world.backup();
      else model.backups[of] = structuredClone(of === 'channel' ? model.channel : register(model, of));
      return;
    case 'restore':
      return restore(model, of, step.witness ?? true);
    case 'loseWitness':
      model.witness[at] = [];
      return;
    case 'heal':
      return heal(model, step.voidCarts ?? true);
    default:
      throw new Error(`no step ${step.do}`);
  }
}

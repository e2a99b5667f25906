/** The steps of a protocol history, done to the model registers and the real headquarters. */
import { breakLock } from '../../../server/headquarters/breaking.ts';
import { receivePage } from '../../../server/headquarters/entries.ts';
import { handleHold } from '../../../server/headquarters/holds.ts';
import {
  answer,
  commit,
  hold,
  must,
  register,
  rolledBack,
  voidCart,
  type Model,
  type Register,
} from './model.ts';
import { unwrap } from './world.ts';

export type Step = {
  readonly do: string;
  readonly at?: string;
  readonly as?: string;
  readonly card?: string;
  readonly req?: string;
  readonly msg?: string;
  readonly entry?: string;
  readonly of?: string;
  readonly amount?: number;
  readonly purpose?: 'pay' | 'issue';
  readonly witness?: boolean;
  readonly voidCarts?: boolean;
  readonly unreadable?: boolean;
  readonly that?: unknown;
};
async function receive(model: Model, msg: string): Promise<void> {
  const message = must(model.messages[msg], msg);
  const held = unwrap(await handleHold(model.world.now(), message.hold));
  message.reply = held;
  for (const [request, outcome] of Object.entries(held.results ?? {}))
    if (outcome.state === 'granted') model.grants[request] = outcome.grant;
}

async function post(model: Model, name: string): Promise<void> {
  const committed = must(model.entries[name], name);
  if (model.channel[committed.register]?.includes(name))
    await pushAll(model, committed.register, [name]);
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
  for (const name of must(model.channel[at], at).filter((each) => !g.journal.includes(each)))
    adopt(model, g, name);
  g.journal.sort((a, b) => must(model.entries[a], a).number - must(model.entries[b], b).number);
}
function adopt(model: Model, g: Register, name: string): void {
  const lost = must(model.entries[name], name);
  g.journal.push(name);
  if (lost.req)
    g.req[lost.req] = {
      card: g.req[lost.req]?.card ?? 'c1',
      purpose: 'pay',
      sale: lost.sale,
      state: 'spent',
    };
  if (g.cart?.sale === lost.sale) voidCart(g);
}

async function posted(model: Model, at: string, name: string): Promise<void> {
  const { entry, req } = must(model.entries[name], name);
  const row = await model.world
    .now()
    .db.query.selectFrom('answer')
    .select('state')
    .where('entry', '=', entry.hash)
    .executeTakeFirst();
  if (!row) return;
  const g = register(model, at);
  g.answers[name] = row.state;
  const q = req === null ? undefined : g.req[req];
  if (q?.state === 'spent') q.state = 'done';
}

function crash(g: Register): void {
  for (const [k, q] of Object.entries(g.req))
    if (q.state === 'asked' || (q.state === 'held' && g.cart?.tender !== k)) q.state = 'gone';
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
      const row = await model.world
        .now()
        .db.query.selectFrom('lock')
        .select('request')
        .where('state', '=', 'live')
        .executeTakeFirst();
      if (row)
        unwrap(
          await breakLock(model.world.now(), row.request, {
            by: 'ruth',
            second: 'sam',
            reason: `card ${card}`,
          }),
        );
      return;
    }
    case 'backup':
      if (of === 'headquarters') model.headquarters = await model.world.backup();
      else
        model.backups[of] = structuredClone(of === 'channel' ? model.channel : register(model, of));
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

/** A register that is nothing but the protocol (PROTOCOL sections 3 and 4): wants, HOLDs, a journal, and a line that comes and goes. */
import { randomBytes } from 'node:crypto';
import type { Answer, Entry } from '../../../shared/entry.ts';
import type { Hash, RequestId } from '../../../shared/identity.ts';
import type { Hold, RequestState, SignedGrant, Want } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import type { SeededChance } from '../../../tools/replay/chance.ts';
import { entryOf, goods, instrument, sealedSale } from '../../server/headquarters/sealed.ts';
import type { Model } from './model.ts';
import type { LineState, Wire } from './wire.ts';

type Request = {
  readonly card: string;
  readonly sale: string;
  state: RequestState;
  grant: SignedGrant | null;
};
type Made = { readonly entry: Entry; readonly request: RequestId };

export type Register = {
  readonly name: string;
  /** Does one thing that a cashier or the line may do now. */
  readonly step: () => Promise<void>;
  readonly hear: (answers: readonly Answer[]) => void;
  /** The line is back: gives up what is open, sends all that is owed and states its wants. */
  readonly heal: () => Promise<void>;
  readonly made: ReadonlyMap<Hash, RequestId>;
  readonly counts: {
    locks: number;
    pays: number;
    voids: number;
    partitions: number;
    offline: number;
  };
};
export type RegisterPorts = {
  readonly name: string;
  readonly wire: Wire;
  readonly model: Model;
  readonly chance: SeededChance;
  readonly cards: readonly string[];
  readonly epoch: number;
};

const wantedStates: readonly RequestState[] = ['asked', 'held', 'spent'];
const mostPaid = 300;
const page = 50;
/** Half of all asks are for these few. */
const wantedMost = 8;

export function makeRegister(ports: RegisterPorts): Register {
  const { name, wire, model, chance, cards, epoch } = ports;
  const requests = new Map<RequestId, Request>();
  const journal: Made[] = [];
  const made = new Map<Hash, RequestId>();
  const counts = { locks: 0, pays: 0, voids: 0, partitions: 0, offline: 0 };
  let predecessors: string[] = [];
  let last: { readonly hold: Hold; readonly answered: boolean } | null = null;
  let stored = 0;
  let open: RequestId | null = null;
  let line: LineState = 'up';
  let cutFor = 0;

  const wants = (): Want[] =>
    [...requests].flatMap(([request, { card, sale, state, grant }]): Want[] => {
      if (!wantedStates.includes(state)) return [];
      const want = {
        request,
        kind: 'giftCard' as const,
        purpose: 'pay' as const,
        sale,
        cashier: '101',
        currency: 'USD',
        amount: minor(0),
      };
      return [grant === null ? { ...want, number: card } : { ...want, grant }];
    });

  const nextHold = (): Hold => {
    const wanted = wants();
    const ids = (list: readonly Want[]): string => list.map((want) => want.request).join();
    const before = last?.hold;
    if (before && ids(before.wants) === ids(wanted)) return { ...before, wants: wanted };
    if (before) predecessors = last?.answered ? [before.id] : [...predecessors, before.id];
    const head = journal.at(-1);
    return {
      register: name,
      incarnation: 0,
      seq: (before?.seq ?? 0) + 1,
      id: randomBytes(16).toString('hex'),
      predecessors,
      epoch,
      head: head === undefined ? null : { number: journal.length, hash: head.entry.hash },
      wants: wanted,
    };
  };

  const hold = async (): Promise<void> => {
    const stated = nextHold();
    last = { hold: stated, answered: last?.hold.id === stated.id && last.answered };
    if (line !== 'down')
      for (const [request, { state }] of requests)
        if (state === 'gone') {
          model.ending(request);
          requests.delete(request);
        }
    const held = await wire.hold(stated, line);
    if (held === null || last.hold.id !== stated.id) return;
    if (held.results === undefined)
      throw new Error(`${name} was not heard: ${JSON.stringify(held)}`);
    last = { hold: stated, answered: true };
    for (const [request, outcome] of Object.entries(held.results)) {
      const known = requests.get(request);
      if (known === undefined) continue;
      if (outcome.state === 'granted') {
        model.granted(request, known.card, outcome.grant);
        if (known.state === 'asked') Object.assign(known, { state: 'held', grant: outcome.grant });
      } else if (known.state === 'asked' || known.state === 'held') {
        requests.delete(request);
        if (open === request) open = null;
      }
    }
  };

  const push = async (): Promise<void> => {
    const entries = journal.slice(stored, stored + page);
    if (entries.length === 0) return;
    if (line !== 'down') for (const { request } of entries) model.ending(request);
    const have = await wire.push(
      name,
      entries.map(({ entry }) => entry),
      line,
    );
    if (have !== null) stored = have.entries;
  };

  const pay = async (request: RequestId, { grant, sale }: Request): Promise<void> => {
    if (grant === null) return;
    const amount = 1 + chance.below(Math.min(mostPaid, grant.grant.balance));
    const facts = {
      sale,
      register: name,
      receipt: `${name}-${journal.length + 1}`,
      grants: [grant],
    };
    const sealed = sealedSale(facts, [goods(amount), instrument(grant, amount)]);
    const before = journal.at(-1);
    const body = { kind: 'sale' as const, sale: sealed };
    const previous = before === undefined ? [] : [before.entry.hash];
    const entry = entryOf(name, journal.length + 1, previous, body);
    journal.push({ entry, request });
    made.set(entry.hash, request);
    Object.assign(requests.get(request) ?? {}, { state: 'spent' });
    open = null;
    counts.pays += 1;
    if (line !== 'up') counts.offline += 1;
    await push();
  };

  const giveUp = (): void => {
    const request = open === null ? undefined : requests.get(open);
    if (request) request.state = 'gone';
    open = null;
  };

  const step = async (): Promise<void> => {
    cutFor -= 1;
    if (cutFor <= 0) line = 'up';
    if (line === 'up' && chance.happens(0.06)) {
      counts.partitions += 1;
      line = chance.happens(0.5) ? 'deaf' : 'down';
      cutFor = 1 + chance.below(8);
    }
    const request = open === null ? undefined : requests.get(open);
    if (open === null || request === undefined) {
      open = randomBytes(16).toString('hex');
      const among = chance.happens(0.5) ? Math.min(wantedMost, cards.length) : cards.length;
      const card = cards[chance.below(among)] ?? '';
      requests.set(open, { card, sale: `${name}.${open}`, state: 'asked', grant: null });
      counts.locks += 1;
      return hold();
    }
    if (request.state === 'held' && chance.happens(0.5)) return pay(open, request);
    if (chance.happens(0.6)) return hold();
    giveUp();
    counts.voids += 1;
    await hold();
    if (line === 'up' && stored < journal.length) await push();
  };

  return {
    name,
    counts,
    made,
    step,
    hear: (answers) => {
      for (const { hash } of answers) {
        const request = made.get(hash);
        if (request !== undefined) requests.delete(request);
      }
    },
    heal: async () => {
      line = 'up';
      giveUp();
      while (stored < journal.length) await push();
      await hold();
    },
  };
}

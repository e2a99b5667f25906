/** Headquarters in memory, by PROTOCOL section 5 and no more than the register's side is measured against: one kind of card, no recovery. */
import type { Entry } from '../../../shared/entry.ts';
import { hashText } from '../../../shared/hash.ts';
import { fault } from '../../../shared/fault.ts';
import type { Grant, Held, Hold, HoldRef, Outcome, SignedGrant } from '../../../shared/lock.ts';
import { minor } from '../../../shared/money.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { signGrant } from './till.ts';

type Known = 'granted' | 'refused' | 'freed' | 'settled' | 'broken';
type Memory = { incarnation: number; last: HoldRef | null };

export type Ledger = {
  readonly balances: Map<string, number>;
  /** Live locks by card number. */
  readonly live: Map<string, { readonly register: string; readonly request: string }>;
  readonly posted: Map<string, 'posted' | 'late'>;
  readonly shortfalls: number[];
  readonly known: Map<string, Known>;
  readonly receive: (hold: Hold) => Held;
  /** Posts an entry once, after its predecessors; false while they are missing. */
  readonly post: (entry: Entry) => boolean;
  readonly breakLock: (card: string) => void;
};

const outcomes: Readonly<Record<Exclude<Known, 'granted'>, Outcome>> = {
  refused: { state: 'refused', fault: fault('instrument.locked', { register: 'elsewhere' }) },
  freed: { state: 'superseded' },
  settled: { state: 'settled' },
  broken: { state: 'broken' },
};

export function openLedger(cards: Readonly<Record<string, number>>): Ledger {
  const balances = new Map(Object.entries(cards));
  const live: Ledger['live'] = new Map();
  const known: Ledger['known'] = new Map();
  const grants = new Map<string, SignedGrant>();
  const cardOf = new Map<string, string>();
  const registers = new Map<string, Memory>();
  const posted: Ledger['posted'] = new Map();
  const shortfalls: number[] = [];
  let token = 0;

  const outcomeOf = (request: string): Outcome => {
    const state = known.get(request) ?? 'refused';
    const grant = grants.get(request);
    if (state !== 'granted') return outcomes[state];
    if (grant === undefined) throw new Error(`no grant of ${request}`);
    return { state: 'granted', grant };
  };

  const decide = (hold: Hold, want: Hold['wants'][number]): void => {
    const card = want.number ?? '';
    const isFree = !live.has(card) && (balances.get(card) ?? 0) > 0;
    known.set(want.request, want.grant !== undefined ? 'broken' : isFree ? 'granted' : 'refused');
    if (known.get(want.request) !== 'granted') return;
    token += 1;
    live.set(card, { register: hold.register, request: want.request });
    cardOf.set(want.request, card);
    const grant: Grant = {
      epoch: 1,
      request: want.request,
      token,
      instrument: { kind: want.kind, key: hashText(card), last4: card.slice(-4) },
      purpose: want.purpose,
      store: 'S01',
      register: hold.register,
      sale: want.sale,
      balance: minor(balances.get(card) ?? 0),
      currency: want.currency,
      reserved: null,
      version: 0,
      grantedAt: '2026-11-22T10:00:01.000Z',
    };
    grants.set(want.request, signGrant(grant));
  };

  return {
    balances,
    live,
    posted,
    shortfalls,
    known,
    receive: (hold) => {
      const memory = registers.get(hold.register) ?? { incarnation: 0, last: null };
      registers.set(hold.register, memory);
      const { last } = memory;
      if (last !== null && last.id !== hold.id) {
        const isOlder =
          hold.incarnation < memory.incarnation ||
          (hold.incarnation === memory.incarnation && hold.seq <= last.seq);
        const isRolledBack =
          hold.incarnation === memory.incarnation && !hold.predecessors.includes(last.id);
        if (isOlder || isRolledBack) return { epoch: 1, last };
      }
      if (last?.id !== hold.id) {
        const wanted = new Set(hold.wants.map((want) => want.request));
        for (const [card, lock] of live) {
          if (lock.register !== hold.register || wanted.has(lock.request)) continue;
          live.delete(card);
          known.set(lock.request, 'freed');
        }
        for (const want of hold.wants) if (!known.has(want.request)) decide(hold, want);
        memory.incarnation = hold.incarnation;
        memory.last = { incarnation: hold.incarnation, seq: hold.seq, id: hold.id };
      }
      return {
        epoch: 1,
        results: Object.fromEntries(
          hold.wants.map((want) => [want.request, outcomeOf(want.request)]),
        ),
      };
    },
    post: (entry) => {
      if (posted.has(entry.hash)) return true;
      const content = readEntry(entry);
      if (!content.ok || content.value.body.kind !== 'sale') throw new Error('a test posts sales');
      if (!content.value.previous.every((hash) => posted.has(hash))) return false;
      posted.set(entry.hash, 'posted');
      for (const { grant } of content.value.body.sale.grants) {
        const card = cardOf.get(grant.request) ?? '';
        const tender = content.value.body.sale.tenders.find(
          (one) => 'request' in one && one.request === grant.request,
        );
        const need = tender?.amount ?? 0;
        const lock = live.get(card);
        const isMine = lock?.request === grant.request;
        const take = isMine || lock === undefined ? Math.min(need, balances.get(card) ?? 0) : 0;
        if (!isMine) posted.set(entry.hash, 'late');
        if (take < need) shortfalls.push(need - take);
        balances.set(card, (balances.get(card) ?? 0) - take);
        if (isMine) live.delete(card);
        known.set(grant.request, 'settled');
      }
      return true;
    },
    breakLock: (card) => {
      const lock = live.get(card);
      if (lock === undefined) return;
      live.delete(card);
      known.set(lock.request, 'broken');
    },
  };
}

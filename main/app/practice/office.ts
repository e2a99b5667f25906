/** The head office of a practice register: it lives in memory, locks and settles practice cards, and nobody else ever hears of it. */
import { createHmac } from 'node:crypto';
import { withCheckDigit } from '../../../shared/barcode.ts';
import type { Answer } from '../../../shared/entry.ts';
import { assert, fail, fault, ok, type Fault, type Result } from '../../../shared/fault.ts';
import { hashText } from '../../../shared/hash.ts';
import type { Chance, Clock, Hash, RequestId } from '../../../shared/identity.ts';
import { lastFour, type InstrumentKind } from '../../../shared/instrument.ts';
import {
  grantText,
  type Grant,
  type Outcome,
  type SignedGrant,
  type TypedNumber,
} from '../../../shared/lock.ts';
import { currencyDigits, minor, type Currency, type Minor } from '../../../shared/money.ts';
import type { Sale } from '../../../shared/sale.ts';
import { isInstrumentTender } from '../../../shared/tender.ts';
import type { PracticeCard } from '../../../shared/training.ts';
import type { Balance, Inquiry } from '../../../shared/wire/grant.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { saveAnswers } from '../../database/answers.ts';
import { applyHeld } from '../../database/grants.ts';
import { nextHold } from '../../database/holds.ts';
import { readIdentity } from '../../database/identity.ts';
import { entriesToSend, journalHeads, markStored } from '../../database/journal.ts';
import { openAsk, type LockRow } from '../../database/locks.ts';
import type { Database } from '../../database/open.ts';

export type PracticeOffice = {
  readonly cards: () => readonly PracticeCard[];
  readonly verifyGrant: (signed: SignedGrant) => boolean;
  readonly inquire: (question: Omit<Inquiry, 'register'>) => Result<Balance>;
  /** Answers what is asked and settles what was sold. Only while the practice line is up. */
  readonly work: () => void;
};

export type OfficePorts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly currency: Currency;
  readonly numbers: Map<RequestId, TypedNumber>;
  readonly seal: (text: string) => string;
};

type Card = { readonly kind: InstrumentKind; readonly last4: string; balance: number };

/** What lies on the counter to practise with. Their first digits belong to no card of any shop. */
const firstCards = [
  { kind: 'giftCard', number: withCheckDigit('000000000000001'), units: 50 },
  { kind: 'creditMemo', number: withCheckDigit('000000000000002'), units: 80 },
] as const;

export function openPracticeOffice(ports: OfficePorts): PracticeOffice {
  const { db, clock, chance, currency, numbers, seal } = ports;
  const secret = chance.id();
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  const verify = (text: string, signature: string): boolean => sign(text) === signature;
  const scale = 10 ** currencyDigits(currency);
  const cards = new Map<string, Card>(
    firstCards.map(({ kind, number, units }) => [
      number,
      { kind, last4: lastFour(number), balance: units * scale },
    ]),
  );
  /** The number that each granted request locked, and the one that it may turn a rest into. */
  const locked = new Map<
    RequestId,
    { readonly number: string; readonly reserved: string | null }
  >();
  let stored: Hash[] = [];
  let given = firstCards.length;
  let answered = 0;

  const newNumber = (): string => {
    given += 1;
    return withCheckDigit(`0000000${String(given).padStart(8, '0')}`);
  };
  const refusal = (row: LockRow, number: string): Fault | null => {
    const card = cards.get(number);
    if (row.purpose === 'issue' && row.kind === 'giftCard')
      return card === undefined ? null : fault('instrument.exists');
    if (row.purpose === 'issue') return null;
    if (card === undefined) return fault('instrument.unknown');
    if (card.kind !== row.kind) return fault('instrument.kind', { kind: card.kind });
    return (row.purpose === 'pay' || row.purpose === 'cashOut') && card.balance === 0
      ? fault('instrument.empty')
      : null;
  };
  const decide = (row: LockRow): Outcome => {
    const identity = readIdentity(db);
    assert(identity !== null, 'a practice register has an identity');
    const typed = numbers.get(row.request)?.number ?? null;
    const reserved = row.kind === 'creditMemo' ? newNumber() : null;
    const number = typed ?? reserved ?? '';
    const refused = refusal(row, number);
    if (refused) return { state: 'refused', fault: refused };
    locked.set(row.request, { number, reserved });
    const grant: Grant = {
      epoch: identity.epoch,
      request: row.request,
      token: locked.size,
      instrument: { kind: row.kind, key: hashText(number), last4: lastFour(number) },
      purpose: row.purpose,
      store: identity.store,
      register: identity.register,
      sale: row.sale,
      balance: minor(cards.get(number)?.balance ?? 0),
      currency: row.currency,
      reserved: reserved === null ? null : { key: hashText(reserved), last4: lastFour(reserved) },
      version: 1,
      grantedAt: clock.now(),
    };
    const signed: SignedGrant = { grant, signature: sign(grantText(grant)) };
    return { state: 'granted', grant: signed, ...(reserved === null ? {} : { number: reserved }) };
  };
  const answerAsk = (): void => {
    const row = openAsk(db);
    if (!row) return;
    const outcome = decide(row);
    const hold = nextHold(db, chance);
    numbers.delete(row.request);
    const results = { [row.request]: outcome };
    applyHeld(db, hold, { epoch: hold.epoch, results }, { verify, seal, at: clock.now() });
  };

  const change = (number: string, kind: InstrumentKind, by: number): void => {
    const card = cards.get(number) ?? { kind, last4: lastFour(number), balance: 0 };
    cards.set(number, card);
    card.balance += by;
  };
  const settle = (sale: Sale): void => {
    for (const tender of sale.tenders) {
      if (!isInstrumentTender(tender)) continue;
      const lock = locked.get(tender.request);
      if (lock === undefined || tender.purpose === 'issue') continue;
      // A memo that pays is used up whole; what is left comes back as the new one below.
      const by = tender.kind === 'creditMemo' ? -tender.balance : -tender.amount;
      change(lock.number, tender.kind, tender.purpose === 'pay' ? by : -tender.amount);
    }
    for (const line of sale.lines) {
      if (line.kind !== 'giftCard' || line.voided) continue;
      const lock = locked.get(line.request);
      if (lock !== undefined) change(lock.number, 'giftCard', line.amount);
    }
    for (const memo of sale.memos) {
      const reserved = locked.get(memo.request)?.reserved ?? null;
      if (reserved !== null) change(reserved, 'creditMemo', memo.amount);
    }
  };
  const settleEntries = (): void => {
    const entries = entriesToSend(db, stored, 500);
    const register = readIdentity(db)?.register ?? '';
    const answers = entries.map(({ hash, content }): Answer => {
      const read = readEntry({ hash, content });
      assert(read.ok, 'a practice register reads what it wrote');
      if (read.value.body.kind === 'sale') settle(read.value.body.sale);
      const at = clock.now();
      return { register, hash, number: read.value.number, state: 'posted', amounts: [], at };
    });
    if (answers.length === 0) return;
    stored = journalHeads(db);
    answered += answers.length;
    markStored(db, stored);
    saveAnswers(db, answers, answered);
  };

  return {
    cards: () =>
      [...cards].map(([number, { kind, balance }]) => ({ kind, number, balance: minor(balance) })),
    verifyGrant: (signed) => verify(grantText(signed.grant), signed.signature),
    inquire: ({ kind, number }) => {
      const card = cards.get(number);
      if (card === undefined) return fail('instrument.unknown');
      if (card.kind !== kind) return fail('instrument.kind', { kind: card.kind });
      const state = card.balance === 0 ? 'used' : 'open';
      const balance: Minor = minor(card.balance);
      return ok({
        kind,
        last4: card.last4,
        balance,
        currency,
        expires: null,
        state,
        lockedBy: null,
      });
    },
    work: () => {
      settleEntries();
      answerAsk();
    },
  };
}

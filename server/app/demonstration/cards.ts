/** Gift cards and credit memos of the demonstration: one for each thing that can be told about an instrument. */
import type { Instant } from '../../../shared/identity.ts';
import type { InstrumentKind } from '../../../shared/instrument.ts';
import { minor, type Currency, type Minor } from '../../../shared/money.ts';

export type DemonstrationInstrument = {
  readonly kind: InstrumentKind;
  /** 16 digits with a GS1 check digit. */
  readonly number: string;
  readonly balance: Minor;
  readonly currency: Currency;
  readonly pin: string | null;
  readonly expires: Instant | null;
  readonly blocked: boolean;
};

const open = { currency: 'USD', pin: null, expires: null, blocked: false } as const;
const card = { ...open, kind: 'giftCard' } as const;
const memo = { ...open, kind: 'creditMemo' } as const;

/** By what they show. Amounts in cents. */
export const instruments = {
  /** The card of the story: 82.30 USD, ends in 4417. */
  card: { ...card, number: '6300344171294417', balance: minor(8230) },
  secondCard: { ...card, number: '6300377161297716', balance: minor(12_000) },
  thirdCard: { ...card, number: '6300331080263108', balance: minor(6410) },
  smallCard: { ...card, number: '6300322909232290', balance: minor(2500) },
  cardWithPin: { ...card, number: '6300350626265062', balance: minor(5000), pin: '2468' },
  expiredCard: {
    ...card,
    number: '6300388343298834',
    balance: minor(4000),
    expires: '2025-12-31T23:59:59.999Z',
  },
  euroCard: { ...card, number: '6300319454241945', balance: minor(5000), currency: 'EUR' },
  emptyCard: { ...card, number: '6300366717276671', balance: minor(0) },
  blockedCard: { ...card, number: '6300305292280529', balance: minor(3500), blocked: true },
  /** The memo of the story: 60.00 USD, ends in 9082. */
  memo: { ...memo, number: '7301390828269082', balance: minor(6000) },
  secondMemo: { ...memo, number: '7301333777233377', balance: minor(2450) },
  thirdMemo: { ...memo, number: '7301366404226640', balance: minor(15_000) },
  expiredMemo: {
    ...memo,
    number: '7301311585251158',
    balance: minor(1800),
    expires: '2025-06-30T23:59:59.999Z',
  },
  blockedMemo: { ...memo, number: '7301322040282204', balance: minor(3000), blocked: true },
} as const satisfies Readonly<Record<string, DemonstrationInstrument>>;

/** Valid by its check digit and issued to nobody: the number that is unknown, or the next card to be sold. */
export const unissuedCard = '6300900000000019';

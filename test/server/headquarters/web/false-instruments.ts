/** The gift cards of the design's render: one locked by a register that is offline, one by a register not seen for days. */
import { fail, ok } from '../../../../shared/fault.ts';
import { hashText } from '../../../../shared/hash.ts';
import { minor } from '../../../../shared/money.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import {
  instrumentsQuerySchema,
  type InstrumentDetail,
  type InstrumentRow,
  type Instruments,
  type LockRow,
} from '../../../../shared/wire/instruments.ts';
import { get, nothing } from '../../../../server/http/route.ts';
import type { makeApplication } from '../../../../server/http/application.ts';

type Application = ReturnType<typeof makeApplication>;

const before = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

function lock(register: string, sale: string, parts: Partial<LockRow>): LockRow {
  return {
    ...{ request: sale, purpose: 'pay', store: 'S1', register, registerName: register, sale },
    ...{ storeName: { en: 'Harbour Street', zh: '海港街店' }, contact: 'connected' },
    ...{ lastContact: before(0), cashier: '7', cashierName: null, since: before(9) },
    ...{ balance: minor(8230), parked: null, owes: 0, pendingValue: 0 },
    ...parts,
  };
}

function card(last4: string, balance: number, parts: Partial<InstrumentRow> = {}): InstrumentRow {
  const row = { key: hashText(last4), kind: 'giftCard', last4, currency: 'USD' } as const;
  return { ...row, balance: minor(balance), expires: null, state: 'open', lock: null, ...parts };
}

const missing = { contact: 'missing', lastContact: before(3 * 24 * 60 + 5) } as const;
const mill = { storeName: { en: 'Mill Lane', zh: '磨坊巷店' } };

const cards: readonly InstrumentRow[] = [
  card('7716', 12_000),
  card('4417', 8230, {
    lock: lock('R-02', 'R02-000482', { contact: 'offline', lastContact: before(5) }),
  }),
  card('3108', 6410, {
    lock: lock('R-04', 'R04-011907', { ...missing, ...mill, since: before(4325) }),
  }),
  card('9953', 0, { state: 'used' }),
  card('5520', 1500, { state: 'expired', expires: before(50_000) }),
];

function detail(instrument: InstrumentRow): InstrumentDetail {
  const issued = instrument.balance + 4000;
  const facts = {
    ...{ sale: 'R02-000114', receipt: 'R02-000114', registerName: 'R-02', made: null },
    ...{ storeName: { en: 'Harbour Street', zh: '海港街店' }, cashierName: null },
  };
  return {
    instrument,
    postings: [
      {
        ...{
          posting: 'b1 1',
          at: before(9000),
          act: 'opening',
          change: minor(issued),
          balance: minor(issued),
        },
        ...{ sale: null, receipt: null, registerName: null, storeName: null },
        ...{ cashierName: null, made: null },
      },
      {
        ...{ posting: 'b2 1', at: before(400), act: 'pay' as const, change: minor(-4000) },
        ...{ balance: instrument.balance, ...facts },
      },
    ],
    locks: [],
    ...{ older: null, from: null, into: null },
  };
}

export function serveInstruments(app: Application): void {
  get(app, headOfficePaths.instruments, instrumentsQuerySchema, ({ kind, show, text }) => {
    const rows = cards.filter(
      (one) =>
        one.kind === kind &&
        (show === 'all' || (show === 'locked' ? one.lock !== null : one.state === show)) &&
        one.last4.includes(text),
    );
    const answer: Instruments = {
      rows,
      counts: { all: cards.length, open: 4, closed: 1, locked: 2, expired: 1, blocked: 0 },
      liability: [{ currency: 'USD', amount: minor(4_821_640) }],
      next: null,
    };
    return ok(answer);
  });
  get(app, headOfficePaths.instrument, nothing, (query) => {
    const found = cards.find((one) => JSON.stringify(query).includes(one.key));
    return found === undefined ? fail('instrument.unknown') : ok(detail(found));
  });
}

/** What the false bridge answers to queries. */
import type { Answers, Query } from '../../../shared/bridge/query.ts';
import type { View } from '../../../shared/bridge/view.ts';
import { lineAmounts, liveLines, totals } from '../../../shared/cart.ts';
import { assert, fail, ok, type Result } from '../../../shared/fault.ts';
import type { Language } from '../../../shared/identity.ts';
import { minor } from '../../../shared/money.ts';
import { categories, customers, goods, people } from './goods.ts';
import { at, price, sampleCart } from './sample-sale.ts';
import { sampleJournal, sampleJournalSale } from './sample-journal.ts';
import { sampleReport, sampleShifts } from './sample-shift.ts';

const connection = (view: View): Answers['connection'] => {
  const chinese = view.language === 'zh-CN';
  const down = view.link.state !== 'online';
  const owes = view.pending.count > 0;
  return {
    link: {
      state: view.link.state,
      since: view.link.since,
      lostAt: down ? 1 : null,
      byHand: view.link.byHand?.[chinese ? 'zh' : 'en'] ?? null,
      channel: {
        up: !down,
        lastSuccess: at('10:47:06'),
        lastSuccessWhat: chinese ? '心跳' : 'heartbeat',
        lastSuccessMs: 38,
        lastError: at('10:47:42'),
        lastErrorWhat:
          view.trouble === null
            ? chinese
              ? '超时（4.0 秒）'
              : 'timed out after 4.0 s'
            : `heartbeat: ${view.trouble.code}`,
      },
      realtime: {
        up: !down,
        lastSuccess: at('10:42:18'),
        lastSuccessWhat: chinese ? '锁定卡 ···· 4417' : 'lock of card ···· 4417',
        lastSuccessMs: null,
        lastError: at('10:47:12'),
        lastErrorWhat: chinese ? '渠道不通' : 'no way through the channel',
      },
      lastAnswer: at('10:47:06'),
      nextTry: view.link.state === 'offline' ? at('10:47:50') : null,
    },
    now: at('10:47:47'),
    clockAhead: view.link.clockOff ?? -200,
    databaseChecked: { at: at('08:00'), sound: true },
    pending: {
      sales: view.pending.count,
      value: view.pending.value,
      oldest: owes ? at('10:36') : null,
      first: owes ? 18_204 : null,
      last: owes ? 18_206 : null,
      exceptions: 0,
    },
    jobs: [
      { job: '1110', version: 214, applied: at('10:41'), full: false },
      { job: '1040', version: 88_120, applied: at('10:30'), full: false },
      { job: '1060', version: 1907, applied: at('06:00'), full: true },
      { job: '1070', version: 312, applied: at('06:00'), full: true },
    ],
  };
};

const lists = ['products', 'categories', 'suspended', 'storeSuspended', 'cardPayments'];
const isList = (name: Query['query']): boolean => lists.includes(name);

/** An earlier sale of the same goods, of which the first line came back already. */
function pastSale(receipt: string, language: Language): Answers['sale'] {
  const cart = sampleCart(language);
  const { shares, total } = totals(cart);
  const lines = liveLines(cart).map((line, index) => {
    const share = shares[index];
    assert(share !== undefined, 'each line has its share');
    const sold = {
      ...line,
      ...lineAmounts(line),
      net: share.net,
      taxAmount: share.tax,
      payable: share.gross,
    };
    return { line: sold, returnable: index === 0 || line.kind !== 'product' ? 0 : line.quantity };
  });
  return {
    receipt,
    at: at('09:12'),
    total,
    lines,
    registerName: 'R-02',
    own: true,
    fresh: true,
    knownAt: at('10:40'),
    tenders: [{ tender: 1, kind: 'cash', amount: total }],
  };
}

/** With `nothing`, lists have nothing in them. */
export function answer(query: Query, view: View, nothing = false): Result<Answers[Query['query']]> {
  const { language } = view;
  if (nothing) {
    if (query.query === 'journal') return ok({ rows: [], next: null, scope: query.scope });
    if (query.query === 'shifts') return ok({ open: null, waiting: [], closed: [] });
    if (isList(query.query)) return ok([]);
  }
  switch (query.query) {
    case 'view':
      return ok(view);
    case 'products': {
      const text = query.text.toLowerCase();
      const found = goods(language).filter((product) =>
        `${product.name.en} ${product.name.zh} ${product.barcodes[0] ?? ''}`
          .toLowerCase()
          .includes(text),
      );
      return ok(
        found.map(({ id, name, barcodes, price }) => ({
          id,
          name,
          barcode: barcodes[0] ?? '',
          price,
          unit: 'piece' as const,
          hasPicture: false,
          near: false,
        })),
      );
    }
    case 'categories':
      return ok(categories);
    case 'pictures':
      return ok([]);
    case 'priceCheck': {
      const found = goods(language).find((product) => product.barcodes.includes(query.code));
      if (!found) return fail('barcode.unknown', { code: query.code });
      const { id, name, category, price } = found;
      const facts = { unit: 'piece', ageLimit: 0, label: null, knownAt: at('10:30') } as const;
      return ok({ id, name, category, price, barcode: query.code, ...facts });
    }
    case 'customers':
      return ok(
        customers.filter((customer) =>
          `${customer.name.en} ${customer.name.zh} ${customer.phone} ${customer.number}`
            .toLowerCase()
            .includes(query.text.toLowerCase()),
        ),
      );
    case 'approvers':
      return ok(people.filter((person) => person.role === 'manager'));
    case 'supportBundle':
      return ok({ file: '/var/lib/holdfast/support/holdfast-support-20261129T101500000Z.zip' });
    case 'connection':
      return ok(connection(view));
    case 'suspended': {
      const total = view.cart?.totals.total ?? goods(language)[8]?.price;
      const cashier = { en: 'Mei Lin', zh: '林梅' };
      return total === undefined
        ? ok([])
        : ok([{ sale: 'sale-480', at: at('10:12'), items: 4, total, cashier }]);
    }
    case 'cardPayments': {
      const card = { reference: '5d0c77e1', amount: minor(6610), at: at('09:12') };
      const said = { outcome: 'approved', at: at('10:40'), masked: 'VISA •••• 4242' } as const;
      return ok([
        { ...card, state: 'unclear', said },
        { ...card, reference: '93ab10f2', amount: minor(-1890), state: 'undoing', said: null },
      ]);
    }
    case 'storeSuspended': {
      const cashier = { en: 'Diego Ruiz', zh: '迭戈' };
      const sale = { items: 2, total: minor(1890), cashier, registerName: 'R-01' };
      return ok([
        { ...sale, sale: 'sale-117', at: at('10:31'), away: null },
        { ...sale, sale: 'sale-112', registerName: 'R-03', at: at('09:50'), away: at('10:02') },
      ]);
    }
    case 'sale':
      return query.receipt.startsWith('R02')
        ? ok(pastSale(query.receipt, language))
        : fail('receipt.unknown');
    case 'journal':
      return ok(sampleJournal(query.scope, view.currency));
    case 'journalSale':
      return ok(sampleJournalSale(language));
    case 'shifts':
      return ok(sampleShifts(view.shift.open !== null, view.currency));
    case 'shiftReport':
      return ok(sampleReport(query.shift, language));
    case 'balance':
      return query.number.startsWith('600000000000002')
        ? ok({
            kind: query.kind,
            last4: '0025',
            currency: view.currency,
            balance: price(language, 8230, 56_000),
            state: 'open',
            expires: null,
            lockedBy: null,
          })
        : fail('instrument.unknown');
  }
}

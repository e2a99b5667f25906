/** What each entry of the journal adds to its shift. Register and head office reckon with this alone, so that they cannot differ. */
import type { EntryBody } from './entry.ts';
import { add, negate, subtract, zero, type Minor } from './money.ts';
import type { Sale } from './sale.ts';
import { addSums, foreignSum, type ShiftId, type ShiftSum } from './shift.ts';
import type { Tender } from './tender.ts';

/** The shift that an entry belongs to; null for none. */
export function shiftOf(body: EntryBody): ShiftId | null {
  switch (body.kind) {
    case 'sale':
      return body.sale.shift;
    case 'void':
      return body.voided.shift ?? null;
    case 'audit':
      return body.audit.shift ?? null;
    case 'shift':
      return body.shift.shift;
  }
}

const sum = (what: string, amount: Minor, count = 1): ShiftSum => ({ what, count, amount });

/** What one entry adds to the sums of its shift; each name at most once. Register and head office reckon with this alone. */
export function shiftSums(body: EntryBody): ShiftSum[] {
  switch (body.kind) {
    case 'sale':
      return saleSums(body.sale);
    case 'void':
      return [sum('void', body.voided.total)];
    case 'audit':
      return body.audit.act === 'drawer' || body.audit.act === 'reprint'
        ? [sum(body.audit.act, zero)]
        : [];
    case 'shift': {
      const { did } = body.shift;
      return 'amount' in did ? [sum(did.act, did.amount)] : [];
    }
  }
}

function saleSums(sale: Sale): ShiftSum[] {
  const cards = sale.lines.filter((line) => line.kind === 'giftCard');
  const taxes = add(zero, ...sale.taxes.map((tax) => tax.tax));
  const optional: readonly (readonly [string, Minor])[] = [
    ['discount', sale.discount],
    ['tax', taxes],
    ['giftCards', add(zero, ...cards.map((line) => line.payable))],
  ];
  return [
    sum(sale.kind, sale.total),
    sum(sale.completion.offline ? 'offline' : 'online', sale.total),
    ...optional.flatMap(([what, amount]) => (amount === 0 ? [] : [sum(what, amount)])),
    ...tenderSums(sale),
    ...foreignSums(sale),
  ];
}

/** Per currency what came in of it, in its own minor units. */
function foreignSums({ tenders }: Sale): ShiftSum[] {
  const taken = tenders.flatMap((tender) => (tender.kind === 'currency' ? [tender.foreign] : []));
  return addSums(taken.map(({ currency, amount }) => sum(`${foreignSum}${currency}`, amount)));
}

/** Per kind of tender what came in and what went out; change goes off the cash that came in. */
function tenderSums({ tenders, change }: Sale): ShiftSum[] {
  const kinds = [...new Set(tenders.map((tender) => tender.kind))];
  // A check or foreign money that exceeds the total brings its change out of the drawer.
  const alone = change > 0 && !kinds.includes('cash') ? [sum('out:cash', change)] : [];
  const own = kinds.flatMap((kind): ShiftSum[] => {
    const same = tenders.filter((tender) => tender.kind === kind);
    const come = same.filter((tender) => tender.amount > 0);
    const gone = same.filter((tender) => tender.amount < 0);
    const back = kind === 'cash' ? change : zero;
    const total = (some: readonly Tender[]): Minor => add(zero, ...some.map((one) => one.amount));
    return [
      ...(come.length > 0 ? [sum(`in:${kind}`, subtract(total(come), back), come.length)] : []),
      ...(gone.length > 0 ? [sum(`out:${kind}`, negate(total(gone)), gone.length)] : []),
    ];
  });
  return [...own, ...alone];
}

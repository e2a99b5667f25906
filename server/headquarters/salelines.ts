/** The ledger effect of a sale: tenders are debited, goods, tax and new value credited; whatever does not add up is named and booked aside. */
import type { InstrumentKind } from '../../shared/instrument.ts';
import { defaultParameters } from '../../shared/parameters.ts';
import { saleFlaw, type Sale } from '../../shared/sale.ts';
import { isInstrumentTender } from '../../shared/tender.ts';
import { raise } from './exceptions.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { residue, type Line } from './ledger.ts';
import { findParameterVersion } from './parameters.ts';
import type { Settlement } from './standing.ts';
import type { EntryTable, RegisterTable } from './tables.ts';

export type PostedSale = {
  readonly sale: Sale;
  readonly entry: EntryTable;
  readonly register: RegisterTable;
};

/** All lines of the sale's book, with those of its instruments. Re-derives the totals and the completion rule on the way; a breach still posts (PROTOCOL P6, R7). */
export async function saleLines(
  headquarters: Headquarters,
  act: Act,
  posted: PostedSale,
  settlements: readonly Settlement[],
): Promise<Line[]> {
  const { sale } = posted;
  const facts = factsOf(posted);
  const breach = await ruleBreach(act, sale);
  if (breach !== undefined)
    await raise(headquarters, act, {
      ...facts,
      kind: 'ruleBreach',
      amount: sale.total,
      detail: breach,
    });
  const lines = [...plainLines(sale), ...settlements.flatMap((settlement) => settlement.lines)];
  const flaw = flawOf(posted);
  const left = residue(lines);
  if (flaw === undefined && left === 0) return lines;
  await raise(headquarters, act, {
    ...facts,
    kind: 'saleFlaw',
    amount: sale.total,
    other_amount: left,
    detail: flaw ?? 'tenders and lines do not balance',
  });
  return [...lines, { account: 'exceptions', amount: left }];
}

/** What the instruments of a sale gave and got, against the exceptions account: its own sums cannot be booked (PROTOCOL P6). */
export async function instrumentLines(
  headquarters: Headquarters,
  act: Act,
  posted: PostedSale,
  settlements: readonly Settlement[],
  why: string,
): Promise<Line[]> {
  await raise(headquarters, act, {
    ...factsOf(posted),
    kind: 'saleFlaw',
    amount: posted.sale.total,
    detail: `only its instruments are booked: ${why}`,
  });
  return settlements.flatMap(({ lines }): Line[] => [
    ...lines,
    { account: 'exceptions', amount: residue(lines) },
  ]);
}

const factsOf = ({ sale, entry, register }: PostedSale) => ({
  register: register.id,
  sale: sale.id,
  receipt: sale.receipt,
  entry: entry.hash,
  entry_number: entry.number,
  currency: sale.currency,
});

/** Cash, card, check, foreign money, rounding, sales and tax. */
function plainLines(sale: Sale): Line[] {
  const tendered = (kind: 'cash' | 'card' | 'check'): number =>
    sale.tenders.reduce((sum, tender) => sum + (tender.kind === kind ? tender.amount : 0), 0);
  const net = sale.lines.reduce((sum, line) => sum + (line.kind === 'product' ? line.net : 0), 0);
  return [
    { account: 'cash', amount: tendered('cash') - sale.change },
    { account: 'card', amount: tendered('card') },
    { account: 'check', amount: tendered('check') },
    ...sale.tenders.flatMap((tender): Line[] =>
      tender.kind === 'currency'
        ? [{ account: `currency:${tender.foreign.currency}`, amount: tender.amount }]
        : [],
    ),
    { account: 'rounding', amount: -sale.rounding },
    { account: 'sales', amount: -net },
    ...sale.taxes.map((tax): Line => ({ account: `tax:${tax.code}`, amount: -tax.tax })),
  ];
}

/** Why the sale does not add up or does not belong here; undefined when all is well. */
export function flawOf({
  sale,
  register,
}: Pick<PostedSale, 'sale' | 'register'>): string | undefined {
  if (sale.register !== register.id) return 'the sale names another register than its entry';
  if (sale.store !== register.store) return 'the sale names another store than its register';
  try {
    return saleFlaw(sale);
  } catch (error) {
    // Sums that leave the range in which money is exact.
    return error instanceof Error ? error.message : 'the sums cannot be reckoned';
  }
}

/** Why the sale should not have been completed as it says it was; undefined when the rule was kept as far as headquarters can tell. */
async function ruleBreach(act: Act, sale: Sale): Promise<string | undefined> {
  const { completion } = sale;
  const amounts = new Map<InstrumentKind, number>();
  for (const tender of sale.tenders.filter(isInstrumentTender))
    amounts.set(tender.kind, (amounts.get(tender.kind) ?? 0) + Math.abs(tender.amount));
  for (const line of sale.lines)
    if (line.kind === 'giftCard')
      amounts.set('giftCard', (amounts.get('giftCard') ?? 0) + Math.abs(line.amount));
  if (completion.offline !== (completion.link !== 'online'))
    return `it says offline ${completion.offline} with the link ${completion.link}`;
  if (amounts.size === 0) return undefined;
  if (completion.rule === 'noInstrument')
    return 'it holds an instrument and says that it holds none';
  if (!completion.offline) return undefined;
  if (completion.rule !== 'parameter')
    return 'it was finished without the real-time service and names no parameter';
  const parameters =
    completion.parameterVersion === 0
      ? defaultParameters
      : await findParameterVersion(act, completion.parameterVersion);
  if (parameters === undefined)
    return `it names parameter version ${completion.parameterVersion}, which does not exist`;
  for (const [kind, amount] of amounts) {
    const rule = parameters.posting[kind];
    if (!rule.completeOffline)
      return `version ${parameters.version} does not let a sale with a ${kind} be finished offline`;
    if (rule.mostPerSale !== null && amount > rule.mostPerSale)
      return `version ${parameters.version} allows ${rule.mostPerSale} of ${kind} offline and the sale holds ${amount}`;
  }
  return undefined;
}

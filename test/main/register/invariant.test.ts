/** Any sequence of commands, refusals, grants and losses of the line keeps what must always hold (DESIGN section 10). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readOpenCart } from '../../../main/database/carts.ts';
import { entriesToSend } from '../../../main/database/journal.ts';
import { openAsk, wanted } from '../../../main/database/locks.ts';
import { lastSale } from '../../../main/database/sales.ts';
import type { Command } from '../../../shared/bridge/command.ts';
import { cartRequests, totals } from '../../../shared/cart.ts';
import type { EntryContent } from '../../../shared/entry.ts';
import type { InstrumentKind } from '../../../shared/instrument.ts';
import { minor } from '../../../shared/money.ts';
import { assert } from '../../../shared/fault.ts';
import { saleFlaw, type Sale } from '../../../shared/sale.ts';
import { readEntry } from '../../../shared/wire/entry.ts';
import { instrumentNumber } from '../../make/number.ts';
import { afterKill, endBench, makeSelling, type Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

type Step =
  | { readonly do: 'command'; readonly command: Command }
  | { readonly do: 'payAll'; readonly how: 'cash' | 'card' }
  | {
      readonly do: 'payHeld';
      readonly kind: InstrumentKind;
      readonly number: string;
      readonly balance: number;
    }
  | { readonly do: 'giveBack' }
  | { readonly do: 'grant'; readonly balance: number }
  | { readonly do: 'refuse' }
  | { readonly do: 'lose' }
  | { readonly do: 'turn'; readonly to: 'online' | 'offline' };

const line = fc.integer({ min: 1, max: 6 });
const number = fc.integer({ min: 1, max: 4 }).map(instrumentNumber);
const amount = fc.integer({ min: -300, max: 30_000 }).map(minor);
const kind = fc.constantFrom('giftCard' as const, 'creditMemo' as const);
const plain = fc.constantFrom<Command['command']>(
  'voidSale',
  'suspend',
  'openPayment',
  'closePayment',
  'giveUp',
  'complete',
  'newSale',
  'printAgain',
  'openDrawer',
  'dismissRefusal',
  'dismissWarning',
);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('P1', 'P2', 'P3', 'P4', 'P9')
      .map((code): Command => ({ command: 'scan', code })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      command: fc.constant('payInstrument' as const),
      kind,
      number,
      amount: fc.option(amount),
    }),
  },
  plain.map((name) => ({ command: name }) as Command),
  fc.record({
    command: fc.constant('quantity' as const),
    line,
    quantity: fc.integer({ min: -3000, max: 5000 }),
  }),
  fc.record({
    command: fc.constant('discount' as const),
    line,
    percentOff: fc.integer({ min: 0, max: 100_000 }),
  }),
  fc.record({
    command: fc.constant('discount' as const),
    line,
    amountOff: fc.integer({ min: 0, max: 2000 }),
  }),
  fc.record({
    command: fc.constant('totalDiscount' as const),
    percentOff: fc.integer({ min: 0, max: 100_000 }),
  }),
  fc.record({
    command: fc.constant('totalDiscount' as const),
    amountOff: fc.integer({ min: 0, max: 20_000 }),
  }),
  fc.record({
    command: fc.constant('price' as const),
    line,
    unitPrice: fc.option(fc.integer({ min: 0, max: 20_000 }).map(minor)),
  }),
  fc.record({
    command: fc.constant('saleTax' as const),
    tax: fc.option(fc.constantFrom('sales', 'none')),
  }),
  fc.record({ command: fc.constant('return' as const), line }),
  fc.record({ command: fc.constant('voidLine' as const), line }),
  fc.record({ command: fc.constant('removeTender' as const), tender: line }),
  fc.record({ command: fc.constant('payCash' as const), amount }),
  fc.record({ command: fc.constant('refundInstrument' as const), kind, number: fc.option(number) }),
  fc.record({
    command: fc.constant('giftCard' as const),
    purpose: fc.constantFrom('issue' as const, 'addValue' as const),
    number,
    amount,
  }),
  fc.record({
    command: fc.constant('returnReceipt' as const),
    receipt: fc.constantFrom('R02-000001', 'R02-000002'),
    lines: fc.array(fc.record({ line, quantity: fc.constantFrom(500, 1000, 2000) }), {
      maxLength: 3,
    }),
  }),
);
const balance = fc.integer({ min: 0, max: 60_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: command.map((given): Step => ({ do: 'command', command: given })) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('cash' as const, 'card' as const)
      .map((how): Step => ({ do: 'payAll', how })),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({ kind, number, balance })
      .map((given): Step => ({ do: 'payHeld', ...given })),
  },
  { weight: 4, arbitrary: balance.map((given): Step => ({ do: 'grant', balance: given })) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'giveBack' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'turn', to: 'online' }) },
  fc.constantFrom<Step>({ do: 'refuse' }, { do: 'lose' }, { do: 'turn', to: 'offline' }),
);

const contents = (bench: Bench): EntryContent[] =>
  entriesToSend(bench.db, [], 10_000).map((entry) => {
    const content = readEntry(entry);
    if (!content.ok) throw new Error(content.fault.code);
    return content.value;
  });

/** Everything of the register that is a fact, as text. */
const facts = (bench: Bench): string =>
  JSON.stringify([readOpenCart(bench.db), wanted(bench.db), contents(bench).length]);

function expectWhole(bench: Bench): void {
  const cart = readOpenCart(bench.db);
  const wants = wanted(bench.db);
  const held = wants.filter((row) => row.state === 'held').map((row) => row.request);
  expect(held.toSorted()).toEqual(cart ? [...cartRequests(cart)].toSorted() : []);
  const sums = cart && totals(cart);
  assert(cart !== null || openAsk(bench.db) === null, 'an ask has its sale');
  assert(!sums || sums.paid - sums.change + sums.due === sums.total, 'what is due is what is left');
  const entries = contents(bench);
  expect(entries.map((entry) => entry.number)).toEqual(entries.map((_, index) => index + 1));
  const sales = entries.flatMap((entry): Sale[] =>
    entry.body.kind === 'sale' ? [entry.body.sale] : [],
  );
  sales.forEach((sale, index) => {
    expect(sale.receipt).toBe(`R02-${String(index + 1).padStart(6, '0')}`);
    expect(saleFlaw(sale)).toBeUndefined();
  });
  const spent = sales.flatMap((sale) => sale.grants.map((signed) => signed.grant.request));
  expect(
    wants
      .filter((row) => row.state === 'spent')
      .map((row) => row.request)
      .toSorted(),
  ).toEqual(spent.toSorted());
  expect(bench.ports.witness.read()).toHaveLength(entries.length);
  bench.view();
}

async function take(bench: Bench, taken: Step): Promise<void> {
  const before = facts(bench);
  const give = async (given: Command): Promise<void> => {
    const result = await bench.register.command(given);
    assert(result.ok || facts(bench) === before, 'a refused command changes nothing');
    const paying = given.command === 'payCash' || given.command === 'payCard';
    const due = bench.view().cart?.totals.due;
    assert(!paying || !result.ok || due !== 0, 'the tender that settles a sale completes it');
  };
  switch (taken.do) {
    case 'command':
      return give(taken.command);
    case 'payAll': {
      const due = bench.view().cart?.totals.due ?? minor(0);
      if (due === 0) return give({ command: 'complete' });
      return give(
        taken.how === 'cash'
          ? { command: 'payCash', amount: due }
          : { command: 'payCard', amount: due, reference: 'T' },
      );
    }
    case 'payHeld': {
      const due = bench.view().cart?.totals.due ?? minor(0);
      const { kind: held, number: typed } = taken;
      await (due < 0
        ? give({
            command: 'refundInstrument',
            kind: held,
            number: held === 'giftCard' ? typed : null,
          })
        : give({ command: 'payInstrument', kind: held, number: typed, amount: null }));
      if (openAsk(bench.db)) bench.headquarters.grant(taken.balance);
      return;
    }
    case 'giveBack': {
      const last = lastSale(bench.db);
      const line = last?.lines.find((sold) => sold.kind === 'product' && sold.quantity > 0);
      if (!last || line?.kind !== 'product') return;
      const lines = [{ line: line.line, quantity: line.quantity }];
      return give({ command: 'returnReceipt', receipt: last.receipt, lines });
    }
    case 'grant':
      if (openAsk(bench.db)) bench.headquarters.grant(taken.balance);
      return;
    case 'refuse':
      if (openAsk(bench.db)) bench.headquarters.refuse('instrument.unknown');
      return;
    case 'lose': {
      const [row] = wanted(bench.db).filter((candidate) => candidate.state === 'held');
      if (row) bench.headquarters.lose(row.request);
      return;
    }
    case 'turn':
      bench.line.turn(taken.to);
      bench.register.linkChanged();
  }
}

it('keeps every sum, lock, number and receipt whole, and a kill changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const bench = await makeSelling();
      try {
        for (const taken of steps) {
          await take(bench, taken);
          expectWhole(bench);
        }
        const asked = openAsk(bench.db)?.request;
        const killed = afterKill(bench);
        try {
          await killed.act({ command: 'signIn', staff: mei.id, pin });
          expect(readOpenCart(killed.db)).toEqual(readOpenCart(bench.db));
          expect(wanted(killed.db)).toEqual(
            wanted(bench.db).filter((row) => row.request !== asked),
          );
          expect(killed.view().screen).toBe(bench.view().screen);
          expectWhole(killed);
        } finally {
          killed.discard();
        }
      } finally {
        endBench(bench);
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);

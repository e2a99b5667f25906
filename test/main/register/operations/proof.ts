/** What proves an operation's offline flag: each of its uses, invoked on a real register whose line is cut. */
import type { Command } from '../../../../shared/bridge/command.ts';
import type { Query } from '../../../../shared/bridge/query.ts';
import type { OperationKey } from '../../../../shared/operations/catalogue.ts';
import type { Ports } from '../../../../main/register/desk.ts';
import { minor } from '../../../../shared/money.ts';
import { instrumentNumber } from '../../../make/number.ts';
import { hundred } from '../../../make/product.ts';
import type { Bench } from '../../../make/register.ts';

type Act = Command | Query;
export type Proof = {
  /** Ports that the operation needs besides. */
  readonly ports?: Partial<Ports>;
  /** Who invokes it; somebody who may. */
  readonly by?: 'manager' | 'nobody';
  /** Brings the register to where it may be invoked, before the line is cut. */
  readonly ready?: (bench: Bench) => Promise<void>;
  readonly act: Act | ((bench: Bench) => Act);
};
/** One proof per use of a command, and one per question. */
export type Proofs = Partial<Readonly<Record<OperationKey, readonly Proof[]>>>;

/** A sale of one product for 100.00. */
export const selling = (bench: Bench): Promise<void> =>
  bench.act({ command: 'addProduct', product: hundred.id });

/** The same at its payment. */
export async function paying(bench: Bench): Promise<void> {
  await selling(bench);
  await bench.act({ command: 'openPayment' });
}

/** Goods of 100.00 that come back, at payment. */
export async function refunding(bench: Bench): Promise<void> {
  await selling(bench);
  await bench.act({ command: 'return', line: 1 });
  await bench.act({ command: 'openPayment' });
}

/** A sale that was paid, its receipt on the screen. */
export async function sold(bench: Bench): Promise<void> {
  await paying(bench);
  await bench.act({ command: 'payCash', amount: minor(10_000) });
}

/** A gift card in the payment of 100.00. */
export async function holding(bench: Bench, balance = 8000): Promise<void> {
  await paying(bench);
  await bench.act({
    command: 'payInstrument',
    kind: 'giftCard',
    number: instrumentNumber(1),
    amount: null,
  });
  bench.headquarters.grant(balance);
}

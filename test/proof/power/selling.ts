/** A day at one register: cash, cards on a terminal, gift cards held and let go, voided sales. */
import { minor } from '../../../shared/money.ts';
import { instrumentNumber } from '../../make/number.ts';
import { hundred, soap } from '../../make/product.ts';
import type { Bench } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

const restEvery = 7;

export type Watching = {
  /** Hears each receipt once its command was answered. */
  readonly tell: (receipt: string) => void;
  /** A quiet moment. */
  readonly rest: () => void;
};

/** Makes so many sales. */
export async function sellDay(
  bench: Bench,
  sales: number,
  { tell, rest }: Watching,
): Promise<void> {
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  for (let sale = 1; sale <= sales; sale += 1) {
    if (sale > 1) await bench.act({ command: 'newSale' });
    await bench.act({ command: 'scan', code: soap.id });
    await bench.act({ command: 'addProduct', product: hundred.id });
    await bench.act({ command: 'openPayment' });
    if (sale % 3 !== 0) await hold(bench, sale);
    if (sale % 5 === 0) {
      await bench.act({ command: 'voidSale' });
      await bench.act({ command: 'addProduct', product: hundred.id });
      await bench.act({ command: 'openPayment' });
    }
    await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
    tell(bench.view().receipt?.receipt ?? '');
    if (sale % restEvery === 0) rest();
  }
}

async function hold(bench: Bench, sale: number): Promise<void> {
  const number = instrumentNumber(sale);
  await bench.act({ command: 'payInstrument', kind: 'giftCard', number, amount: minor(5000) });
  bench.headquarters.grant(8000);
}

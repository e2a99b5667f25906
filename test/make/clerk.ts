/**
 * A clerk in a process of its own, who sells as fast as the register lets until the process is killed. Each receipt is told on the standard
 * output once its command was answered. Arguments: the register's folder, and a seed for the ids.
 */
import { minor } from '../../shared/money.ts';
import { instrumentNumber } from './number.ts';
import { hundred, soap } from './product.ts';
import { openBench } from './register.ts';
import { mei, pin } from './staff.ts';

const [folder, seed] = process.argv.slice(2);
if (folder === undefined) throw new Error('a clerk needs the folder of a register');
const bench = openBench({ folder, seed: Number(seed) });
await bench.act({ command: 'signIn', staff: mei.id, pin });
if (bench.view().cart) await bench.act({ command: 'voidSale' });
process.stdout.write('open\n');
for (let sale = 1; ; sale += 1) {
  await bench.act({ command: 'scan', code: soap.id });
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'openPayment' });
  await bench.act({ command: 'payCard', amount: minor(5000), reference: 'T' });
  const number = instrumentNumber(Number(seed) + sale);
  await bench.act({ command: 'payInstrument', kind: 'giftCard', number, amount: minor(5000) });
  bench.headquarters.grant(8000);
  await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  process.stdout.write(`${bench.view().receipt?.receipt ?? ''}\n`);
}

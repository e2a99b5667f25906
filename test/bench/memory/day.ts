/** A register that sells all day, as a process of its own. Its one argument is the number of sales. */
import { holdYoungGeneration } from '../../../main/app/younggeneration.ts';
import { answerNewest, makeGiftTill, tenderGiftSale } from '../../make/giftsale.ts';
import { endBench } from '../../make/register.ts';
import { tellHeld } from './held.ts';

// As the main process begins.
holdYoungGeneration();
const sales = Number(process.argv[2]);
const bench = await makeGiftTill();
await tellHeld(0);
for (let sale = 1; sale <= sales; sale += 1) {
  await tenderGiftSale(bench, sale);
  await bench.act({ command: 'complete' });
  bench.view();
  answerNewest(bench);
  // What the bench itself keeps: its printer's papers.
  bench.printed.length = 0;
  if (sale === 100 || sale % 500 === 0) await tellHeld(sale);
}
endBench(bench);

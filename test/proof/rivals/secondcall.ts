/** The debit in a second call, restated: the sale is written, then the card is debited by a request of its own, tried again when no answer comes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { SeededChance } from '../../../tools/replay/chance.ts';
import { openProxy, type Fate } from '../proxy.ts';

export type SecondCall = { readonly twice: number; readonly never: number };

const tries = 2;

/** Real requests through the faulty proxy of row "answers". Answers how many sales were debited more than once, and how many not at all. */
export async function debitBySecondCall(
  sales: number,
  chance: SeededChance,
  fateOf: (chance: SeededChance) => Fate,
): Promise<SecondCall> {
  const debits = new Map<string, number>();
  const server = createServer((request, answer) => {
    const sale = request.url ?? '';
    debits.set(sale, (debits.get(sale) ?? 0) + 1);
    answer.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server needs a port');
  const decide = (): Fate => {
    const fate = fateOf(chance);
    return fate.fate === 'delayed' ? { fate: 'passed' } : fate;
  };
  const proxy = await openProxy(`http://127.0.0.1:${address.port}`, { decide });
  for (let sale = 0; sale < sales; sale += 1) {
    for (let left = tries; left > 0; left -= 1) {
      const isDone = await fetch(`${proxy.url}/${sale}`, { method: 'POST' }).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isDone) break;
    }
  }
  await proxy.close();
  server.closeAllConnections();
  server.close();
  const twice = [...debits.values()].filter((times) => times > 1).length;
  return { twice, never: sales - debits.size };
}

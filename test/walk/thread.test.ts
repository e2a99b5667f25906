import { afterAll, beforeAll, expect, test } from 'vitest';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { openShift } from '../../tools/replay/clerk.ts';
import { openFloor, type Counter, type Floor } from './counter.ts';

let floor: Floor;
let first: Counter;
let second: Counter;
const mug = products[0];

beforeAll(async () => {
  floor = await openFloor();
  first = await floor.open('R-01');
  second = await floor.open('R-02');
  await first.clerk.must({ command: 'signIn', staff: staff.meiLin.id, pin: staff.meiLin.pin });
  await second.clerk.must({ command: 'signIn', staff: staff.tomas.id, pin: staff.tomas.pin });
  for (const { clerk } of [first, second]) await openShift(clerk);
}, 60_000);
afterAll(async () => {
  await floor.close();
});

const scan = async (counter: Counter): Promise<void> =>
  counter.clerk.must({ command: 'scan', code: mug?.barcodes[0] ?? '' });
const askCard = async (counter: Counter) => {
  await counter.clerk.must({ command: 'openPayment' });
  await counter.clerk.must({
    command: 'payInstrument',
    kind: 'giftCard',
    number: instruments.card.number,
    amount: null,
  });
  return counter.clerk.until('an answer', (view) => view.ask === null);
};

test('a sale with a locked gift card outlives its line', { timeout: 60_000 }, async () => {
  await scan(first);
  expect((await askCard(first)).cart?.held).toHaveLength(1);

  await scan(second);
  expect((await askCard(second)).refusal?.fault).toMatchObject({
    code: 'instrument.locked',
    data: { register: 'R-01' },
  });
  await second.clerk.must({ command: 'dismissRefusal' });

  await first.cable.cut();
  expect((await first.clerk.until('the warning', (view) => view.warning !== null)).link.state).toBe(
    'offline',
  );
  await first.clerk.must({ command: 'complete' });
  expect(first.clerk.view().receipt?.completedOffline).toBe(true);
  expect((await askCard(second)).refusal?.fault.code).toBe('instrument.locked');
  await second.clerk.must({ command: 'dismissRefusal' });

  await first.cable.mend();
  await first.clerk.until(
    'all to be sent',
    (view) => view.link.state === 'online' && view.pending.count === 0,
  );
  await second.clerk.until('the card to be free', () => true);
  for (;;) {
    const seen = await askCard(second);
    if (seen.cart?.held.length === 1) break;
    await second.clerk.must({ command: 'dismissRefusal' });
  }
  const total = first.clerk.view().receipt?.total ?? 0;
  expect(second.clerk.cart().held[0]?.balance).toBe(instruments.card.balance - total);
});

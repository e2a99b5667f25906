import { expect, it } from 'vitest';
import { createRegister } from '../../../main/register/register.ts';
import { hundred } from '../../make/product.ts';
import { endBench, makeSelling } from '../../make/register.ts';
import { mei, pin } from '../../make/staff.ts';

it('names a record that was changed by hand, and sells on', async () => {
  const bench = await makeSelling();
  await bench.act({ command: 'addProduct', product: hundred.id });
  await bench.act({ command: 'payCash', amount: hundred.price });
  bench.db.sql.exec(`DROP TRIGGER journal_no_update;
    UPDATE journal SET content = replace(content, '"total":10000', '"total":1')`);
  const again = createRegister(bench.ports);
  expect(await again.command({ command: 'signIn', staff: mei.id, pin })).toMatchObject({
    ok: true,
  });
  expect(again.view().notice).toMatchObject({ code: 'journal.edited', data: { number: 1 } });
  for (const command of [
    { command: 'newSale' },
    { command: 'addProduct', product: hundred.id },
    { command: 'payCash', amount: hundred.price },
  ] as const)
    expect(await again.command(command)).toMatchObject({ ok: true });
  endBench(bench);
});

/** A register with its window and so many products, which came to it from head office as they do in a store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staff } from '../../../server/app/demonstration/people.ts';
import { runJob } from '../../../server/headquarters/distribution.ts';
import { saveProducts } from '../../../server/headquarters/masters.ts';
import type { Cashier } from '../../../tools/stage/cashier.ts';
import { openShop } from '../../../tools/stage/shop.ts';
import { goodsOf } from './goods.ts';
import { openProbe, type Probe } from './probe.ts';

export type Rig = {
  readonly cashier: Cashier;
  readonly probe: Probe;
  readonly count: number;
  readonly close: () => Promise<void>;
};

const atOnce = 50_000;
const patienceMs = 1_800_000;

/** Frames as soon as there is something to draw: what a display's own clock adds is no work of the register. */
const switches = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export async function openRig(count: number, tell: (line: string) => void): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const shop = await openShop(folder, { switches });
  const headquarters = shop.servers.headquarters.act();
  for (let from = 0; from < count; from += atOnce) {
    tell(`${from} of ${count} products at head office`);
    const size = Math.min(atOnce, count - from);
    await saveProducts(
      headquarters,
      Array.from({ length: size }, (_, index) => goodsOf(from + index)),
    );
  }
  await runJob(headquarters, '1040', true, 'bench');
  const till = await shop.openTill('R-01');
  const cashier = till.cashier();
  await cashier.until('the staff', (view) => view.people.length > 0);
  await cashier.signIn(staff.meiLin.name.en, staff.meiLin.pin);
  const last = goodsOf(count - 1).id;
  const end = Date.now() + patienceMs;
  tell('waiting for the products at the register');
  while (!(await knows(cashier, last))) {
    if (Date.now() > end) throw new Error(`the register did not get ${count} products`);
    await cashier.page.waitForTimeout(1_000);
  }
  return {
    cashier,
    count,
    probe: await openProbe(cashier.page),
    close: async () => {
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const knows = async ({ page }: Cashier, product: string): Promise<boolean> => {
  const query = { query: 'products', text: product, category: null, favourites: false, limit: 1 };
  const answer = await page.evaluate<{ readonly value?: readonly unknown[] }>(
    `window.holdfast.query(${JSON.stringify(query)})`,
  );
  return (answer.value?.length ?? 0) > 0;
};

/** From the last key of a scan, and from a quantity key, to the frame that shows the line. */
import type { Row } from '../row.ts';
import { againstFrame, carriage, closeRig, count, sharedRig } from './frame.ts';
import { goodsOf } from './goods.ts';
import type { Seen } from './probe.ts';
import type { Rig } from './rig.ts';

const sales = 6;
const scansOfSale = 16;
const keysOfSale = 16;
const restMs = 60;
/** Far apart, so that no cache has read the page of the next one. */
const stride = 7_919;

const lines = '.cart .lines';
const present = (all: readonly (Seen | null)[]): Seen[] => all.filter((one) => one !== null);

/** As fast as a scanner: all signs at once, and the key that ends them when they were heard. */
async function scan({ cashier }: Rig, code: string): Promise<void> {
  const { keyboard } = cashier.page;
  await Promise.all(code.split('').map((sign) => keyboard.press(sign)));
  await keyboard.press('Enter');
}

async function sell(rig: Rig, sale: number): Promise<Record<'scans' | 'keys' | 'idle', Seen[]>> {
  const { cashier, probe } = rig;
  const { page } = cashier;
  const see = async (act: () => Promise<void>): Promise<Seen | null> => {
    const seen = await probe.see(lines, act);
    await page.waitForTimeout(restMs);
    return seen;
  };
  const scans: (Seen | null)[] = [];
  const first = sale * scansOfSale;
  await scan(rig, goodsOf((first * stride) % count).barcodes[0] ?? '');
  await cashier.until('the first line', (view) => view.cart?.lines.length === 1);
  for (let line = 1; line < scansOfSale; line += 1)
    scans.push(
      await see(() => scan(rig, goodsOf(((first + line) * stride) % count).barcodes[0] ?? '')),
    );
  const keys: (Seen | null)[] = [];
  for (let key = 0; key < keysOfSale; key += 1)
    keys.push(await see(() => page.keyboard.press('+')));
  const idle: (Seen | null)[] = [];
  for (let key = 0; key < scansOfSale - 1; key += 1)
    idle.push(await see(() => page.keyboard.press('ArrowUp')));
  await cashier.pay();
  await cashier.finish();
  await cashier.newSale();
  return { scans: present(scans), keys: present(keys), idle: present(idle) };
}

type Found = Record<'scans' | 'keys' | 'idle', readonly Seen[]> & {
  readonly carried: readonly number[];
};
/** The two rows take turns with the same sales: each round is measured for both. */
const rounds: Promise<Found>[] = [];
const asked = { scans: 0, keys: 0 };

async function sellAll(tell: (line: string) => void): Promise<Found> {
  const rig = await sharedRig(tell);
  const carried = await carriage(rig);
  await sell(rig, 0);
  const found: Record<'scans' | 'keys' | 'idle', Seen[]> = { scans: [], keys: [], idle: [] };
  for (let sale = 1; sale <= sales; sale += 1) {
    tell(`sale ${sale} of ${sales}`);
    const one = await sell(rig, sale);
    for (const what of ['scans', 'keys', 'idle'] as const) found[what].push(...one[what]);
  }
  return { ...found, carried };
}

const rowOf = (what: 'scans' | 'keys', name: string, title: string): Row => ({
  name,
  title,
  command: `npm run bench -- ${name}`,
  against: 'one frame',
  limit: { atMost: 1 },
  run: async (tell) => {
    const round = asked[what];
    asked[what] += 1;
    const { carried, idle, ...found } = await (rounds[round] ??= sellAll(tell));
    const wanted = sales * (what === 'scans' ? scansOfSale - 1 : keysOfSale);
    return againstFrame(found[what], { idle, carried, unseen: wanted - found[what].length });
  },
  end: closeRig,
});

export const scanRow = rowOf(
  'scans',
  'paint',
  'The last key of a scan to its painted line, p95, in the window',
);
export const keyRow = rowOf(
  'keys',
  'paint-key',
  'A quantity key to its painted line, p95, in the window',
);

/** Row "clocks": a register sells against real services while somebody sets its clock to and fro. */
import { join } from 'node:path';
import { seededChance } from '../../../tools/replay/chance.ts';
import type { Clock } from '../../../shared/identity.ts';
import type { ConnectionStatus } from '../../../shared/bridge/query.ts';
import { account, gapsIn, readJournal, settleDown } from '../account.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { must, openShop } from '../shop.ts';
import { closeDay, sellOnce, signIn, startTill, waitForLine } from '../till.ts';

const hour = 3_600_000;
/** Most that the shown drift may be beside the true one: the time of a heartbeat on a busy machine. */
const nearMs = 30_000;

/** Where a clock may be set, as milliseconds that it is ahead of the true one. */
const settings: readonly (readonly [name: string, ahead: (now: number) => number])[] = [
  ['right', () => 0],
  ['a day ahead', () => 24 * hour],
  ['a day back', () => -24 * hour],
  ['the hour before summer time ends', (now) => Date.parse('2026-10-25T00:59:30.000Z') - now],
  ['the hour after summer time began', (now) => Date.parse('2026-03-29T01:00:30.000Z') - now],
  ['the end of a leap day', (now) => Date.parse('2028-02-29T23:59:58.000Z') - now],
  ['three minutes back', () => -hour / 20],
];

async function run({ folder, seed, count, tell }: Ground): Promise<Finding> {
  const zone = process.env['TZ'];
  // A place that has summer time.
  process.env['TZ'] = 'Europe/Berlin';
  const shop = await openShop(join(folder, 'servers'), { registers: 1, cards: 4 });
  let ahead = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + ahead).toISOString(),
    running: () => performance.now(),
  };
  const [code = ''] = shop.codes.values();
  const own = join(folder, 'register');
  const till = startTill({ folder: own, channel: shop.servers.channel.url, code, clock });
  await signIn(till, true);
  const chance = seededChance(seed);
  const acknowledged: string[] = [];
  let jumps = 0;
  let drifts = 0;
  let unseen = 0;
  const { clerk } = till;
  const shownAhead = async (): Promise<number> => {
    const answered = must(await till.body.query({ query: 'connection' })) as ConnectionStatus;
    return answered.clockAhead ?? 0;
  };
  for (let sale = 0; sale < count; sale += 1) {
    const [, set] = settings[sale % settings.length] ?? ['', () => 0];
    ahead = set(Date.now());
    jumps += 1;
    const selling = { clerk, chance, cards: shop.cards };
    await waitForLine(clerk);
    const receipt = await sellOnce(selling);
    if (receipt !== null) acknowledged.push(receipt);
    for (let looks = 0; Math.abs((await shownAhead()) - ahead) > nearMs; looks += 1) {
      if (looks === 50) {
        unseen += 1;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    drifts += 1;
    if (drifts % 100 === 0) tell(`${drifts} jumps of the clock`);
  }
  ahead = 0;
  await closeDay(till);
  await settleDown(shop.servers.headquarters.act());
  await till.body.stop();
  const finding = await account({ shop, folders: [own], acknowledged });
  const receipts = readJournal(own).sales.map((sale) => Number(sale.receipt.split('-').at(-1)));
  await shop.servers.stop();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  return {
    ...finding,
    losses: {
      ...finding.losses,
      'receipts out of order': gapsIn(receipts),
      'drifts that were not shown': unseen,
    },
    seen: { ...finding.seen, 'jumps of the clock': jumps, 'drifts looked for': drifts },
  };
}

export const clocksRow: Row = {
  name: 'clocks',
  title: 'Clocks',
  method:
    'Before each sale the clock of a register is set: right, a day ahead, a day back, into the hours around summer time, to the end of a leap day, three minutes back. Numbers, order, locks and books must hold, and the drift must be shown in Connection status.',
  unit: 'jumps',
  small: 7,
  full: 700,
  run,
};

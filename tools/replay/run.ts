/** Replays a file of invoices through one register while its line comes and goes, then compares all sums. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBody } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import { startLocalServers } from '../../server/app/local.ts';
import { liveLocks } from '../../server/headquarters/books.ts';
import type { Headquarters } from '../../server/headquarters/headquarters.ts';
import { layCable } from '../cable.ts';
import { catalogueOf } from './catalogue.ts';
import { seededChance } from './chance.ts';
import { employClerk, openShift, type Clerk } from './clerk.ts';
import { ring, type Rung } from './day.ts';
import { cashier, openHeadOffice } from './headoffice.ts';
import type { Invoice } from './invoices.ts';
import { planLine, type LinePlan } from './line.ts';
import { tieOut, type TieOut } from './tieout.ts';
import { openWallet, type Wallet } from './wallet.ts';

export type Replayed = {
  readonly tied: TieOut;
  readonly rung: readonly Rung[];
  readonly cuts: ReturnType<LinePlan['cuts']>;
  readonly wallet: Wallet;
};

const cutProbability = 0.25;
const drainMs = 120_000;
const lookMs = 200;

/** `progress` is told of each invoice. The register, its channel and headquarters run in this process, on SQLite files that go afterwards. */
export async function replay(
  invoices: readonly Invoice[],
  seed: number,
  progress: (done: number, clerk: Clerk, line: LinePlan) => void,
): Promise<Replayed> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-replay-'));
  const servers = await startLocalServers({
    folder: join(folder, 'servers'),
    seed: false,
    settings: { poll: 100 },
  });
  const headquarters = servers.headquarters.act();
  const opened = await openHeadOffice(headquarters, catalogueOf(invoices));
  const cable = await layCable(servers.channel.url);
  const chance = seededChance(seed);
  const wallet = openWallet(opened.giftCards, chance);
  const body = startBody({
    folder: join(folder, 'register'),
    version: 'replay',
    device: 'replay',
    provisioning: { channel: cable.url, activationCode: opened.activationCode },
    clock: systemClock,
    chance: systemChance,
    // The key store of an operating system is not what a replay is about.
    seal: (text) => Buffer.from(text).toString('base64'),
    unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
    papers: wallet.keepVouchers,
    drawer: () => undefined,
  });
  const clerk = employClerk(body);
  const line = planLine(cable, clerk, chance, cutProbability);
  await clerk.until(
    'the catalogue',
    (view) =>
      view.people.length > 0 &&
      view.catalogueAt !== null &&
      view.parameterVersion > 0 &&
      view.link.state === 'online',
  );
  await clerk.must({ command: 'signIn', staff: cashier.id, pin: cashier.pin });
  await openShift(clerk);
  const rung: Rung[] = [];
  for (const invoice of invoices) {
    rung.push(await ring({ clerk, line, wallet, chance }, invoice));
    progress(rung.length, clerk, line);
  }
  await line.mend();
  await clerk.until('everything to be sent', (view) => view.pending.count === 0);
  await drained(headquarters, rung.length);
  await body.stop();
  const tied = await tieOut(invoices, rung, join(folder, 'register', 'register.db'), headquarters);
  await cable.cut();
  await servers.stop();
  rmSync(folder, { recursive: true });
  return { tied, rung, cuts: line.cuts(), wallet };
}

/** Waits until headquarters has posted every sale and released every lock; what is missing after two minutes shows in the comparison. */
async function drained(headquarters: Headquarters, sales: number): Promise<void> {
  const end = Date.now() + drainMs;
  for (;;) {
    const locks = (await liveLocks(headquarters)).size;
    const posted = await headquarters.db.query
      .selectFrom('entry')
      .select('hash')
      .where('receipt', 'is not', null)
      .where('state', '=', 'posted')
      .execute();
    if ((locks === 0 && posted.length >= sales) || Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

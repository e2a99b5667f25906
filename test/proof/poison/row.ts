/** Row "poison": some entries of each chain can never be read, and some come twice; all others must arrive all the same. */
import { join } from 'node:path';
import { activate } from '../../../main/sync/activate.ts';
import { startChannel } from '../../../server/app/channel.ts';
import { startHeadquarters } from '../../../server/app/headquarters.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import { books } from '../../../server/headquarters/books.ts';
import { createChannel } from '../../../server/headquarters/channels.ts';
import type { Headquarters } from '../../../server/headquarters/headquarters.ts';
import { saveStore } from '../../../server/headquarters/masters.ts';
import { createActivationCode, saveRegister } from '../../../server/headquarters/registers.ts';
import { headquartersPaths } from '../../../shared/wire/channel.ts';
import { haveSchema } from '../../../shared/wire/journal.ts';
import { channelPaths, wireHeader, wireVersion } from '../../../shared/wire/register.ts';
import { seededChance } from '../../../tools/replay/chance.ts';
import { openProxy } from '../proxy.ts';
import type { Finding, Ground, Row } from '../row.ts';
import { must, registerNames } from '../shop.ts';
import { makeChain, type Chain } from './entries.ts';

const registers = 2;
const page = 50;
const mostRests = 600;
const restMs = 100;
/** Of fewer entries a run is too short for its time to tell anything. */
const timedFrom = 4000;

type Run = {
  readonly states: ReadonlyMap<string, string>;
  readonly books: number;
  readonly flaws: readonly string[];
  readonly pages: number;
  readonly bytes: number;
  readonly seconds: number;
};

/** Sends the chains through a new channel to a new head office, and waits until every good entry is posted. */
async function sendAll(folder: string, chains: readonly Chain[]): Promise<Run> {
  const common = { clock: systemClock, chance: systemChance, log: () => undefined, port: 0 };
  const office = join(folder, 'headquarters');
  const address = { file: join(office, 'headquarters.sqlite') };
  const running = must(await startHeadquarters({ ...common, folder: office, address }));
  const { headquarters } = running;
  const codes = await prepare(headquarters);
  let pages = 0;
  let bytes = 0;
  const proxy = await openProxy(running.url, {
    decide: (path, length) => {
      if (path === headquartersPaths.push) {
        pages += 1;
        bytes += length;
      }
      return { fate: 'passed' };
    },
  });
  const own = join(folder, 'channel');
  const channel = must(
    await startChannel({
      ...common,
      folder: own,
      address: { file: join(own, 'channel.sqlite') },
      headquarters: proxy.url,
      channel: 'C1',
      token,
      settings: { poll: 100 },
    }),
  );
  await channel.channel.pullOnce();
  const began = performance.now();
  await Promise.all(
    chains.map(async (chain) => sendChain(channel.url, codes.get(chain.register) ?? '', chain)),
  );
  const states = await untilPosted(headquarters, chains);
  const seconds = (performance.now() - began) / 1000;
  const report = await books(headquarters);
  await channel.stop();
  await proxy.close();
  await running.stop();
  return { states, books: report.books, flaws: report.flaws, pages, bytes, seconds };
}

const token = 'channel-token-of-the-proof';

async function prepare(headquarters: Headquarters): Promise<Map<string, string>> {
  await createChannel(headquarters, { id: 'C1', name: 'Proof', token });
  const name = { en: 'Harbour Street', zh: '海港街' };
  const store = { store: 'S1', name, address: name, currency: 'USD', rates: [], channel: 'C1' };
  must(await saveStore(headquarters, store));
  const codes = new Map<string, string>();
  for (const id of registerNames(registers)) {
    await saveRegister(headquarters, { id, name: id, store: 'S1' });
    codes.set(id, must(await createActivationCode(headquarters, id)).code);
  }
  return codes;
}

async function sendChain(url: string, code: string, { register, sent }: Chain): Promise<void> {
  const { token: device } = must(await activate(url, code, 'proof'));
  const push = async (entries: Chain['sent']): Promise<void> => {
    const answer = await fetch(`${url}${channelPaths.push}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${device}`,
        'content-type': 'application/json',
        [wireHeader]: String(wireVersion),
      },
      body: JSON.stringify({ register, entries }),
    });
    haveSchema.parse(await answer.json());
  };
  for (let at = 0; at < sent.length; at += page) {
    const entries = sent.slice(at, at + page);
    await push(entries);
    // A register sends again what the channel did not take: its own copy is damaged, so it comes damaged again.
    await push(entries);
  }
}

async function untilPosted(
  { db }: Headquarters,
  chains: readonly Chain[],
): Promise<Map<string, string>> {
  const good = chains.flatMap((chain) => chain.good);
  for (let rests = 0; ; rests += 1) {
    const rows = await db.query.selectFrom('entry').select(['hash', 'state']).execute();
    const states = new Map(rows.map((row) => [row.hash, row.state]));
    if (rests === mostRests || good.every((hash) => states.get(hash) === 'posted')) return states;
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}

const ms = ({ seconds }: Run): number => Math.round(seconds * 1000);

async function run({ folder, seed, count, tell }: Ground): Promise<Finding> {
  const length = Math.ceil(count / registers);
  const chains = (share: number): Chain[] =>
    registerNames(registers).map((name, index) =>
      makeChain(name, length, share, seededChance(seed + index)),
    );
  const clean = await sendAll(join(folder, 'clean'), chains(0));
  tell(`clean: ${clean.pages} pages in ${clean.seconds.toFixed(1)} s`);
  const poisoned = chains(1);
  const run = await sendAll(join(folder, 'poisoned'), poisoned);
  tell(`poisoned: ${run.pages} pages in ${run.seconds.toFixed(1)} s`);
  const good = poisoned.flatMap((chain) => chain.good);
  const bad = poisoned.flatMap((chain) => chain.bad);
  const total = (which: 'twice'): number => poisoned.reduce((sum, chain) => sum + chain[which], 0);
  return {
    losses: {
      'good entries that did not arrive': good.filter((hash) => run.states.get(hash) !== 'posted')
        .length,
      'sales booked more than once': run.books - good.length,
      'poison that was posted': bad.filter((hash) => run.states.get(hash) === 'posted').length,
      'bytes beyond twice the clean run': Math.max(0, run.bytes - 2 * clean.bytes),
      ...(count < timedFrom
        ? {}
        : { 'ms beyond twice the clean run': Math.max(0, ms(run) - 2 * ms(clean)) }),
    },
    seen: {
      'good entries': good.length,
      'unreadable entries': bad.length,
      'entries sent twice': total('twice'),
      'bytes sent up, clean': clean.bytes,
      'bytes sent up, poisoned': run.bytes,
      'ms until all good entries were posted, clean': ms(clean),
      'ms, poisoned': ms(run),
    },
    flaws: run.flaws,
  };
}

export const poisonRow: Row = {
  name: 'poison',
  title: 'Poison',
  method:
    'Two registers send chains through a real channel to head office; one entry in a hundred can never be read (of an unknown kind, or damaged at its sender) and one in a hundred comes twice; compared with a clean run of the same length, in bytes and in time.',
  unit: 'entries',
  small: 240,
  full: 4000,
  alone: true,
  run,
};

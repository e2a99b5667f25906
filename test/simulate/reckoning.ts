/** The end of a history: everything that was committed is posted once, and no money came or went on the way (PROTOCOL 8.4 to 8.7). */
import { pageOf } from '../../server/channel/contents.ts';
import { allLinks } from '../../server/channel/have.ts';
import { isEntryIntact } from '../../shared/entry.ts';
import type { Hash } from '../../shared/identity.ts';
import { count } from './coverage.ts';
import { readContent, usesIn } from './model/post.ts';
import { entryKey } from './model/state.ts';
import { brokenChains } from './promises.ts';
import type { World } from './world.ts';

export async function reckon(world: World, openingSum: number): Promise<string[]> {
  return [
    ...brokenChains(world),
    ...(await lostEntries(world)),
    ...conservation(world, openingSum),
    ...(await unnamed(world)),
  ];
}

/** Everything that was committed is posted. Only what no disk holds any more is lost, and only where disks went back in time. */
async function lostEntries(world: World): Promise<string[]> {
  const { committed, model, tills } = world;
  const onDisk = new Set<Hash>();
  for (const { register, branch } of tills) {
    const links = await allLinks(branch.running.db.query, register);
    const entries = await pageOf(branch.running.db.query, register, links);
    for (const entry of entries) if (isEntryIntact(entry)) onDisk.add(entry.hash);
  }
  for (const { journal } of tills) for (const hash of journal) onDisk.add(hash);
  const flaws: string[] = [];
  for (const [hash, { register, number }] of committed) {
    if ((model.entries.get(entryKey(register, hash))?.answer ?? null) !== null) continue;
    const till = tills.find((each) => each.register === register);
    const mayBeGone =
      till?.restored === true && (till.blind || world.branchRestored || world.officeRestored);
    if (!onDisk.has(hash) && mayBeGone)
      count(world.coverage, 'an entry was lost with every disk that held it');
    else flaws.push(`entry ${number} of ${register} (${hash.slice(0, 12)}) was never posted`);
  }
  return flaws;
}

/** 8.7: what was there, plus what was put on, less what was taken off, is what is there and what is missing. */
function conservation({ model }: World, openingSum: number): string[] {
  let sum = openingSum;
  let missing = 0;
  for (const { content, answer } of model.entries.values()) {
    if (answer === null) continue;
    for (const use of usesIn(readContent(content))) sum -= use.out;
    for (const amount of answer.amounts) missing += amount.missing;
  }
  for (const { charged } of model.shortfalls) missing -= charged;
  const balances = [...model.cards.values()].reduce((total, card) => total + card.balance, 0);
  return sum + missing === balances
    ? []
    : [`instruments hold ${balances} where ${sum} and ${missing} missing must be`];
}

/** Kinds of exceptions that only a forger or a bug brings about. */
const never = ['grantMisused', 'ungranted', 'saleFlaw'];

/** 8.4 and 8.6: numbers used twice and every loss are exceptions with a name, and nothing else is. */
async function unnamed(world: World): Promise<string[]> {
  const { office, model, officeRestored, coverage } = world;
  const rows = await office.running.db.query.selectFrom('exception').selectAll().execute();
  const flaws = rows
    .filter((row) => never.includes(row.kind) || (row.kind === 'ruleBreach' && !officeRestored))
    .map((row) => `exception ${row.kind}: ${row.detail}`);
  for (const entry of model.entries.values()) {
    if (entry.answer === null) continue;
    const { hash } = entry;
    const missing = entry.answer.amounts.reduce((sum, amount) => sum + amount.missing, 0);
    const named = rows
      .filter((row) => row.kind === 'shortfall' && row.entry === hash)
      .reduce((sum, row) => sum + (row.amount ?? 0), 0);
    if (missing !== named)
      flaws.push(`entry ${hash} misses ${missing} and ${named} of it is named`);
  }
  for (const [kind, twins] of [
    ['numberTwice', twinsBy(world, (content) => String(content.number))],
    ['saleTwice', twinsBy(world, (content) => content.body.sale?.id)],
    ['receiptTwice', twinsBy(world, (content) => content.body.sale?.receipt)],
  ] as const) {
    if (twins.length > 0 && kind !== 'receiptTwice')
      count(
        coverage,
        kind === 'saleTwice' ? 'one sale was posted twice' : 'a number was used twice',
      );
    for (const pair of twins) {
      const isNamed = rows.some(
        (row) =>
          (row.kind === 'numberTwice' || row.kind === 'saleTwice') &&
          pair.every((hash) => row.entry === hash || row.detail.includes(hash.slice(0, 12))),
      );
      const owner = world.committed.get(pair[0] ?? '')?.register;
      if (!world.tills.some((till) => till.register === owner && till.blind))
        flaws.push(`${kind} of ${pair.join(' and ')}, and the witness was there all the time`);
      if (!isNamed && kind !== 'receiptTwice')
        flaws.push(`${kind} of ${pair.join(' and ')} is not named`);
    }
  }
  return flaws;
}

/** Pairs of posted entries of one register that share what should be unique. */
function twinsBy(
  { model }: World,
  shared: (content: ReturnType<typeof readContent>) => string | undefined,
): Hash[][] {
  const groups = new Map<string, Hash[]>();
  for (const { register, hash, content, answer } of model.entries.values()) {
    if (answer === null) continue;
    const name = shared(readContent(content));
    if (name === undefined) continue;
    const key = `${register} ${name}`;
    groups.set(key, [...(groups.get(key) ?? []), hash]);
  }
  return [...groups.values()].flatMap((hashes) =>
    hashes.slice(1).map((hash, index) => [hashes[index] ?? '', hash]),
  );
}

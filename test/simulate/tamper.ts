/** What spoils messages: somebody in the network, a bad line, a bad disk at the sender, a journal that got into the wrong machine. */
import type { Entry } from '../../shared/entry.ts';
import { minor } from '../../shared/money.ts';
import type { Push } from '../../shared/wire/journal.ts';
import { count } from './coverage.ts';
import type { Till, World } from './world.ts';

/** Somebody in the store's network makes a grant larger on its way. */
export function forge(world: World): string {
  const at = world.parcels.findLastIndex((parcel) => parcel.is === 'held');
  const parcel = world.parcels[at];
  if (parcel?.is !== 'held') return 'nothing to forge';
  const held = structuredClone(parcel.held);
  const results = Object.fromEntries(
    Object.entries(held.results ?? {}).map(([request, outcome]) => {
      if (outcome.state !== 'granted') return [request, outcome];
      const { grant, signature } = outcome.grant;
      const balance = minor(grant.balance + 10_000);
      return [request, { ...outcome, grant: { grant: { ...grant, balance }, signature } }];
    }),
  );
  world.parcels[at] = { ...parcel, held: { ...held, results }, forged: true };
  return 'forged';
}

/** One letter is another one; which, and where, is the same every time. */
const spoilt = ({ hash, content }: Entry): Entry => ({
  hash,
  content: content.replace('"at":"2026', '"at":"2062'),
});

/** The line damages the newest page that is on its way, this once. */
export function damage(world: World): string {
  const at = world.parcels.findLastIndex(
    (parcel) => (parcel.is === 'page' || parcel.is === 'post') && parcel.push.entries.length > 0,
  );
  const parcel = world.parcels[at];
  if (parcel?.is !== 'page' && parcel?.is !== 'post') return 'nothing to damage';
  const [first, ...rest] = parcel.push.entries;
  if (first === undefined) return 'nothing to damage';
  world.parcels[at] = { ...parcel, push: { ...parcel.push, entries: [spoilt(first), ...rest] } };
  count(world.coverage, 'an entry was damaged on its way');
  return 'damaged';
}

/** The register's disk damages the newest entry that it has not sent yet. */
export function rot(world: World, till: Till): string {
  const hash = [...till.journal].findLast(
    (each) => !world.model.entries.has(`${till.register} ${each}`),
  );
  if (hash === undefined) return 'everything is sent';
  till.rotten.add(hash);
  return `entry ${world.committed.get(hash)?.number ?? 0} is damaged`;
}

/** An entry of another register gets into the journal of this one. */
export function stray(world: World, till: Till, pick: number): string {
  const others = [...world.committed].filter(([, { register }]) => register !== till.register);
  const found = others[pick % Math.max(1, others.length)];
  if (found === undefined) return 'nobody has sold yet';
  const [hash, { content, register }] = found;
  till.foreign = { hash, content };
  return `an entry of ${register}`;
}

/** The page as the register's journal really gives it away. */
export function asItLies(till: Till, push: Push): Push {
  const entries = push.entries.map((entry) =>
    till.rotten.has(entry.hash) ? spoilt(entry) : entry,
  );
  const { foreign } = till;
  if (foreign === null || entries.length === 0) return { ...push, entries };
  till.foreign = null;
  return { ...push, entries: [...entries, foreign] };
}

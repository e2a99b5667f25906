/** The channel's way up, one page at a time. */
import { pageOf } from '../../server/channel/contents.ts';
import { runLane, type LaneOutcome } from '../../server/channel/lane.ts';
import { makeLeftOut } from '../../server/channel/left-out.ts';
import { mendedOf } from '../../server/channel/mended.ts';
import { knowsHeads, unsentLinks } from '../../server/channel/unsent.ts';
import type { Entry } from '../../shared/entry.ts';
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash, RegisterId } from '../../shared/identity.ts';
import type { Have } from '../../shared/wire/journal.ts';
import { receivePost } from './office.ts';
import { atBranch } from './process.ts';
import { send } from './send.ts';
import type { Branch } from './servers.ts';
import { tillOf, type World } from './world.ts';

const lane = async (
  { running: { db, ground } }: Branch,
  register: RegisterId,
  push: (entries: readonly Entry[]) => Promise<Result<Have>>,
) =>
  runLane({
    unsent: async (heads, most) => unsentLinks(db.query, register, heads, most),
    page: async (links, most) => pageOf(db.query, register, links, most),
    knows: async (heads) => knowsHeads(db.query, register, heads),
    push,
    mended: await mendedOf(db, register),
    leftOut: makeLeftOut(ground.clock),
    refused: () => undefined,
  });

/** Headquarters answered what it has of the register after the page with these entries: the channel sends the next page. Without an answer it asks. */
export async function forwardPage(
  world: World,
  register: RegisterId,
  have: Have | null,
  before: readonly Hash[] = [],
): Promise<string> {
  let sent = 0;
  const { branch, generation } = tillOf(world, register);
  // Headquarters answered after these: intact copies among them were taken.
  if (have !== null && before.length > 0)
    await atBranch(world, branch, async () => {
      const mended = await mendedOf(branch.running.db, register);
      for (const { hash } of await mended.links())
        if (before.includes(hash)) await mended.forwarded(hash);
    });
  const push = async (entries: readonly Entry[]): Promise<Result<Have>> => {
    if (have !== null && entries.length === 0) return ok(have);
    const sending = entries.map(({ hash }) => hash);
    // What was sent just now and is lacking all the same rests for a while, as in the channel itself.
    if (entries.length > 0 && sending.every((hash) => before.includes(hash)))
      return fail('realtime.unreachable');
    sent = entries.length;
    send(world, register, {
      is: 'post',
      to: 'headquarters',
      push: { register, entries: [...entries] },
      generation,
    });
    return fail('realtime.unreachable');
  };
  const done = await atBranch(world, branch, async () => lane(branch, register, push));
  return done === null ? 'killed' : `forwards ${sent}`;
}

/** Everything that headquarters lacks of the register, over a good line. */
export const forwardAll = async (world: World, register: RegisterId): Promise<LaneOutcome> =>
  lane(tillOf(world, register).branch, register, async (entries) => {
    const have = await receivePost(world, { register, entries: [...entries] });
    return have === null ? fail('realtime.unreachable') : ok(have);
  });

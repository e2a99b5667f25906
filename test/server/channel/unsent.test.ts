import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../../shared/entry.ts';
import { readFrame } from '../../../shared/wire/entry.ts';
import { after, grow, type Link } from '../../../server/channel/chain.ts';
import { receivePage } from '../../../server/channel/receive.ts';
import { unsentLinks } from '../../../server/channel/unsent.ts';
import { describeDatabases } from '../databases.ts';
import { chain, makeWorld, type World } from './world.ts';

const linkOf = (entry: Entry): Link => {
  const frame = readFrame(entry);
  if (!frame.ok) throw new Error(frame.fault.code);
  return { hash: entry.hash, number: frame.value.number, previous: frame.value.previous };
};

describeDatabases('entries that a receiver lacks', (place) => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld(place.fresh());
  });
  afterEach(async () => {
    await world.end();
  });

  it('are the same by the short way and by the whole chain, whatever its branches and the receiver', async () => {
    let run = 0;
    const parts = fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 4 }), from: fc.nat(), merge: fc.boolean() }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(
        parts,
        fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
        async (made, has) => {
          run += 1;
          const register = `R-${run}`;
          const entries: Entry[] = [];
          for (const { length, from, merge } of made) {
            const tips = [...grow(entries.map(linkOf), () => false).heads];
            const picked = entries[entries.length === 0 ? 0 : from % entries.length];
            const previous = merge ? tips : picked ? [picked.hash] : [];
            entries.push(
              ...chain(register, length, {
                number: 1 + Math.max(0, ...entries.map((entry) => linkOf(entry).number)),
                previous,
                note: String(entries.length),
              }),
            );
          }
          await receivePage(world.db(), register, entries, world.clock.now());
          const links = entries.map(linkOf);
          const { standing, heads } = grow(
            links.filter((_, index) => has[index]),
            () => false,
          );
          const told = links
            .filter((link) => heads.has(link.hash))
            .map(({ hash, number }) => ({ hash, number }));
          const lacking = await unsentLinks(
            world.db().query,
            register,
            { heads: told, lacks: [] },
            500,
          );
          expect(lacking.map((link) => link.hash)).toEqual(
            after(links, [...heads]).map((link) => link.hash),
          );
          expect(lacking.length + standing.size).toBe(links.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

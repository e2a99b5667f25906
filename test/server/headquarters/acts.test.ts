import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditActs, type Entry } from '../../../shared/entry.ts';
import { describeDatabases } from '../databases.ts';
import { answers, openExceptions, push } from './desk.ts';
import { entryOf } from './sealed.ts';
import { openWorld, type TestWorld } from './world.ts';

describeDatabases('acts of people at a register', (place) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld(place);
  });
  afterEach(() => world.close());

  it('are taken in, each kind, and none is set aside', async () => {
    const entries: Entry[] = [];
    for (const act of auditActs) {
      const note = act === 'override' ? '301 Line discount percent, approved by 102' : '';
      const previous = entries.slice(-1).map((entry) => entry.hash);
      const body = { kind: 'audit', audit: { act, staff: '101', note } } as const;
      entries.push(entryOf('A', entries.length + 1, previous, body));
    }
    await push(world, 'A', ...entries);
    expect(await answers(world)).toEqual(entries.map((_, index) => `A${index + 1} posted`));
    expect(await openExceptions(world)).toEqual([]);
  });
});

/** What people do about entries that were set aside: the locks that wait for them name them; a sound copy mends them, or they are given up. */
import { retryParked } from '../../server/headquarters/backlog.ts';
import { closeException } from '../../server/headquarters/charging.ts';
import { instrumentRows } from '../../server/headquarters/instrumentrows.ts';
import { hearAnswered } from './answered.ts';
import { compareModel } from './compare.ts';
import { count } from './coverage.ts';
import type { ModelEntry } from './model/state.ts';
import { breakRequest, decree } from './people.ts';
import { tillOf, type World } from './world.ts';

export async function repair(world: World): Promise<void> {
  const parked = [...world.model.entries.values()].filter(
    ({ state, givenUp }) => state === 'parked' && !givenUp,
  );
  if (parked.length > 0) await checkNamed(world, parked);
  for (const entry of parked) {
    const sound = world.committed.get(entry.hash);
    const till = tillOf(world, entry.register);
    if (sound?.register === entry.register && till.journal.has(entry.hash)) {
      await mend(world, entry, sound.content);
    } else await giveEntryUp(world, entry);
  }
}

/** A person writes the sound copy into headquarters' database and has what was set aside read again. */
async function mend(world: World, entry: ModelEntry, content: string): Promise<void> {
  const { running } = world.office;
  await running.db.transaction((act) =>
    act
      .updateTable('entry')
      .set({ content })
      .where('register', '=', entry.register)
      .where('hash', '=', entry.hash)
      .execute(),
  );
  Object.assign(entry, { content, state: 'waiting' });
  await retryParked(running);
  await hearAnswered(world, null);
  world.flaws.push(...(await compareModel(world)));
  count(world.coverage, 'a damaged entry was mended and posted');
}

const locksOf = ({ model }: World, { register, content }: ModelEntry): string[] =>
  [...model.locks].flatMap(([request, lock]) =>
    lock.state === 'live' && lock.register === register && content.includes(`"${request}"`)
      ? [request]
      : [],
  );

/** Head office's page shows at each lock which entry it waits for (PROTOCOL P6). */
async function checkNamed(world: World, parked: readonly ModelEntry[]): Promise<void> {
  const shown = new Map<string, string | undefined>();
  for (const kind of ['giftCard', 'creditMemo'] as const) {
    const { rows } = await instrumentRows(world.office.running, { kind, show: 'locked', text: '' });
    for (const { lock } of rows) if (lock) shown.set(lock.request, lock.parked?.hash);
  }
  for (const entry of parked) {
    for (const request of locksOf(world, entry)) {
      if (!shown.has(request)) continue;
      if (parked.some(({ hash }) => hash === shown.get(request)))
        count(world.coverage, 'a lock named the entry that it waits for');
      else world.flaws.push(`the lock ${request} does not name entry ${entry.hash}`);
    }
  }
}

/** Nobody has a sound copy: its locks are broken and the exception is closed by hand. */
async function giveEntryUp(world: World, entry: ModelEntry): Promise<void> {
  for (const request of locksOf(world, entry)) await breakRequest(world, request);
  const { running } = world.office;
  const row = await running.db.query
    .selectFrom('exception')
    .select('id')
    .where('kind', '=', 'parked')
    .where('register', '=', entry.register)
    .where('entry', '=', entry.hash)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  await decree(
    world,
    async () => closeException(running, row.id, 'no sound copy is left', 'ruth'),
    null,
    () => {
      entry.givenUp = true;
    },
    'an entry that was set aside was given up',
  );
}

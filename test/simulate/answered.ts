/** What headquarters did with entries, heard by the model in headquarters' own order. */
import type { RegisterId } from '../../shared/identity.ts';
import { answerSchema } from '../../shared/wire/entry.ts';
import { count } from './coverage.ts';
import { hearPage, setAside, toSetAside, unpostable } from './model/entries.ts';
import { mayPost, post, type ModelPosted } from './model/post.ts';
import { entryKey, type ModelEntry } from './model/state.ts';
import { isUndisturbed } from './promises.ts';
import type { World } from './world.ts';

/**
 * Lets the model post what headquarters posted, and compares each answer. `complete`: the register of which nothing may be left waiting that
 * could be posted; null after a kill or on a full disk.
 */
export async function hearAnswered(world: World, complete: RegisterId | null): Promise<void> {
  const { office, model, flaws } = world;
  const query = office.running.db.query;
  const rows = await query
    .selectFrom('entry')
    .select(['hash', 'register', 'state', 'content'])
    .execute();
  const stands = new Map(rows.map((row) => [entryKey(row.register, row.hash), row]));
  for (const [key, { content }] of stands)
    if (model.entries.get(key)?.content !== content)
      flaws.push(`headquarters has an entry ${key} that it was not sent`);
  for (const [key, entry] of model.entries) {
    const state = stands.get(key)?.state;
    if (state === undefined) flaws.push(`headquarters did not keep entry ${key}`);
    if (state === 'parked' && entry.state === 'waiting') park(world, entry);
  }
  await hearAnswers(world);
  for (const [key, entry] of model.entries)
    if (stands.get(key)?.state !== entry.state)
      flaws.push(
        `entry ${key} must be ${entry.state} and is ${stands.get(key)?.state ?? 'unknown'}`,
      );
  noteWaiting(world, complete);
}

function park({ model, flaws, coverage }: World, entry: ModelEntry): void {
  const why = unpostable(entry);
  if (why === null)
    flaws.push(`entry ${entry.hash} of ${entry.register} was set aside without a cause`);
  count(
    coverage,
    why === 'foreign'
      ? 'an entry of another register was set aside'
      : 'a damaged entry was set aside',
  );
  setAside(model, entry);
}

async function hearAnswers(world: World): Promise<void> {
  const { office, model, flaws } = world;
  const rows = await office.running.db.query
    .selectFrom('answer')
    .selectAll()
    .orderBy('at')
    .execute();
  for (const row of rows) {
    const heard = model.answered.get(row.channel) ?? new Set();
    if (heard.has(row.number)) continue;
    model.answered.set(row.channel, heard.add(row.number));
    const name = `entry ${row.entry_number} of ${row.register}`;
    const entry = model.entries.get(entryKey(row.register, row.entry));
    if (entry === undefined) {
      flaws.push(`an answer for ${row.entry}, which headquarters does not have`);
      continue;
    }
    if (entry.answer !== null) {
      flaws.push(`${name} was posted twice`);
      continue;
    }
    const may = unpostable(entry) ?? mayPost(model, entry);
    if (may !== 'yes') flaws.push(`${name} was posted, and it is ${may} that it waits for`);
    const { halted } = model;
    const posted = post(model, entry);
    if (model.halted && !halted)
      count(world.coverage, 'headquarters was sent a sale with a grant that it had forgotten');
    const { state, amounts } = answerSchema.parse({
      register: row.register,
      hash: row.entry,
      number: row.entry_number,
      state: row.state,
      amounts: JSON.parse(row.amounts_json) as unknown,
      at: row.at,
    });
    const is = { state, amounts: amounts.map(({ taken, missing }) => ({ taken, missing })) };
    if (JSON.stringify(is) !== JSON.stringify(posted.answer))
      flaws.push(
        `answer for ${name}: must be ${JSON.stringify(posted.answer)} and is ${JSON.stringify(is)}`,
      );
    notePosted(world, posted, name);
  }
}

function noteWaiting({ model, flaws, coverage }: World, complete: RegisterId | null): void {
  for (const entry of model.entries.values()) {
    if (entry.state !== 'waiting' || unpostable(entry) !== null) continue;
    const may = mayPost(model, entry);
    if (may === 'instrument')
      count(coverage, 'recovery waited for another posting of the instrument');
    if (may === 'yes' && entry.register === complete)
      flaws.push(`entry ${entry.hash} of ${entry.register} waits and could be posted`);
  }
  for (const { hash } of complete === null ? [] : toSetAside(model, complete))
    flaws.push(`entry ${hash} of ${complete} waits and holds up its chain`);
}

function notePosted(world: World, posted: ModelPosted, name: string): void {
  const { coverage, flaws } = world;
  const { answer } = posted;
  if (isUndisturbed(world) && answer.state !== 'posted')
    flaws.push(
      `${name} is ${answer.state}, and nobody broke a lock or came back from a backup (8.1)`,
    );
  if (posted.liveAndShort && !world.officeRestored)
    flaws.push(`${name} had a live lock and ended in a shortfall (8.2)`);
  if (posted.late) count(coverage, 'a sale settled late');
  if (answer.state === 'exception') count(coverage, 'a sale ended in a shortfall');
  if (posted.promised) count(coverage, 'a late sale took nothing from a promised instrument');
  if (posted.forgotten) count(coverage, 'recovery settled a sale whose lock was forgotten');
  if (posted.blockedMemo) count(coverage, 'a remainder memo was blocked');
  if (posted.expires !== null && posted.expires <= world.office.ground.clock.peek())
    count(coverage, 'a card expired while its lock was held, and its sale settled');
  if (posted.abandoned) count(coverage, 'a sale of a register that was given up came late');
}

/** The page that headquarters was sent, as far as it was stored: all of it or, when headquarters ended first, perhaps nothing. */
export async function hearStored(
  world: World,
  register: RegisterId,
  entries: readonly { readonly hash: string; readonly content: string }[],
  isWhole: boolean,
): Promise<void> {
  const { model, office } = world;
  const { query } = office.running.db;
  const rows = await query
    .selectFrom('entry')
    .select(['hash', 'content'])
    .where('register', '=', register)
    .execute();
  const noted = await query
    .selectFrom('damaged_entry')
    .select(['hash'])
    .where('register', '=', register)
    .execute();
  const before = [...model.damaged].filter((each) => each.startsWith(`${register} `)).length;
  const known = [...model.entries.values()].filter((entry) => entry.register === register);
  const isSame =
    rows.length === known.length &&
    noted.length === before &&
    rows.every(
      ({ hash, content }) => model.entries.get(entryKey(register, hash))?.content === content,
    );
  if (isWhole || !isSame) hearPage(model, register, entries);
}

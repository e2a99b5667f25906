/** Headquarters' tables against the model: after every message they must say the same. */
import { books } from '../../server/headquarters/books.ts';
import type { RegisterId } from '../../shared/identity.ts';
import { answerSchema } from '../../shared/wire/entry.ts';
import { count } from './coverage.ts';
import { mayPost, post, readContent, type ModelPosted } from './model/post.ts';
import { isUndisturbed } from './promises.ts';
import type { World } from './world.ts';

/** Everything in which headquarters differs from the model. */
export async function compareModel(world: World): Promise<string[]> {
  const { flaws } = await books(world.office.running);
  return [
    ...flaws,
    ...(await compareCards(world)),
    ...(await compareLocks(world)),
    ...(await compareRegisters(world)),
  ];
}

const told = (what: string, wanted: unknown, found: unknown): string[] =>
  JSON.stringify(wanted) === JSON.stringify(found)
    ? []
    : [`${what}: must be ${JSON.stringify(wanted)} and is ${JSON.stringify(found)}`];

async function compareCards({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('instrument').selectAll().execute();
  const found = new Map(rows.map((row) => [row.key, row]));
  const keys = new Set([...model.cards.keys(), ...found.keys()]);
  return [...keys].flatMap((key) => {
    const row = found.get(key);
    const card = model.cards.get(key);
    const is = [
      row?.balance ?? 0,
      row?.issued ?? 0,
      row?.blocked ?? 0,
      row?.version ?? 0,
      row?.token ?? 0,
    ];
    const wanted = [
      card?.balance ?? 0,
      card?.issued ? 1 : 0,
      card?.blocked ? 1 : 0,
      card?.version ?? 0,
      card?.token ?? 0,
    ];
    return told(
      `instrument ${row?.last4 ?? key} (balance, issued, blocked, version, token)`,
      wanted,
      is,
    );
  });
}

async function compareLocks({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('lock').selectAll().execute();
  const found = new Map(rows.map((row) => [row.request, row]));
  const requests = new Set([...model.locks.keys(), ...found.keys()]);
  return [...requests].flatMap((request) => {
    const row = found.get(request);
    const lock = model.locks.get(request);
    const is = row && [row.state, row.register, row.sale, row.state === 'live' && row.instrument];
    const wanted = lock && [
      lock.state,
      lock.register,
      lock.sale,
      lock.state === 'live' && lock.card,
    ];
    return told(`lock ${request} (state, register, sale, instrument)`, wanted, is);
  });
}

async function compareRegisters({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('register').selectAll().execute();
  return rows.flatMap((row) => {
    const { incarnation, seq, id, awaited } = model.registers.get(row.id) ?? {
      incarnation: 0,
      seq: null,
      id: null,
      awaited: false,
    };
    const is = [row.incarnation, row.last_seq, row.last_id, row.awaited === 1];
    return told(
      `register ${row.id} (incarnation, seq, HOLD, awaited)`,
      [incarnation, seq, id, awaited],
      is,
    );
  });
}

/**
 * Lets the model post what headquarters posted, in headquarters' order, and compares each answer. `complete`: the register of which nothing
 * may be left waiting that could be posted; null after a kill.
 */
export async function hearAnswered(world: World, complete: RegisterId | null): Promise<void> {
  const { office, model, flaws } = world;
  const query = office.running.db.query;
  const known = [...model.entries.keys()];
  const stored = await query.selectFrom('entry').select(['hash', 'register', 'content']).execute();
  const isKnown = new Set(known);
  for (const { hash, register, content } of stored) {
    if (isKnown.has(hash)) continue;
    if (world.committed.get(hash)?.content !== content)
      flaws.push(`headquarters has an entry ${hash} that nobody committed`);
    model.entries.set(hash, { register, content, answer: null });
  }
  const rows = await query.selectFrom('answer').selectAll().orderBy('at').execute();
  const heard = new Map(model.answered);
  for (const row of rows) {
    if (row.number <= (heard.get(row.channel) ?? 0)) continue;
    model.answered.set(row.channel, Math.max(row.number, model.answered.get(row.channel) ?? 0));
    const entry = model.entries.get(row.entry);
    if (entry === undefined) {
      flaws.push(`an answer for ${row.entry}, which headquarters does not have`);
      continue;
    }
    if (entry.answer !== null) {
      flaws.push(`entry ${row.entry_number} of ${row.register} was posted twice`);
      continue;
    }
    const may = mayPost(model, readContent(entry.content));
    if (may !== 'yes')
      flaws.push(`entry ${row.entry_number} of ${row.register} was posted before its ${may}`);
    const posted = post(model, row.entry);
    const is = answerSchema.parse({
      register: row.register,
      hash: row.entry,
      number: row.entry_number,
      state: row.state,
      amounts: JSON.parse(row.amounts_json) as unknown,
      at: row.at,
    });
    const amounts = is.amounts.map(({ taken, missing }) => ({ taken, missing }));
    flaws.push(
      ...told(`answer for entry ${row.entry_number} of ${row.register}`, posted.answer, {
        state: is.state,
        amounts,
      }),
    );
    notePosted(world, posted, `entry ${row.entry_number} of ${row.register}`);
  }
  noteWaiting(world, complete);
}

function noteWaiting({ model, flaws, coverage }: World, complete: RegisterId | null): void {
  for (const [hash, entry] of model.entries) {
    if (entry.answer !== null) continue;
    const may = mayPost(model, readContent(entry.content));
    if (may === 'instrument')
      count(coverage, 'recovery waited for another posting of the instrument');
    if (may === 'yes' && entry.register === complete)
      flaws.push(`entry ${hash} of ${entry.register} waits and could be posted`);
  }
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
}

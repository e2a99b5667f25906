/** Headquarters' tables against the model: after every message they must say the same. */
import { books } from '../../server/headquarters/books.ts';
import { currentEpoch } from '../../server/headquarters/epoch.ts';
import { readSetting } from '../../server/headquarters/settings.ts';
import { entryKey, newRegister } from './model/state.ts';
import type { World } from './world.ts';

/** Everything in which headquarters differs from the model. */
export async function compareModel(world: World): Promise<string[]> {
  const { flaws } = await books(world.office.running);
  return [
    ...flaws,
    ...(await compareCards(world)),
    ...(await compareLocks(world)),
    ...(await compareRegisters(world)),
    ...(await compareExceptions(world)),
    ...(await compareWhole(world)),
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
      row?.pin_failures ?? 0,
    ];
    const wanted = [
      card?.balance ?? 0,
      card?.issued ? 1 : 0,
      card?.blocked ? 1 : 0,
      card?.version ?? 0,
      card?.token ?? 0,
      card?.pinFailures ?? 0,
    ];
    return told(
      `instrument ${row?.last4 ?? key} (balance, issued, blocked, version, token, wrong PINs)`,
      wanted,
      is,
    );
  });
}

const codeOf = (json: string): string => (JSON.parse(json) as { readonly code: string }).code;

async function compareLocks({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('lock').selectAll().execute();
  const found = new Map(rows.map((row) => [row.request, row]));
  const requests = new Set([...model.locks.keys(), ...found.keys()]);
  return [...requests].flatMap((request) => {
    const row = found.get(request);
    const lock = model.locks.get(request);
    const is = row && [
      row.state,
      row.register,
      row.sale,
      row.state === 'live' && row.instrument,
      row.fault_json === null ? null : codeOf(row.fault_json),
    ];
    const wanted = lock && [
      lock.state,
      lock.register,
      lock.sale,
      lock.state === 'live' && lock.card,
      lock.fault,
    ];
    return told(`lock ${request} (state, register, sale, instrument, fault)`, wanted, is);
  });
}

async function compareRegisters({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('register').selectAll().execute();
  return rows.flatMap((row) => {
    const { incarnation, seq, id, awaited, abandoned, unknown } =
      model.registers.get(row.id) ?? newRegister();
    const is = [row.incarnation, row.last_seq, row.last_id, row.awaited === 1];
    return told(
      `register ${row.id} (incarnation, seq, HOLD, awaited, given up, unknown numbers)`,
      [incarnation, seq, id, awaited, abandoned, unknown],
      [...is, row.abandoned_epoch, row.inquiry_failures],
    );
  });
}

/** Entries that were set aside, and what is missing of cards: each is an open exception with its name, and no other is. */
async function compareExceptions({ office, model }: World): Promise<string[]> {
  const rows = await office.running.db.query.selectFrom('exception').selectAll().execute();
  const parked = [...model.entries.values()].filter(
    (entry) => entry.state === 'parked' && !entry.givenUp,
  );
  const named = rows.filter((row) => row.kind === 'parked' && row.closed_at === null);
  const shortfalls = model.shortfalls.map(
    ({ entry, request, card, missing, charged }) =>
      `${entry} ${request} ${card} ${missing} ${charged} ${missing === charged}`,
  );
  const found = rows
    .filter((row) => row.kind === 'shortfall')
    .map(
      (row) =>
        `${row.entry} ${row.request} ${row.instrument} ${row.amount} ${row.other_amount ?? 0} ${row.closed_at !== null}`,
    );
  return [
    ...told(
      'entries set aside and named',
      parked.map(({ register, hash }) => entryKey(register, hash)).toSorted(),
      named.map((row) => entryKey(row.register ?? '', row.entry ?? '')).toSorted(),
    ),
    ...told(
      'shortfalls (entry, request, card, missing, charged, closed)',
      shortfalls.toSorted(),
      found.toSorted(),
    ),
  ];
}

async function compareWhole({ office, model }: World): Promise<string[]> {
  const { query } = office.running.db;
  const is = [await currentEpoch(query), (await readSetting(query, 'halted')) !== null];
  return told('headquarters (epoch, granting stopped)', [model.epoch, model.halted], is);
}

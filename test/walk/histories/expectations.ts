/** What the parts hold, in the words of the histories, and where it differs from what a history wants. */
import { readOpenCart } from '../../../main/database/carts.ts';
import { findLock } from '../../../main/database/locks.ts';
import { liveLocks } from '../../../server/headquarters/books.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';
import { cartRequests } from '../../../shared/cart.ts';
import type { Hash } from '../../../shared/identity.ts';
import { cardNumber } from '../../server/headquarters/world.ts';
import { unit } from './machine.ts';
import { entryNames, nameOf, type World } from './world.ts';

/** Kinds of exceptions that bear another name in the histories. */
const otherNames: ReadonlyMap<string, string> = new Map([['saleFlaw', 'salePartRefused']]);
/** Alarms that the histories do not tell, because nobody is there to hear them. */
const alarms: ReadonlySet<string> = new Set(['headquartersRestored', 'rolledBack']);

const units = (amount: number | null): number | null => (amount === null ? null : amount / unit);

/** Everything that a history may ask about. */
export async function view(world: World): Promise<unknown> {
  const { db } = world.headquarters.now();
  const entries = entryNames(world);
  const answers = await db.query.selectFrom('answer').select(['entry', 'state']).execute();
  const raised = await db.query
    .selectFrom('exception')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('at')
    .execute();
  const awaited = await db.query
    .selectFrom('register')
    .select('id')
    .where('awaited', '=', 1)
    .where('active', '=', 1)
    .orderBy('id')
    .execute();
  return {
    ...(await instruments(world)),
    posted: Object.fromEntries(
      answers.map((answer) => [nameOf(entries, answer.entry), answer.state]),
    ),
    exceptions: raised
      .filter((row) => !alarms.has(row.kind))
      .map((row) => ({
        kind: otherNames.get(row.kind) ?? row.kind,
        entry: nameOf(entries, row.entry ?? ''),
        amount: units(row.amount),
        amounts: [units(row.amount), units(row.other_amount)],
      })),
    frozen: awaited.map((row) => row.id),
    registers: registers(world),
  };
}

async function instruments(world: World): Promise<{ cards: unknown; locks: unknown }> {
  const headquarters = world.headquarters.now();
  const { db } = headquarters;
  const live = await liveLocks(headquarters);
  const names = await instrumentNames(world);
  const request = (key: Hash): string | null => {
    const locked = live.get(key);
    return locked === undefined ? null : nameOf(world.requests, locked);
  };
  const rows = await db.query
    .selectFrom('instrument')
    .selectAll()
    .where('issued', '=', 1)
    .execute();
  return {
    cards: Object.fromEntries(
      rows.map(({ key, kind, balance, blocked }) => [
        names.get(key) ?? key,
        { kind, balance: units(balance), blocked: blocked === 1, lockedBy: request(key) },
      ]),
    ),
    locks: Object.fromEntries([...live.keys()].map((key) => [names.get(key) ?? key, request(key)])),
  };
}

/** Cards by their numbers, remainder memos by the request whose grant reserved theirs. */
async function instrumentNames(world: World): Promise<Map<Hash, string>> {
  const { db, keys } = world.headquarters.now();
  const cards = world.history.steps.flatMap((step) => (step.do === 'add' ? [step.card] : []));
  const locks = await db.query.selectFrom('lock').select(['request', 'reserved_key']).execute();
  return new Map([
    ...cards.map((card) => [numberKey(keys, cardNumber(card)), card] as const),
    ...locks.flatMap(({ request, reserved_key }) =>
      reserved_key === null
        ? []
        : [[reserved_key, `memo-of-${nameOf(world.requests, request)}`] as const],
    ),
  ]);
}

function registers({ machines, requests }: World): unknown {
  return Object.fromEntries(
    [...machines].map(([name, { db }]) => {
      const cart = readOpenCart(db);
      const [request] = cart === null ? [] : cartRequests(cart);
      const tender = request === undefined ? null : nameOf(requests, request);
      const states = [...requests].flatMap(([as, id]) => {
        const row = findLock(db, id);
        return row === null ? [] : [[as, row.state] as const];
      });
      return [
        name,
        { cart: cart === null ? null : { tender }, requests: Object.fromEntries(states) },
      ];
    }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every difference between what is wanted and what is. Only the named parts are compared; null means absent, lists have the same length. */
export function differences(wanted: unknown, found: unknown, path = ''): string[] {
  const told = `${path}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`;
  if (!isRecord(wanted)) return wanted === (found ?? null) ? [] : [told];
  if (!isRecord(found)) return [told];
  const lengths = Array.isArray(wanted) && Object.keys(wanted).length !== Object.keys(found).length;
  return lengths
    ? [told]
    : Object.entries(wanted).flatMap(([key, value]) =>
        differences(value, found[key], `${path}/${key}`),
      );
}

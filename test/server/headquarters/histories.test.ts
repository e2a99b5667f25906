/** The tricky histories of the protocol, against the real headquarters. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { books, liveLocks } from '../../../server/headquarters/books.ts';
import { describeDatabases } from '../databases.ts';
import { makeModel, must, type Model } from './model.ts';
import { take, type Step } from './steps.ts';
import { addCard, cardNumber, openWorld } from './world.ts';
import { numberKey } from '../../../server/headquarters/numbers.ts';

type Card = { readonly kind: 'giftCard' | 'creditMemo'; readonly balance: number };
type History = {
  readonly name: string;
  readonly world?: { readonly cards: Record<string, Card> };
  readonly steps: readonly Step[];
  readonly expect: unknown;
};

const { histories } = JSON.parse(
  readFileSync(new URL('histories.json', import.meta.url), 'utf8'),
) as { histories: readonly History[] };

/** Every difference between what is wanted and what is; only the named parts are compared, and null means absent. */
function differences(want: unknown, got: unknown, path = ''): string[] {
  if (want === null || typeof want !== 'object')
    return want === (got ?? null) || want === got
      ? []
      : [`${path}: wanted ${JSON.stringify(want)}, got ${JSON.stringify(got)}`];
  const found = got as Readonly<Record<string, unknown>> | undefined;
  if (Array.isArray(want) && (!Array.isArray(got) || got.length !== want.length))
    return [`${path}: wanted ${JSON.stringify(want)}, got ${JSON.stringify(got)}`];
  return Object.entries(want).flatMap(([key, value]) =>
    differences(value, found?.[key], `${path}/${key}`),
  );
}

/** Alarms that the reference does not know, because it has no person to tell. */
const alarms = new Set(['headquartersRestored', 'rolledBack']);

async function view(model: Model): Promise<Record<string, unknown>> {
  const headquarters = model.world.now();
  const db = headquarters.db.query;
  const live = await liveLocks(headquarters);
  const grants = Object.entries(model.grants);
  const names = new Map([
    ...['c1', 'n1'].map((name) => [numberKey(headquarters.keys, cardNumber(name)), name] as const),
    ...grants.flatMap(([request, { grant }]) =>
      grant.reserved ? [[grant.reserved.key, `memo-of-${request}`] as const] : [],
    ),
  ]);
  const instruments = await db
    .selectFrom('instrument')
    .selectAll()
    .where('issued', '=', 1)
    .execute();
  const cards = instruments.map(
    (row) =>
      [
        names.get(row.key) ?? row.key,
        {
          balance: row.balance,
          kind: row.kind,
          lockedBy: live.get(row.key) ?? null,
          ...(row.blocked ? { blocked: true } : {}),
        },
      ] as const,
  );
  const byHash = new Map(
    Object.values(model.entries).map((entry) => [entry.entry.hash, entry.name]),
  );
  const answers = await db.selectFrom('answer').select(['entry', 'state']).execute();
  const exceptions = await db
    .selectFrom('exception')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('at')
    .execute();
  const awaited = await db
    .selectFrom('register')
    .select('id')
    .where('awaited', '=', 1)
    .orderBy('id')
    .execute();
  return {
    cards: Object.fromEntries(cards),
    locks: Object.fromEntries([...live].map(([key, request]) => [names.get(key) ?? key, request])),
    posted: Object.fromEntries(answers.map((answer) => [byHash.get(answer.entry), answer.state])),
    exceptions: exceptions
      .filter((row) => !alarms.has(row.kind))
      .map((row) => ({
        kind: row.kind === 'saleFlaw' ? 'salePartRefused' : row.kind,
        entry: byHash.get(row.entry ?? ''),
        amount: row.amount,
        amounts: [row.amount, row.other_amount],
      })),
    frozen: awaited.map((row) => row.id),
    registers: Object.fromEntries(
      Object.entries(model.registers).map(([name, g]) => [
        name,
        {
          cart: g.cart,
          incarnation: g.incarnation,
          requests: Object.fromEntries(Object.entries(g.req).map(([k, q]) => [k, q.state])),
          journal: g.journal,
          numbers: g.journal.map((entry) => must(model.entries[entry], entry).number),
        },
      ]),
    ),
  };
}

describeDatabases('histories', (place) => {
  it.each(histories.map((history) => [history.name, history] as const))(
    '%s',
    async (_name, history) => {
      const world = await openWorld(place);
      const cards = history.world?.cards ?? { c1: { kind: 'giftCard', balance: 50 } };
      for (const [name, { kind, balance }] of Object.entries(cards))
        await addCard(world.now(), name, balance, { kind });
      const flawed = new Set(
        history.steps.flatMap((step) =>
          step.unreadable && step.entry !== undefined ? [step.entry] : [],
        ),
      );
      const model = makeModel(
        world,
        Object.fromEntries(Object.entries(cards).map(([name, { kind }]) => [name, kind])),
        flawed,
      );
      const wrong: string[] = [];
      for (const step of history.steps) {
        if (step.do === 'expect')
          wrong.push(...differences(step.that, await view(model)).map((each) => `midway ${each}`));
        else await take(model, step);
      }
      wrong.push(...differences(history.expect, await view(model)));
      expect(wrong).toEqual([]);
      expect((await books(world.now())).flaws).toEqual([]);
      await world.close();
    },
  );
});

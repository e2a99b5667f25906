/** Random histories of the protocol against the real headquarters: section 8 must hold at their end. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { books, liveLocks } from '../../../server/headquarters/books.ts';
import { describeDatabases } from '../databases.ts';
import { makeModel, register, type Model } from './model.ts';
import { take, type Step } from './steps.ts';
import { addCard, openWorld } from './world.ts';

type Choice = { readonly act: number; readonly pick: number; readonly at: 'A' | 'B' };
const choices = fc.array(
  fc.record({
    act: fc.nat(99),
    pick: fc.nat(999),
    at: fc.constantFrom('A' as const, 'B' as const),
  }),
  { minLength: 10, maxLength: 45 },
);

/** Turns a choice into a step that a register could take now; undefined when it could not. */
function stepOf(model: Model, { act, pick, at }: Choice, breaks: boolean): Step | undefined {
  const g = register(model, at);
  const choose = (from: readonly string[]): string | undefined =>
    from[pick % Math.max(1, from.length)];
  const asked = Object.entries(g.req)
    .filter(([, q]) => q.state === 'asked')
    .map(([request]) => request);
  const as = `x${(model.count += 1)}`;
  const [msg, entry, own] = [
    choose(Object.keys(model.messages)),
    choose(Object.keys(model.entries)),
    choose(g.journal),
  ];
  if (act < 18)
    return g.cart?.tender || asked.length > 0
      ? undefined
      : { do: 'add', at, card: pick % 2 === 0 ? 'c1' : 'c2', as };
  if (act < 22) return asked[0] === undefined ? undefined : { do: 'giveUp', at, req: asked[0] };
  if (act < 26) return { do: pick % 2 === 0 ? 'remove' : 'void', at };
  if (act < 44) return { do: 'hold', at, as };
  if (act < 62) return msg === undefined ? undefined : { do: 'receive', msg };
  if (act < 74)
    return msg === undefined || model.messages[msg]?.hold.register !== at
      ? undefined
      : { do: 'answer', at, msg };
  if (act < 84)
    return asked.length > 0 || (g.cart?.tender && !model.grants[g.cart.tender])
      ? undefined
      : { do: 'commit', at, as, amount: 1 + (pick % 20) };
  if (act < 89) return entry === undefined ? undefined : { do: 'store', entry };
  if (act < 94) return entry === undefined ? undefined : { do: 'post', entry };
  if (act < 96) return own === undefined ? undefined : { do: 'posted', at, entry: own };
  if (act < 98) return { do: 'crash', at };
  return breaks ? { do: 'break', card: 'c1' } : undefined;
}

describeDatabases('random histories', (place) => {
  it.each([
    ['without breaks', false],
    ['with breaks', true],
  ] as const)(
    '%s',
    async (_name, breaks) => {
      await fc.assert(
        fc.asyncProperty(choices, async (line) => {
          const world = await openWorld(place);
          for (const card of ['c1', 'c2']) await addCard(world.now(), card, 400);
          const model = makeModel(world, {}, new Set());
          for (const choice of line) {
            const step = stepOf(model, choice, breaks);
            if (step) await take(model, step);
            expect([...(await liveLocks(world.now())).values()].length).toBeLessThanOrEqual(2);
          }
          await take(model, { do: 'heal' });
          const db = world.now().db.query;
          const proof = await books(world.now());
          const entries = Object.values(model.entries);
          const answers = await db.selectFrom('answer').select('state').execute();
          const balances = (await db.selectFrom('instrument').select('balance').execute()).reduce(
            (sum, row) => sum + row.balance,
            0,
          );
          const missing = proof.accounts.find((row) => row.account === 'exceptions')?.balance ?? 0;
          const named = (
            await db.selectFrom('exception').selectAll().where('kind', '=', 'shortfall').execute()
          ).reduce((sum, row) => sum + (row.amount ?? 0), 0);
          const live = (await liveLocks(world.now())).size;
          await world.close();
          expect(proof.flaws).toEqual([]);
          expect(live).toBe(0);
          expect(answers.length).toBe(entries.length);
          const byCard = entries.reduce(
            (sum, entry) => sum + (entry.req === null ? 0 : entry.amount),
            0,
          );
          expect(balances).toBe(800 - byCard + missing);
          expect(missing).toBe(named);
          const clean = missing === 0 && answers.every((answer) => answer.state === 'posted');
          expect(breaks || clean).toBe(true);
        }),
        { numRuns: 25 },
      );
    },
    60_000,
  );
});

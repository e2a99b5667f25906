/** The tricky histories of the protocol as data: what is done, in which order, and what must hold. Amounts are whole units of money. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const name = z.string();
const stepSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('add'),
    at: name,
    card: name,
    as: name,
    purpose: z.enum(['pay', 'issue']).default('pay'),
  }),
  z.strictObject({ do: z.literal('giveUp'), at: name, req: name }),
  z.strictObject({ do: z.literal('remove'), at: name }),
  z.strictObject({ do: z.literal('void'), at: name }),
  z.strictObject({ do: z.literal('commit'), at: name, amount: z.int(), as: name }),
  z.strictObject({ do: z.literal('misuse'), at: name, req: name, amount: z.int(), as: name }),
  z.strictObject({ do: z.literal('hold'), at: name, as: name }),
  z.strictObject({ do: z.literal('receive'), msg: name }),
  z.strictObject({ do: z.literal('answer'), at: name, msg: name }),
  z.strictObject({ do: z.literal('store'), entry: name }),
  z.strictObject({
    do: z.literal('post'),
    entry: name,
    unreadable: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal('posted'), at: name, entry: name }),
  z.strictObject({ do: z.literal('hello'), at: name }),
  z.strictObject({ do: z.literal('crash'), at: name }),
  z.strictObject({ do: z.literal('break'), card: name }),
  z.strictObject({ do: z.literal('backup'), of: name }),
  z.strictObject({ do: z.literal('restore'), of: name, witness: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('loseWitness'), at: name }),
  z.strictObject({ do: z.literal('heal'), voidCarts: z.boolean().default(true) }),
  z.strictObject({ do: z.literal('expect'), that: z.unknown() }),
]);
export type Step = z.infer<typeof stepSchema>;

const cardsSchema = z.record(
  name,
  z.strictObject({ kind: z.enum(['giftCard', 'creditMemo']), balance: z.int() }),
);

const historySchema = z.strictObject({
  name,
  why: z.string(),
  world: z
    .strictObject({ cards: cardsSchema })
    .default({ cards: { c1: { kind: 'giftCard', balance: 50 } } }),
  steps: z.array(stepSchema),
  expect: z.unknown(),
});
export type History = z.infer<typeof historySchema>;

const file = new URL('../../server/headquarters/histories.json', import.meta.url);

/** All histories; a step or a word that is not known here is an error. */
export const readHistories = (): History[] =>
  z.object({ histories: z.array(historySchema) }).parse(JSON.parse(readFileSync(file, 'utf8')))
    .histories;

const usual = 50;

/** What the sale will come to into which the step adds an instrument: the register's next commit tells. */
export function amountAhead(history: History, step: Step): number {
  const later = history.steps.slice(history.steps.indexOf(step) + 1);
  const commit = later.find(
    (candidate) => candidate.do === 'commit' && 'at' in step && candidate.at === step.at,
  );
  return commit?.do === 'commit' ? commit.amount : usual;
}

/** Entries that headquarters will find flawed. */
export const flawedEntries = (history: History): Set<string> =>
  new Set(
    history.steps.flatMap((step) => (step.do === 'post' && step.unreadable ? step.entry : [])),
  );

/** Whether somebody breaks in on the order of things, so that a promise may be lost (PROTOCOL 8.1). */
export const isDisturbed = (history: History): boolean =>
  history.steps.some((step) => ['break', 'restore', 'misuse'].includes(step.do));

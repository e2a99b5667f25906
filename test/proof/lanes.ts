/** Rows in processes of their own, two at a time, so that one that waits leaves its core to one that counts. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Proved } from './prove.ts';
import type { Row } from './row.ts';

const counts = z.record(z.string(), z.number());
const findingSchema = z.object({
  losses: counts,
  seen: counts,
  flaws: z.array(z.string()),
  rivals: z.record(z.string(), counts).optional(),
});
const wordSchema = z.union([
  z.object({ told: z.string() }),
  z.object({ proved: z.object({ finding: findingSchema, seconds: z.number() }) }),
]);
/** What a row's process says: how far it is, and at last what it found. */
export type Word = { readonly told: string } | { readonly proved: Proved };

const atOnce = 2;
/** The longest first, so that both lanes end at about the same time; others come after them. */
const order = ['answers', 'fuzz', 'race', 'kill', 'simulate', 'power', 'clocks', 'mutations'];

function placeOf({ name }: Row): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

/** Does it for every row: first for those that must be alone, one after the other, then for the others in two lanes. */
export async function inLanes(
  rows: readonly Row[],
  prove: (row: Row) => Promise<void>,
): Promise<void> {
  for (const row of rows) if (row.alone === true) await prove(row);
  const waiting = rows
    .filter((row) => row.alone !== true)
    .toSorted((left, right) => placeOf(left) - placeOf(right));
  const lane = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) await prove(row);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

const program = fileURLToPath(new URL('./apart.ts', import.meta.url));

/** Proves the row in a process of its own. One that breaks off is a flaw. */
export async function proveApart(
  row: Row,
  { count, seed }: { readonly count: number; readonly seed: number },
  tell: (line: string) => void,
): Promise<Proved> {
  const began = performance.now();
  const child = fork(program, [row.name, String(count), String(seed)]);
  let proved: Proved | null = null;
  child.on('message', (message) => {
    const word = wordSchema.parse(message);
    if ('told' in word) tell(word.told);
    else proved = { ...word.proved, finding: omitMissing(word.proved.finding) };
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  const seconds = (performance.now() - began) / 1000;
  const how = `it broke off with ${signal ?? String(code)}; the reason is in the output`;
  return proved ?? { finding: { losses: {}, seen: {}, flaws: [how] }, seconds };
}

/** A finding whose `rivals` is there or not, but never undefined. */
const omitMissing = ({ rivals, ...rest }: z.infer<typeof findingSchema>): Proved['finding'] =>
  rivals === undefined ? rest : { ...rest, rivals };

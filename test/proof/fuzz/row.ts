/** Row "fuzz": generated and spoiled messages for the bridge and the wire (test/security/fuzz). */
import { z } from 'zod';
import { runProgram } from '../program.ts';
import type { Finding, Ground, Row } from '../row.ts';

const tally = z.record(z.string(), z.number());
/** As the suites print what became of their messages. */
const told = /(bridge|wire, [^:]*): (\{[^}]*\})/;

async function run({ seed, count, tell }: Ground): Promise<Finding> {
  const env = { HOLDFAST_FUZZ_MESSAGES: String(count), HOLDFAST_FUZZ_SEED: String(seed) };
  const seen: Record<string, number> = {};
  const { code, lines } = await runProgram(
    'vitest',
    ['run', 'test/security/fuzz', '--reporter=verbose'],
    env,
    (line) => {
      const [, place = '', text] = told.exec(line) ?? [];
      if (text === undefined) return;
      tell(line);
      for (const [name, number] of Object.entries(tally.parse(JSON.parse(text))))
        seen[`${place}: ${name}`] = number;
    },
  );
  const failed = lines.filter((line) => /^\s*(×|FAIL|AssertionError|Error)/.test(line));
  const places = new Set(Object.keys(seen).map((name) => name.split(':')[0]));
  const missing = ['bridge', 'wire, sqlite', 'wire, postgres'].filter(
    (place) => !places.has(place),
  );
  return {
    losses: { 'crashes, answers of 5xx and changes from a refused message': code === 0 ? 0 : 1 },
    // Head office that is away answers some messages and not others; that it was asked is enough.
    seen: Object.fromEntries(Object.entries(seen).filter(([, number]) => number > 0)),
    flaws: [
      ...failed.slice(0, 20).map((line) => line.trim().slice(0, 500)),
      ...missing.map((place) => `not fuzzed: ${place}`),
    ],
  };
}

export const fuzzRow: Row = {
  name: 'fuzz',
  title: 'Fuzzing',
  method:
    'Messages drawn from the contracts, a part of them spoiled, for the bridge of a register and for the services on SQLite and on PostgreSQL: none may crash or be answered 5xx, and a refused one changes nothing.',
  unit: 'messages to each',
  small: null,
  full: 100_000,
  run,
};

/** The bridge under fire: whatever the window sends, the register answers, never throws, and a refused message has changed nothing. */
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answer } from '../../../main/app/message.ts';
import { commandSchema } from '../../../shared/bridge/command.ts';
import { querySchema } from '../../../shared/bridge/query.ts';
import { fail, faultCodes, type Result } from '../../../shared/fault.ts';
import { counter, customerAna, priceLabel, weightLabel } from '../../make/goods.ts';
import { instrumentNumber } from '../../make/number.ts';
import { shelf } from '../../make/product.ts';
import { endBench, makeSelling, type Bench } from '../../make/register.ts';
import { everyone, pin } from '../../make/staff.ts';
import { generated, type Known } from './generated.ts';
import { limitMs, messages, seed } from './length.ts';
import { mutated } from './mutated.ts';

const staff = fc.constantFrom(...everyone.map(({ id }) => id));
const amounts = fc.constantFrom(1, 500, 1319, 3571, 10_000, 20_000, -500);
const known: Known = {
  staff,
  pin: fc.constant(pin),
  code: fc.constantFrom(
    ...[...shelf, ...counter].flatMap(({ barcodes }) => barcodes),
    weightLabel(345),
    priceLabel(725),
    'CARD-77',
  ),
  product: fc.constantFrom(...[...shelf, ...counter].map(({ id }) => id)),
  line: fc.integer({ min: 1, max: 4 }),
  tender: fc.integer({ min: 1, max: 4 }),
  quantity: fc.constantFrom(1, 2, -1, 0.5, 1000, 0),
  percentOff: fc.constantFrom(0, 10, 100),
  amountOff: fc.constantFrom(0, 1),
  amount: amounts,
  unitPrice: amounts,
  tax: fc.constantFrom('sales', 'none', null),
  comment: fc.constantFrom('', 'gift', '请包装'),
  customer: fc.constant(customerAna.id),
  birthDate: fc.constantFrom('1990-02-28', '2020-02-30', null),
  number: fc.integer({ min: 1, max: 5 }).map((n) => instrumentNumber(n)),
  reference: fc.constant('AUTH 1'),
  receipt: fc.integer({ min: 1, max: 20 }).map((n) => `R02-${String(n).padStart(6, '0')}`),
  text: fc.constantFrom('soap', '商品', '9520', '"', '*', ''),
};
const command = generated(commandSchema, known);
const query = generated(querySchema, known);
const scan = known['code']?.map((code) => ({ command: 'scan', code })) ?? command;
/** Steps that lead through a sale, so that the others meet it in every state. */
const step = fc.oneof(
  scan,
  amounts.map((amount) => ({ command: 'payCash', amount })),
  fc.constantFrom(
    { command: 'signIn', staff: everyone[0]?.id, pin },
    { command: 'openPayment' },
    { command: 'newSale' },
    { command: 'dismissRefusal' },
  ),
);
const message = fc.record({
  to: fc.constantFrom('command', 'command', 'command', 'query'),
  value: fc.oneof({ weight: 3, arbitrary: step }, command, query, mutated(command), mutated(query)),
  /** What happens besides: nothing mostly, headquarters answers, the line falls or comes back, time passes. */
  besides: fc.constantFrom('', '', '', '', 'grant', 'refuse', 'cut', 'mend', 'mend', 'time'),
});

/** A sign-in is counted, on purpose, before the PIN is looked at, and the count cleared by a right one, whoever holds the register. */
const counted = ['signIn.wrongPin', 'signIn.lockedOut', 'signIn.heldBy'];

function happen(bench: Bench, besides: string): void {
  const asked = bench.view().ask !== null;
  if (besides === 'grant' && asked) bench.headquarters.grant(5000);
  if (besides === 'refuse' && asked) bench.headquarters.refuse('instrument.unknown');
  if (besides === 'cut') bench.line.turn('offline');
  if (besides === 'mend') bench.line.turn('online');
  if (besides === 'time') bench.clock.advance(6 * 60_000);
  bench.register.linkChanged();
}

const send = (bench: Bench, to: string, value: unknown): Promise<Result<unknown>> =>
  to === 'query'
    ? answer(querySchema, value, bench.register.query)
    : answer(commandSchema, value, bench.register.command);

/** `written`: taken, and the database changed. */
type Tally = { taken: number; written: number; malformed: number; refused: number };

function tell(tally: Tally, result: Result<unknown>, isChanged: boolean): void {
  if (!result.ok) tally[result.fault.code === 'bridge.malformed' ? 'malformed' : 'refused'] += 1;
  else {
    tally.taken += 1;
    if (isChanged) tally.written += 1;
  }
}

/** What is wrong with an answer; null when it is as it must be. */
function flawOf(result: Result<unknown>, isChanged: boolean): string | null {
  if (result.ok) return null;
  const { code } = result.fault;
  if (!faultCodes.includes(code)) return `${code} is no fault of ours`;
  return isChanged && !counted.includes(code) ? `${code} changed the database` : null;
}

/** Sends the messages to one register and counts what became of them. */
async function fire(count: number, from: number, tally: Tally): Promise<void> {
  const bench = await makeSelling({ ports: { inquire: async () => fail('instrument.unknown') } });
  // SQLite counts here every commit that changed the file through another connection.
  const watcher = new BetterSqlite3(bench.db.file, { readonly: true });
  const version = (): unknown => watcher.pragma('data_version', { simple: true });
  for (const [index, { to, value, besides }] of fc
    .sample(message, { seed: from, numRuns: count })
    .entries()) {
    const at = `seed ${from}, message ${index} to ${to}: ${JSON.stringify(value)?.slice(0, 500)}`;
    happen(bench, besides);
    const before = version();
    const result = await send(bench, to, value).catch((error: unknown) => {
      throw new Error(`it threw at ${at}`, { cause: error });
    });
    const isChanged = version() !== before;
    tell(tally, result, isChanged);
    expect(flawOf(result, isChanged), at).toBeNull();
    bench.view();
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  watcher.close();
  endBench(bench);
}

it(`answers ${messages} messages from seed ${seed}`, { timeout: limitMs }, async () => {
  const round = 1000;
  const tally: Tally = { taken: 0, written: 0, malformed: 0, refused: 0 };
  for (let sent = 0; sent < messages; sent += round)
    await fire(Math.min(round, messages - sent), seed + sent, tally);
  console.log(`bridge: ${JSON.stringify(tally)}`);
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(messages / 20);
});

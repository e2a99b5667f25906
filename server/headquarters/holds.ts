/**
 * HOLDs as they come: those that arrive together are answered in one transaction, each as if it were alone (docs/decisions/0016-taken-together.md).
 * Nobody waits there for a row that another message has: what would wait goes apart. A card that somebody else holds is refused
 * without its row being locked.
 */
import { fail, ok, type Result } from '../../shared/fault.ts';
import type { Hash } from '../../shared/identity.ts';
import type { Held, Hold } from '../../shared/lock.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { gatheringOf } from '../database/gathering.ts';
import { together } from '../database/pipeline.ts';
import { answerHold } from './hold.ts';
import { noHoldRows, writeChanges } from './holdrows.ts';
import type { Act, Headquarters } from './headquarters.ts';
import { lockingInstruments, readingInstruments } from './instruments.ts';
import { concernedLocks, factsFor, factsOf, knownFrom, type Facts } from './known.ts';
import { lockingRegisters } from './locks.ts';
import type { LockTable, RegisterTable } from './tables.ts';
import { wantedKeys, weighWants, type Weighed } from './wants.ts';

type Asked = { readonly hold: Hold; readonly weighed: readonly Weighed[] };
type Answer = Result<Held>;

/** Two of one process, so that one is reckoned while the other waits for the database; a store's worth of registers in each. */
const atOnce = 2;
const most = 32;

/** Answers a HOLD. Fault: device.unknown for a register that head office does not know or has switched off. */
export async function handleHold(headquarters: Headquarters, hold: Hold): Promise<Answer> {
  const asked = { hold, weighed: await weighWants(headquarters, hold.wants) };
  return isOrdinary(asked) ? holdsOf(headquarters).take(asked) : answerAlone(headquarters, asked);
}

/** What may be decided beside others: it counts nothing against a card, takes nothing over and lets nothing come into being. */
const isOrdinary = ({ hold }: Asked): boolean =>
  hold.wants.every(
    ({ grant, pin, purpose }) => grant === undefined && pin === undefined && purpose !== 'issue',
  );

const holdsOf = gatheringOf<Headquarters, Asked, Answer>((headquarters) => ({
  atOnce,
  most,
  markOf: ({ hold }) => hold.register,
  work: async (asked) => {
    const answers = await inOneAct(headquarters, asked, true);
    const left = asked.filter((one) => !answers.has(one));
    if (left.length === 0) return asked.flatMap((one) => answers.get(one) ?? []);
    const later = waitingFor(headquarters, left);
    return asked.map((one) => answers.get(one) ?? later(one));
  },
  isCommon: isDatabaseDown,
}));

const inOneAct = (headquarters: Headquarters, asked: readonly Asked[], passing: boolean) =>
  headquarters.db.transaction((act) => answerTogether(headquarters, act, asked, passing));

/** Those that have to wait for others' rows wait together, but nobody waits for them. What cannot be answered together is answered alone. */
function waitingFor(
  headquarters: Headquarters,
  left: readonly Asked[],
): (one: Asked) => Promise<Answer> {
  const answered = inOneAct(headquarters, left, false).catch((error: unknown) => {
    if (left.length === 1 || isDatabaseDown(error)) throw error;
    return nothingAnswered;
  });
  return async (one) => (await answered).get(one) ?? answerAlone(headquarters, one);
}

const nothingAnswered: ReadonlyMap<Asked, Answer> = new Map();

async function answerAlone(headquarters: Headquarters, asked: Asked): Promise<Answer> {
  const answers = await inOneAct(headquarters, [asked], false);
  return answers.get(asked) ?? fail('device.unknown', { register: asked.hold.register });
}

/**
 * Answers those that can be answered in one transaction. `passing`: one whose rows another message has is left out. Where something is out
 * of the ordinary, one must not see what another did: then none of many is answered.
 */
async function answerTogether(
  headquarters: Headquarters,
  act: Act,
  asked: readonly Asked[],
  passing: boolean,
): Promise<ReadonlyMap<Asked, Answer>> {
  const answers = new Map<Asked, Answer>();
  const names = asked.map(({ hold }) => hold.register);
  const requests = asked.flatMap(({ hold }) => hold.wants.map(({ request }) => request));
  const wanted = asked.flatMap(({ weighed }) => wantedKeys(weighed));
  const [rows, before] = await together(
    act,
    lockingRegisters(act, names, passing),
    concernedLocks(act, requests, wanted, names),
  );
  const registers = new Map(rows.map((row) => [row.id, row]));
  // What is out of the ordinary may change a card that another register holds, and so takes it in hand.
  const held = asked.every(isOrdinary) ? heldByOthers(before, new Set(names)) : none;
  const concerned = [...wanted, ...before.flatMap((lock) => lock.instrument ?? [])];
  const keys = concerned.filter((key) => !held.has(key));
  const [locked, read, locks, told] = await together(
    act,
    lockingInstruments(act, keys, passing),
    readingInstruments(act, concerned),
    concernedLocks(act, requests, keys, names),
    factsFor(act, names),
  );
  const facts = factsOf(told[0]);
  const many = asked.length > 1;
  if (many && (isUnusual(facts) || rows.some(({ awaited }) => awaited === 1))) return answers;
  const refusing = read.filter(({ key }) => held.has(key));
  const known = knownFrom(
    concerned,
    requests,
    [...refusing, ...locked],
    [...held.values(), ...locks],
  );
  const mine = new Set([...locked.map(({ key }) => key), ...held.keys()]);
  const others = new Set(read.flatMap(({ key }) => (mine.has(key) ? [] : [key])));
  const changes = noHoldRows(!asked.every(isOrdinary) || isUnusual(facts));
  for (const one of asked) {
    const { hold, weighed } = one;
    const register = registers.get(hold.register);
    const own = locks.filter((lock) => lock.register === hold.register);
    if (passing && isInOtherHands(register, own, weighed, others)) continue;
    if (!register || register.active === 0)
      answers.set(one, fail('device.unknown', { register: hold.register }));
    else {
      const standing = { register, hold, weighed, own, facts, known, rows: changes };
      answers.set(one, ok(await answerHold(headquarters, act, standing)));
    }
  }
  await writeChanges(act, changes);
  return answers;
}

const none: ReadonlyMap<Hash, LockTable> = new Map();

/** Live locks of registers that say nothing here, by instrument: as long as they live, nobody else gets the card. */
const heldByOthers = (
  locks: readonly LockTable[],
  names: ReadonlySet<string>,
): ReadonlyMap<Hash, LockTable> =>
  new Map(
    locks.flatMap((lock) =>
      lock.state === 'live' && lock.instrument !== null && !names.has(lock.register)
        ? [[lock.instrument, lock] as const]
        : [],
    ),
  );

const isUnusual = ({ halted, recovering }: Facts): boolean => halted !== null || recovering;

/** Another message has its register's row or that of an instrument which it wants or frees; a register without a row is found out alone. */
const isInOtherHands = (
  register: RegisterTable | undefined,
  own: readonly LockTable[],
  weighed: readonly Weighed[],
  others: ReadonlySet<Hash>,
): boolean =>
  register === undefined ||
  [...wantedKeys(weighed), ...own.flatMap((lock) => lock.instrument ?? [])].some((key) =>
    others.has(key),
  );

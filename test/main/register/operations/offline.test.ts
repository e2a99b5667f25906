/** The offline flag of every operation, proven by cutting the line on a real register. A row without a proof fails. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../shared/bridge/command.ts';
import type { Query } from '../../../../shared/bridge/query.ts';
import type { Result } from '../../../../shared/fault.ts';
import { operations } from '../../../../shared/operations/catalogue.ts';
import { needsLedger, useOf } from '../../../../shared/operations/operation.ts';
import { endBench, makeBench, type Bench } from '../../../make/register.ts';
import { ada, mei, pin } from '../../../make/staff.ts';
import { goodsProofs } from './goods.ts';
import { payingProofs } from './paying.ts';
import { peopleProofs } from './people.ts';
import type { Proof, Proofs } from './proof.ts';
import { sellingProofs } from './selling.ts';
import { journalProofs } from './journal.ts';
import { shiftProofs } from './shifts.ts';

const proofs: Proofs = {
  ...sellingProofs,
  ...goodsProofs,
  ...payingProofs,
  ...peopleProofs,
  ...shiftProofs,
  ...journalProofs,
};

/** Invokes it with the line as told, and answers what the register answered. */
async function invoked(proof: Proof, state: 'online' | 'offline'): Promise<Result<unknown>> {
  const bench = await makeBench({ ports: proof.ports ?? {} });
  if (proof.by !== 'nobody') {
    const staff = proof.by === 'manager' ? ada.id : mei.id;
    await bench.act({ command: 'signIn', staff, pin });
  }
  await proof.ready?.(bench);
  bench.clock.advance(1000);
  bench.line.turn(state);
  bench.register.linkChanged();
  const answered = await give(bench, actOf(proof, bench));
  endBench(bench);
  return answered;
}

const actOf = (proof: Proof, bench: Bench): Command | Query =>
  typeof proof.act === 'function' ? proof.act(bench) : proof.act;

const give = (bench: Bench, act: Command | Query): Promise<Result<unknown>> =>
  'command' in act ? bench.register.command(act) : bench.register.query(act);

/** The use that the proof invokes, as the row names it. */
async function useIn(proof: Proof): Promise<string> {
  if (typeof proof.act !== 'function') return named(proof.act);
  const bench = await makeBench();
  await bench.act({ command: 'signIn', staff: ada.id, pin });
  await proof.ready?.(bench);
  const act = proof.act(bench);
  endBench(bench);
  return named(act);
}
const named = (act: Command | Query): string =>
  'command' in act ? useOf(act) : act.query === 'balance' ? `balance:${act.kind}` : act.query;

type Row = (typeof operations)[number];
const withNames = (rows: readonly Row[]) =>
  rows.map((row) => [`${row.id} ${row.name.en}`, row] as const);
const codeOf = (answered: Result<unknown>): string => (answered.ok ? 'done' : answered.fault.code);

/** What each of its uses answers, one after the other. */
async function answersOf(row: Row, state: 'online' | 'offline'): Promise<string[]> {
  const codes: string[] = [];
  for (const proof of proofs[row.key] ?? []) codes.push(codeOf(await invoked(proof, state)));
  return codes;
}

it.each(withNames(operations))('%s is proven in each of its uses', async (_, row) => {
  const uses = await Promise.all((proofs[row.key] ?? []).map(useIn));
  expect(uses.toSorted()).toEqual([...row.commands, ...(row.queries ?? [])].toSorted());
});

it.each(withNames(operations.filter((row) => row.offline.works)))(
  '%s works with the line cut',
  async (_, row) => {
    expect(new Set(await answersOf(row, 'offline'))).toEqual(new Set(['done']));
  },
);

describe.each(withNames(operations.filter((row) => !row.offline.works)))('%s', (_, row) => {
  const { fault, why } = row.offline.works ? needsLedger : row.offline;

  it('waits for the line and says so', async () => {
    expect(new Set(await answersOf(row, 'offline'))).toEqual(new Set([fault]));
  });

  it('does not wait with the line up, and gives its reason in both languages', async () => {
    expect(await answersOf(row, 'online')).not.toContain(fault);
    expect(why.en).not.toBe('');
    expect(why.zh).toMatch(/\p{Script=Han}/u);
  });
});

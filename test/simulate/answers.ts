/** Answers on their way down: from headquarters to a channel, and from there to a register. */
import { pullAnswers } from '../../main/sync/answers.ts';
import { answersAfter, pullAnswers as fetchAnswers } from '../../server/channel/answers.ts';
import { answersAfter as answersOf } from '../../server/headquarters/answers.ts';
import { currentEpoch } from '../../server/headquarters/epoch.ts';
import type { Caller } from '../../server/http/call.ts';
import { fail, ok } from '../../shared/fault.ts';
import { answersSchema } from '../../shared/wire/journal.ts';
import { compareModel } from './compare.ts';
import { count } from './coverage.ts';
import { cutOf, isCut } from './line.ts';
import { atBranch, atRegister } from './process.ts';
import type { Branch } from './servers.ts';
import type { Till, World } from './world.ts';

const endless = new AbortController().signal;

/** The channel fetches the answers of headquarters. */
export async function poll(world: World, branch: Branch): Promise<string> {
  if (isCut(cutOf(world, branch.id))) return 'no line';
  const pulled = await atBranch(world, branch, async () => {
    const headquarters = world.office.running;
    const call: Caller = async ({ path }, schema) => {
      const after = Number(new URL(path, 'http://channel').searchParams.get('after'));
      const page = await answersOf(headquarters, branch.id, after);
      noteCursor(world, branch, after);
      return ok(schema.parse(page));
    };
    const epoch = await currentEpoch(headquarters.db.query);
    return fetchAnswers(branch.running.db, call, epoch, 1);
  });
  world.flaws.push(...(await compareModel(world)));
  if (pulled === null) return 'killed';
  if (!pulled.ok) world.flaws.push(`the channel could not fetch answers: ${pulled.fault.code}`);
  return pulled.ok ? `pulled ${pulled.value}` : pulled.fault.code;
}

/** A channel that heard an answer which headquarters does not have: an unnoticed restore (PROTOCOL section 7). */
function noteCursor({ model, coverage }: World, { id }: Branch, after: number): void {
  if (after === 0 || model.answered.get(id)?.has(after) === true) return;
  if (!model.halted)
    count(coverage, 'headquarters was asked for answers after one that it had forgotten');
  model.halted = true;
}

/** The register fetches its answers from the channel. */
export async function hear(world: World, till: Till): Promise<string> {
  const { db, witness } = till.machine;
  const noLine = isCut(cutOf(world, till.register));
  const line = {
    answers: async (after: number) => {
      if (noLine) return fail('channel.unreachable');
      const page = await answersAfter(till.branch.running.db.query, till.register, after);
      return ok(answersSchema.parse(page));
    },
  };
  const heard = await atRegister(world, till, async () => pullAnswers(db, witness, line, endless));
  return heard === null ? 'killed' : heard.ok ? 'heard' : heard.fault.code;
}

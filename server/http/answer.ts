/** How an answer leaves: a value as JSON; a fault as `{ fault }`, or below the office API as problem details (RFC 9457). */
import type { FastifyReply } from 'fastify';
import type { Fault, Result } from '../../shared/fault.ts';
import {
  filled,
  firstSentence,
  officeFaultsEn,
  officeFaultsZh,
  officeSentence,
} from '../../shared/officefaults.ts';
import { officeApi, problemMedia, problemType, type Problem } from '../../shared/wire/problem.ts';
import { statusOf } from './status.ts';

/** A problem as a language of HTTP names it, such as `zh-CN,zh;q=0.9`; English unless Chinese comes first. */
export function problemOf(fault: Fault, status: number, accepted = ''): Problem {
  const isChinese = /^\s*zh\b/i.test(accepted);
  const sentence = officeSentence(fault.code, isChinese ? officeFaultsZh : officeFaultsEn);
  const facts = { ...fault.data, code: fault.code };
  return {
    type: problemType(fault.code),
    title: filled(firstSentence(sentence), { code: fault.code }),
    status,
    detail: filled(sentence, facts),
    ...fault,
  };
}

const isOffice = (reply: FastifyReply): boolean => reply.request.url.startsWith(officeApi);

/** Answers a fault with its status. */
export async function answerFault(
  reply: FastifyReply,
  fault: Fault,
  status = statusOf(fault),
): Promise<void> {
  reply.code(status);
  if (!isOffice(reply)) await reply.send({ fault });
  else {
    const problem = problemOf(fault, status, reply.request.headers['accept-language']);
    await reply.type(problemMedia).send(JSON.stringify(problem));
  }
}

/** Answers that something broke here, without its words: a bug, or a service that is closing. */
export async function answerBroken(reply: FastifyReply, status: number): Promise<void> {
  reply.code(status);
  const title = status === 503 ? 'closing' : 'internal';
  if (!isOffice(reply)) await reply.send({ error: title });
  else await reply.type(problemMedia).send(JSON.stringify({ type: 'about:blank', title, status }));
}

/** Answers the value with 200, `{}` for nothing, or the fault. */
export async function answerResult(reply: FastifyReply, result: Result<unknown>): Promise<void> {
  if (reply.sent) return;
  if (result.ok) await reply.code(200).send(result.value ?? {});
  else await answerFault(reply, result.fault);
}

/** A card terminal on the network, by the protocol of docs/TERMINAL.md: one question and one answer per connection. */
import { connect } from 'node:net';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import {
  withoutNumbers,
  type CardAnswer,
  type CardTerminal,
  type Original,
} from '../../shared/terminal.ts';
import { amount, currency, id } from '../../shared/wire/parts.ts';
import { frame, readFrame } from './frame.ts';

export type TerminalPlace = {
  readonly host: string;
  readonly port: number;
  /** How long the customer may take, ms; other questions are answered within ten seconds. */
  readonly patience: number;
};

const connectMs = 4000;
const quickMs = 10_000;
const mostReason = 120;

const printed = (most: number) =>
  z
    .string()
    .max(500)
    .transform((text) => withoutNumbers(text).slice(0, most));

const answerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('approved'),
    reference: id,
    amount,
    currency,
    terminal: printed(40),
    approval: z
      .string()
      .regex(/^[\w-]{0,20}$/)
      .refine((text) => !/\d{10}/.test(text), 'too many digits'),
    masked: printed(40),
  }),
  z.object({
    outcome: z.enum(['declined', 'refused']),
    reference: id,
    reason: printed(mostReason),
  }),
  z.object({ outcome: z.enum(['reversed', 'unknown', 'pending']), reference: id }),
]);

type Question = Readonly<Record<string, string | number | Original>> & {
  readonly reference: string;
};

/** The terminal at this place. It is reached anew for every question, so that a terminal that was switched off is found again. */
export function networkTerminal(place: TerminalPlace): CardTerminal {
  const quick = (question: Question) => ask(place, question, quickMs);
  const slow = (question: Question) => ask(place, question, place.patience);
  return {
    authorise: (order) => slow({ do: 'authorise', ...order }),
    refund: ({ original, ...order }) =>
      slow({ do: 'refund', ...order, ...(original === null ? {} : { original }) }),
    reverse: (reference) => quick({ do: 'reverse', reference }),
    inquire: (reference) => quick({ do: 'inquire', reference }),
  };
}

/** Faults: terminal.unreachable when no answer came, terminal.answer when what came is none. */
function ask(
  place: TerminalPlace,
  question: Question,
  patience: number,
): Promise<Result<CardAnswer>> {
  return new Promise((resolve) => {
    const socket = connect({ host: place.host, port: place.port });
    const timer = setTimeout(() => end(fail('terminal.unreachable')), patience);
    const early = setTimeout(
      () => socket.connecting && end(fail('terminal.unreachable')),
      connectMs,
    );
    let got = Buffer.alloc(0);
    const end = (result: Result<CardAnswer>): void => {
      clearTimeout(timer);
      clearTimeout(early);
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => socket.write(frame({ holdfast: 1, ...question })));
    socket.on('data', (bytes) => {
      got = Buffer.concat([got, bytes]);
      const read = readFrame(got);
      if (read === 'malformed') end(fail('terminal.answer'));
      else if (read !== 'short') end(understood(read.message, question.reference));
    });
    socket.on('error', () => end(fail('terminal.unreachable')));
    socket.on('close', () => end(fail('terminal.unreachable')));
  });
}

function understood(message: unknown, reference: string): Result<CardAnswer> {
  const parsed = answerSchema.safeParse(message);
  if (!parsed.success || parsed.data.reference !== reference) return fail('terminal.answer');
  return ok(parsed.data);
}

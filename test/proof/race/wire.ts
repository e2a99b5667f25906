/** Head office's own doors as a channel knocks at them, spread over its processes, with a line that may be cut. */
import type { z } from 'zod';
import { heldSchema } from '../../../shared/wire/grant.ts';
import {
  answersSchema,
  haveSchema,
  type Answers,
  type Have,
} from '../../../shared/wire/journal.ts';
import { headquartersPaths } from '../../../shared/wire/channel.ts';
import { wireHeader, wireVersion } from '../../../shared/wire/register.ts';
import type { Entry } from '../../../shared/entry.ts';
import type { Held, Hold } from '../../../shared/lock.ts';

/** `up`: all is well. `deaf`: what is sent arrives, and no answer comes back. `down`: nothing arrives. */
export type LineState = 'up' | 'deaf' | 'down';
export type Wire = {
  /** Null: no answer. */
  readonly hold: (hold: Hold, line: LineState) => Promise<Held | null>;
  readonly push: (
    register: string,
    entries: readonly Entry[],
    line: LineState,
  ) => Promise<Have | null>;
  readonly answers: (after: number) => Promise<Answers>;
  /** Requests that were sent. */
  readonly sent: () => number;
};

export function openWire(urls: readonly string[], token: string): Wire {
  let sent = 0;
  const call = async <T>(
    schema: z.ZodType<T>,
    path: string,
    body: unknown,
    line: LineState,
  ): Promise<T | null> => {
    if (line === 'down') return null;
    const url = urls[sent % urls.length] ?? '';
    sent += 1;
    const answer = await fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        [wireHeader]: String(wireVersion),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(told)}`);
    return line === 'deaf' ? null : schema.parse(told);
  };
  return {
    sent: () => sent,
    hold: (hold, line) => call(heldSchema, headquartersPaths.hold, hold, line),
    push: (register, entries, line) =>
      call(haveSchema, headquartersPaths.push, { register, entries }, line),
    answers: async (after) => {
      const path = `${headquartersPaths.answers}?after=${after}`;
      return answersSchema.parse(await call(answersSchema, path, undefined, 'up'));
    },
  };
}

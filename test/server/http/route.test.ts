import { expect, it } from 'vitest';
import { z } from 'zod';
import { ok } from '../../../shared/fault.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { get, post } from '../../../server/http/route.ts';

it('refuses a query with a zero byte, which PostgreSQL fails at, and names the place alone', async () => {
  const app = makeApplication({ log: () => {}, mostBody: 100_000 });
  const asked: unknown[] = [];
  get(app, '/rows', z.looseObject({ after: z.string().optional() }), (input) => {
    asked.push(input);
    return ok({ rows: [] });
  });
  const bad = await app.inject('/rows?after=a%00b');
  expect([
    bad.statusCode,
    bad.body.includes('wire.malformed'),
    bad.body.includes('a\\u0000'),
  ]).toEqual([400, true, false]);
  expect((await app.inject('/rows?after=x&other=1&other=%00')).statusCode).toBe(400);
  expect(asked).toEqual([]);
  expect((await app.inject('/rows?after=ab')).statusCode).toBe(200);
  expect(asked).toEqual([{ after: 'ab' }]);
  await app.close();
});

it('refuses one in a body of the office as well, however deep, and not in those of registers', async () => {
  const app = makeApplication({ log: () => {}, mostBody: 100_000 });
  const schema = z.object({ notes: z.array(z.object({ text: z.string() })) });
  for (const path of ['/api/notes', '/v1/notes']) post(app, path, schema, () => ok({}));
  const send = async (url: string, text: string): Promise<string> => {
    const answer = await app.inject({ method: 'POST', url, payload: { notes: [{ text }] } });
    return `${answer.statusCode} ${/notes\.0\.text/.exec(answer.body)?.[0] ?? ''}`;
  };
  expect(await send('/api/notes', 'a\0')).toBe('400 notes.0.text');
  expect(await send('/api/notes', 'a')).toBe('200 ');
  expect(await send('/v1/notes', 'a\0')).toBe('200 ');
  await app.close();
});

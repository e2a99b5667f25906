import { expect, it } from 'vitest';
import { admitRequests } from '../../../server/http/admission.ts';
import { makeApplication } from '../../../server/http/application.ts';
import { listen } from '../../../server/http/listen.ts';

/** An application that works on one request at a time, takes in two, and ends its work when it is told. */
async function openDoor() {
  let running = 0;
  const app = makeApplication({ log: () => undefined });
  const clock = { now: () => '2026-03-01T00:00:00.000Z', running: () => running };
  const admission = admitRequests(app, clock, ['/busy'], { atOnce: 1, most: 2, mostBytes: 1000 });
  let came = 0;
  app.addHook('onRequest', async () => void (came += 1));
  const ends: (() => void)[] = [];
  let begun = 0;
  app.get('/busy', async () =>
    admission.inTurn(async () => {
      begun += 1;
      await new Promise<void>((end) => ends.push(end));
      return { done: true };
    }),
  );
  app.get('/calm', async () => ({ done: true }));
  const url = await listen(app, 0);
  return {
    ask: async (path: string) => fetch(`${url}${path}`),
    came: () => came,
    begun: () => begun,
    end: (ms: number) => {
      running += ms;
      ends.shift()?.();
    },
    close: () => app.close(),
  };
}

it('works on as many as it may, keeps as many waiting, and gives each of the others a later moment', async () => {
  const door = await openDoor();
  const first = door.ask('/busy');
  await expect.poll(door.begun).toBe(1);
  const second = door.ask('/busy');
  const refused: number[] = [];
  await expect.poll(door.came).toBe(2);
  const answer = await door.ask('/busy');
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ fault: { code: 'service.busy' } });
  refused.push(Number(answer.headers.get('retry-after')));
  expect(door.begun()).toBe(1);
  expect((await door.ask('/calm')).status).toBe(200);
  for (let time = 0; time < 120; time += 1)
    refused.push(Number((await door.ask('/busy')).headers.get('retry-after')));
  expect(refused.every((seconds) => seconds >= 1 && seconds <= 60)).toBe(true);
  expect(refused.at(-1)).toBeGreaterThan(1);
  expect(refused).toEqual(refused.toSorted((a, b) => a - b));

  // One piece of work of 100 s: those that are told now have the next minute to themselves, evenly.
  door.end(100_000);
  expect((await first).status).toBe(200);
  await expect.poll(door.begun).toBe(2);
  const third = door.ask('/busy');
  await expect.poll(door.came).toBe(4);
  const spread: number[] = [];
  for (let time = 0; time < 24; time += 1)
    spread.push(Number((await door.ask('/busy')).headers.get('retry-after')));
  expect(Math.max(...spread)).toBeGreaterThan(40);
  expect(Math.max(...spread)).toBeLessThanOrEqual(60);
  expect(spread.filter((seconds) => seconds < 30).length).toBeGreaterThan(6);
  door.end(50);
  expect((await second).status).toBe(200);
  await expect.poll(door.begun).toBe(3);
  door.end(50);
  expect((await third).status).toBe(200);
  await door.close();
});

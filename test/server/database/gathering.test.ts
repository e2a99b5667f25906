import { expect, it } from 'vitest';
import { gather } from '../../../server/database/gathering.ts';

/** A gathering whose pieces of work end when the test says so. */
function byHand(most = 10) {
  const pieces: { readonly ones: readonly string[]; readonly end: () => void }[] = [];
  const gathering = gather<string, string>({
    atOnce: 1,
    most,
    markOf: (one) => one.slice(0, 1),
    work: (many) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          if (many.includes('down')) reject(new Error('the database is down'));
          else if (many.some((one) => one.includes('!'))) reject(new Error('a bug'));
          else resolve(many.map((one) => `${one} of ${many.length}`));
        };
        pieces.push({ ones: many, end });
      }),
    isCommon: (error) => error instanceof Error && error.message.includes('down'),
  });
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const ended = async (): Promise<readonly string[]> => {
    while (pieces.length === 0) await turn();
    const piece = pieces.shift();
    piece?.end();
    return piece?.ones ?? [];
  };
  return { ...gathering, ended };
}

it('takes what waits in one piece, at most so many, and no two of one mark', async () => {
  const { take, ended } = byHand(2);
  const answers = Promise.all(['a1', 'a2', 'b1', 'c1'].map(take));
  expect(await ended()).toEqual(['a1', 'b1']);
  expect(await ended()).toEqual(['a2', 'c1']);
  expect(await answers).toEqual(['a1 of 2', 'a2 of 2', 'b1 of 2', 'c1 of 2']);
});

it('takes each by itself when a piece fails, so that only the guilty one fails', async () => {
  const { take, ended } = byHand();
  const answers = Promise.allSettled(['a', 'b!', 'c'].map(take));
  for (const piece of [['a', 'b!', 'c'], ['a'], ['b!'], ['c']])
    expect(await ended()).toEqual(piece);
  expect((await answers).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

it('fails all at once by what is wrong for all, and goes on afterwards', async () => {
  const { take, ended } = byHand();
  const answers = Promise.allSettled(['a', 'down'].map(take));
  expect(await ended()).toEqual(['a', 'down']);
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = take('e');
  await ended();
  expect(await next).toBe('e of 1');
});

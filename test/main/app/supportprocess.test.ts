import { expect, it } from 'vitest';
import { makeSupportBundle } from '../../../main/app/supportprocess.ts';

const now = '2026-11-29T10:00:00.000Z';

it('asks the same executable, and answers where the bundle lies', async () => {
  const program = { executable: 'echo', words: [] };
  expect(await makeSupportBundle(program, '/data', now)).toEqual({
    ok: true,
    value: { file: '/data/support/holdfast-support-20261129T100000000Z.zip' },
  });
});

it.each(['false', 'no-such-program'])('says so when %s makes none', async (executable) => {
  expect(await makeSupportBundle({ executable, words: [] }, '/data', now)).toMatchObject({
    ok: false,
    fault: { code: 'support.failed', retry: 'later' },
  });
});

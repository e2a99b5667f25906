import { expect, it } from 'vitest';
import { faultCodes } from '../../shared/fault.ts';
import { read, sources } from './tree.ts';

const tests = sources.filter(
  (file) => file.startsWith('test/') && !file.startsWith('test/house/') && file.endsWith('.ts'),
);
const product = sources.filter(
  (file) =>
    /^(shared|main|server|renderer)\//.test(file) &&
    file !== 'shared/fault.ts' &&
    !file.startsWith('renderer/text/') &&
    !file.includes('/web/text/'),
);

function naming(files: readonly string[]): (code: string) => boolean {
  const all = files.map((file) => read(file)).join('\n');
  return (code) => all.includes(`'${code}'`);
}

it('meets every fault code in a test', () => {
  const isMet = naming(tests);
  expect(faultCodes.filter((code) => !isMet(code))).toEqual([]);
});

it('has no fault code that nothing can answer', () => {
  const isAnswered = naming(product);
  expect(faultCodes.filter((code) => !isAnswered(code))).toEqual([]);
});

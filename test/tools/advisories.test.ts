import { expect, it } from 'vitest';
import { graveAdvisories } from '../../tools/advisories.ts';

const report = (high: number, critical: number): string =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 3, high, critical, total: 9 } } });

it('counts what is grave, whatever npm says around it', () => {
  expect(graveAdvisories(report(0, 0))).toBe(0);
  expect(graveAdvisories(`npm warn something\n${report(2, 1)}\n`)).toBe(3);
});

it.each([
  '',
  'npm error audit endpoint returned an error',
  '{"error":{"code":"E405"}}',
  '{ broken }',
])('knows nothing from %j', (output) => {
  expect(graveAdvisories(output)).toBeNull();
});

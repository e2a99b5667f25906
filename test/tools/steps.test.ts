import { expect, it } from 'vitest';
import { runCommand } from '../../tools/command.ts';
import { runSteps, summary } from '../../tools/steps.ts';

it('ends with one line that names skipped tests only when there are any', () => {
  expect(summary({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(summary({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});

it('counts steps and shows the output of those that failed, thrown or told', async () => {
  const lines: string[] = [];
  const steps = [
    { name: 'good', run: () => Promise.resolve({ passed: true, output: 'unseen' }) },
    { name: 'bad', run: () => Promise.resolve({ passed: false, output: 'the reason' }) },
    { name: 'broken', run: () => Promise.reject(new Error('the accident')) },
  ];
  const count = await runSteps(steps, (line) => lines.push(line));
  expect(count).toEqual({ passed: 1, failed: 2, skipped: 0 });
  const told = lines.join('\n');
  expect(told).toMatch(/ok +good/);
  expect(told).toMatch(/FAILED +bad .*\nthe reason/);
  expect(told).toContain('the accident');
  expect(told).not.toContain('unseen');
});

it('runs two steps at a time at most', async () => {
  let running = 0;
  let most = 0;
  const run = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return { passed: true, output: '' };
  };
  const steps = Array.from({ length: 6 }, (_, index) => ({ name: `step ${index}`, run }));
  await runSteps(steps, () => undefined);
  expect(most).toBe(2);
});

it('tells a program that fails, one that is not there, and one that takes too long', async () => {
  const failing = await runCommand('node', ['--eval', 'console.error("why"); process.exit(3)']);
  expect(failing).toEqual({ passed: false, output: 'why\n' });
  const absent = await runCommand('holdfast-no-such-program', []);
  expect(absent.passed).toBe(false);
  expect(absent.output).toContain('could not be started');
  const endless = await runCommand('node', ['--eval', 'setInterval(() => {}, 1000)'], {
    limitMs: 300,
  });
  expect(endless.passed).toBe(false);
  expect(endless.output).toContain('longer than 0.3 s');
});

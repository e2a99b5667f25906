import { expect, test } from 'vitest';
import { longestWork } from './work.ts';

const thread = (pid: number, tid: number, name: string) => ({
  ...{ name: 'thread_name', ph: 'M', pid, tid, args: { name } },
});
const work = (pid: number, tid: number, tdur: number) => ({
  ...{ name: 'ThreadControllerImpl::RunTask', ph: 'X', pid, tid, tdur },
});

test('the longest work is that of the window, by the processor', () => {
  const events = [
    work(1, 1, 8_500),
    work(1, 2, 90_000),
    work(2, 1, 70_000),
    work(1, 1, 2_000),
    thread(1, 1, 'CrRendererMain'),
    thread(1, 2, 'Compositor'),
    thread(2, 1, 'CrBrowserMain'),
  ];
  expect(longestWork(events)).toBe(8.5);
  expect(longestWork([])).toBe(0);
});

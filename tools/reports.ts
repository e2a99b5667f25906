import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Count } from './steps.ts';

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
  errors: z.array(z.unknown()),
});

/** Counts Vitest's JSON report; a file that failed before its first test counts as one failure. */
export function countVitest(json: unknown): Count {
  const report = vitestReport.parse(json);
  const brokenFiles = report.testResults.filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts Playwright's JSON report; a test that passed only when repeated has failed. */
export function countPlaywright(json: unknown): Count {
  const { stats, errors } = playwrightReport.parse(json);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

export type Run = {
  /** The runner's own exit was a success. */
  readonly passed: boolean;
  readonly reportFile: string;
  readonly count: (json: unknown) => Count;
};

/**
 * What one runner did. No report, no test run at all, or a failed exit without a failed test are
 * one failure, so that silence never counts as success.
 */
export function countRun({ passed, reportFile, count }: Run): Count {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const counted = count(JSON.parse(readFileSync(reportFile, 'utf8')));
  const ranNothing = counted.passed + counted.failed === 0;
  const silentFailure = !passed && counted.failed === 0;
  return ranNothing || silentFailure ? { ...counted, failed: counted.failed + 1 } : counted;
}

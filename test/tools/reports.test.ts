import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countPlaywright, countRun, countVitest } from '../../tools/reports.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const vitestReport = (passed: number, failed: number, files: readonly unknown[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: files,
});

function reportFile(name: string, json: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(json));
  return file;
}

describe('Vitest', () => {
  it('counts what passed and failed', () => {
    const files = [{ status: 'failed', assertionResults: [{ status: 'failed' }] }];
    expect(countVitest(vitestReport(3, 1, files))).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const files = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest(vitestReport(3, 0, files))).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});

describe('Playwright', () => {
  it('counts a test that passed only when repeated, and an error outside of tests, as failed', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    const count = countPlaywright({ stats, errors: [{ message: 'no tests' }] });
    expect(count).toEqual({ passed: 4, failed: 3, skipped: 2 });
  });
});

describe('a run', () => {
  it('without a report is a failure', () => {
    const missing = join(folder, 'missing.json');
    const count = countRun({ passed: true, reportFile: missing, count: countVitest });
    expect(count.failed).toBe(1);
  });

  it('that ran nothing is a failure', () => {
    const file = reportFile('nothing.json', vitestReport(0, 0));
    expect(countRun({ passed: true, reportFile: file, count: countVitest }).failed).toBe(1);
  });

  it('whose runner failed although every test passed is a failure', () => {
    const file = reportFile('silent.json', vitestReport(5, 0));
    const count = countRun({ passed: false, reportFile: file, count: countVitest });
    expect(count).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('that went well is only counted', () => {
    const file = reportFile('well.json', vitestReport(5, 0));
    const count = countRun({ passed: true, reportFile: file, count: countVitest });
    expect(count).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });
});

import { defineConfig } from '@playwright/test';

/** The whole product through its window; one at a time, because each test starts its own store. */
export default defineConfig({
  testDir: 'test/window',
  testMatch: '**/*.{test,spec}.ts',
  outputDir: 'test-results/window',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
});

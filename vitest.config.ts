import { defineConfig } from 'vitest/config';

/** Everything under test/ but the window, which Playwright drives. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/window/**'],
    maxWorkers: 2,
    // Threads of a test are TypeScript that Node strips by WebAssembly. V8 of Node 24 frees a wrapper there that belongs to no module (SIGSEGV in
    // Runtime_TierUpWasmToJSWrapper) when one thread is ended while another gets its calls compiled: so they never are.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});

import { existsSync, globSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import type { InlineConfig } from 'vite';
import { root } from './command.ts';

export type Bundle = {
  readonly name: string;
  /** Folders and files whose content decides whether it must be built again. */
  readonly sources: readonly string[];
  readonly entry: string;
  readonly target: string;
  readonly config: () => Promise<InlineConfig>;
};

/** What only the running process has: Electron's own modules, Node's, and the native database. */
const outside = [
  'electron',
  'better-sqlite3',
  /^electron\//,
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

export const bundles: readonly Bundle[] = [
  {
    name: 'main',
    sources: ['main', 'shared'],
    entry: 'main/app/index.ts',
    target: 'out/main/index.js',
    config: () => Promise.resolve(mainConfig()),
  },
  {
    name: 'preload',
    sources: ['main/preload', 'shared'],
    entry: 'main/preload/index.ts',
    target: 'out/preload/index.cjs',
    config: () => Promise.resolve(preloadConfig('index')),
  },
  {
    name: 'preload of windows that only show',
    sources: ['main/preload', 'shared'],
    entry: 'main/preload/aside.ts',
    target: 'out/preload/aside.cjs',
    config: () => Promise.resolve(preloadConfig('aside')),
  },
  {
    name: 'renderer',
    sources: ['renderer', 'shared'],
    entry: 'renderer/index.html',
    target: 'out/renderer/index.html',
    config: () =>
      pageConfig('renderer', 'out/renderer', 'chrome156', ['index', 'display', 'paper', 'roll']),
  },
  {
    name: 'head office page',
    sources: ['server/headquarters/web', 'shared'],
    entry: 'server/headquarters/web/index.html',
    target: 'out/headoffice/index.html',
    config: async () =>
      zodFirst(await pageConfig('server/headquarters/web', 'out/headoffice', 'es2024', ['index'])),
  },
];

/** The main process, and beside it each `<name>.worker.ts` of any room of main as `<name>.js`. */
function mainConfig(): InlineConfig {
  const workers = globSync('main/**/*.worker.ts', { cwd: root }).map(
    (file) => [basename(file, '.worker.ts'), join(root, file)] as const,
  );
  return {
    root,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ssr: true,
      outDir: 'out/main',
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { index: join(root, 'main/app/index.ts'), ...Object.fromEntries(workers) },
        external: outside,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
      },
    },
  };
}

/** A sandboxed preload can require nothing but electron, so it is one CommonJS file. */
function preloadConfig(name: string): InlineConfig {
  return {
    root,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir: 'out/preload',
      // The other preload lies there too.
      emptyOutDir: false,
      target: 'chrome156',
      minify: false,
      rolldownOptions: {
        input: { [name]: join(root, `main/preload/${name}.ts`) },
        external: ['electron', /^electron\//],
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  };
}

/** The page's file that tells zod to make no code from text shares zod's chunk: so it runs before any schema of any chunk is made. */
function zodFirst(config: InlineConfig): InlineConfig {
  const test = /[\\/]node_modules[\\/]zod[\\/]|headquarters[\\/]web[\\/]schemas\.ts$/;
  const output = { codeSplitting: { groups: [{ name: 'schemas', test }] } };
  const { build } = config;
  return { ...config, build: { ...build, rolldownOptions: { ...build?.rolldownOptions, output } } };
}

/** Assets stay files, because the strict content policy refuses data: addresses. */
async function pageConfig(
  folder: string,
  outDir: string,
  target: string,
  pages: readonly string[],
): Promise<InlineConfig> {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: join(root, folder),
    base: './',
    publicDir: existsSync(join(root, folder, 'public')) ? 'public' : false,
    plugins: [react()],
    build: {
      outDir: join(root, outDir),
      emptyOutDir: true,
      target,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: pages.map((page) => join(root, folder, `${page}.html`)) },
    },
  };
}

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseCommandLine } from './command-line.ts';
import { aliasElectron } from './module-alias.ts';
import { standinVersions } from './versions.ts';

/**
 * What the `electron` executable runs: looks like Electron's main process, runs the application's main module, then
 * starts Chromium (so that switches the application appends still count), then announces `ready`.
 */
const args = process.argv.slice(2);
// Kept raw: Playwright's loader cuts its own switches off itself.
process.argv = [process.env['STANDIN_EXECUTABLE'] ?? process.execPath, ...args];
const versions = standinVersions();
for (const name of ['electron', 'chrome']) {
  Object.defineProperty(process.versions, name, {
    value: versions[name],
    enumerable: true,
    configurable: true,
  });
}
Object.defineProperty(process, 'type', { value: 'browser', enumerable: true, configurable: true });
Object.defineProperty(process, 'resourcesPath', {
  value: process.env['STANDIN_RESOURCES'] ?? import.meta.dirname,
  enumerable: true,
  configurable: true,
});
aliasElectron();

const slowMs = 10_000;

try {
  await run();
} catch (error) {
  console.error(`electron stand-in: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

async function run(): Promise<void> {
  const { app, becomeReady, isQuitting, stopWithError } = await import('./app.ts');
  const { application } = await import('./application.ts');
  const { startBrowser } = await import('./browser.ts');
  const { appendedSwitches, givenSwitches } = await import('./command-switches.ts');
  const { closeSchemeRegistration } = await import('./protocol.ts');
  const { announceGone, announcePopup } = await import('./web-contents.ts');
  await import('./electron.ts');

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => app.quit());

  const main = pathToFileURL(application.main);
  const require = createRequire(main);
  for (const module of parseCommandLine(args).required) require(module);
  const slow = setTimeout(() => {
    console.error(
      'electron stand-in: the main module is still loading; a top-level await of app.whenReady() never ends',
    );
  }, slowMs);
  try {
    await import(main.href);
  } catch (error) {
    console.error('App threw an error during load');
    console.error(error);
    process.exit(1);
  }
  clearTimeout(slow);
  if (isQuitting()) return;

  const browser = await startBrowser(
    {
      profile: join(app.getPath('sessionData'), 'standin-chromium'),
      headful: process.env['STANDIN_HEADFUL'] === '1',
      switches: new Map([...givenSwitches(), ...appendedSwitches]),
    },
    {
      popup: (target) => announcePopup(target.openerId, target.url),
      gone: announceGone,
      closed: () => stopWithError(new Error('Chromium has ended by itself')),
    },
  );
  console.error(`\nDevTools listening on ${browser.address}\n`);
  closeSchemeRegistration();
  if (!isQuitting()) becomeReady();
}

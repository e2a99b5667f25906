import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, installDebianPackages, mayInstall } from './debian.ts';

const programs = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const macPrograms = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPrograms = [
  'Google/Chrome/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

/**
 * The full path of a Chromium: HOLDFAST_CHROMIUM, else an installed Chromium, Chrome or Edge, else
 * Debian's package, with a font for Chinese, where we may install it; throws a sentence that says what to do otherwise.
 */
export async function ensureChromium(): Promise<string> {
  const named = process.env['HOLDFAST_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`HOLDFAST_CHROMIUM names ${named}, and there is no such file.`);
  }
  const found = findChromium();
  if (found !== undefined) return found;
  // Without a font that has Chinese signs each is an empty box, narrower than they are.
  if (mayInstall()) await installDebianPackages('chromium', 'fonts-wqy-microhei');
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    'No Chromium was found. Install chromium, Google Chrome or Microsoft Edge, or name one in ' +
      'HOLDFAST_CHROMIUM. (As root on Debian it would have been installed by itself.)',
  );
}

function findChromium(): string | undefined {
  const windowsFolders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined);
  const fixed = [
    ...macPrograms,
    ...windowsFolders.flatMap((folder) => windowsPrograms.map((program) => join(folder, program))),
  ];
  const inPath = programs.map((name) => findProgram(name)).find((path) => path !== undefined);
  return inPath ?? fixed.find((path) => existsSync(path));
}

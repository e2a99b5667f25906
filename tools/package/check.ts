/** `npm run package:check`: makes the Windows installers as the release does, but for Electron's binary, and judges all that can be judged here. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.ts';
import { endOnSignal } from '../command.ts';
import { assertNode } from '../setup/node.ts';
import { add, nothing, runSteps, summary, type Step } from '../steps.ts';
import { makeAuthority, type Signer } from './certificate.ts';
import { writeWindowsElectron } from './electron.ts';
import { checksOf } from './installer.ts';
import { checkMsiProjects } from './msi.ts';
import { pack } from './pack.ts';
import { ensurePackagingPrograms, writeWindowsParts } from './windowsparts.ts';

assertNode();
endOnSignal();
const folder = mkdtempSync(join(tmpdir(), 'holdfast-package-'));
const output = join(folder, 'dist');
const signed = join(folder, 'signed.txt');
const publisher = 'Holdfast';

/** What the release machine says about its key, for the test certificate. */
const signing = (signer: Signer, timestamps: string): Record<string, string> => ({
  HOLDFAST_SIGN: 'osslsigncode',
  HOLDFAST_SIGN_CERTIFICATE: signer.certificate,
  HOLDFAST_SIGN_KEY: signer.key,
  HOLDFAST_SIGN_TIMESTAMP: timestamps,
  HOLDFAST_SIGN_LIST: signed,
});

const step = (name: string, run: () => Promise<void> | void): Step => ({
  name,
  run: async () => {
    await run();
    return { passed: true, output: '' };
  },
});

/** One after the other; after a failure nothing that builds on it. */
async function inOrder(steps: readonly Step[]) {
  let count = nothing;
  for (const each of steps) {
    count = add(count, await runSteps([each], console.log));
    if (count.failed > 0) break;
  }
  return count;
}

async function main(): Promise<number> {
  const electron = join(folder, 'electron');
  mkdirSync(electron);
  const authority = makeAuthority(folder);
  const timestamps = await authority.startTimestamps();
  const environment: Record<string, string> = {};
  const made = await inOrder([
    step('programs of Debian', ensurePackagingPrograms),
    step('build', async () => {
      if ((await build({ quiet: true })).failed > 0) throw new Error('the build failed');
    }),
    step('parts for electron-builder', () => {
      Object.assign(environment, writeWindowsParts(join(folder, 'parts')));
      writeWindowsElectron(electron);
    }),
    step('installers for Windows x64 and arm64', () =>
      pack({
        targets: ['--win', 'nsis', '--x64', '--arm64'],
        electron,
        output,
        environment: { ...environment, ...signing(authority.signer(publisher), timestamps.url) },
      }),
    ),
    step('projects of the MSI for x64 and arm64', () =>
      checkMsiProjects({
        electron,
        output: join(folder, 'msi'),
        environment: { ...environment, HOLDFAST_SIGN: 'none' },
      }),
    ),
  ]);
  const checks = checksOf({
    folder,
    output,
    authority,
    publisher,
    signed,
    timestamps: timestamps.url,
  });
  const count =
    made.failed > 0
      ? made
      : add(
          made,
          await runSteps(
            checks.map(({ name, run }) => step(name, run)),
            console.log,
          ),
        );
  await timestamps.stop();
  console.log(`\n${summary(count)}`);
  console.log(
    'Not shown here: Electron itself, the real uninstaller, the plugins of NSIS, MSI, AppImage and deb: the release workflow makes them (docs/DEPLOYMENT.md).',
  );
  return count.failed > 0 ? 1 : 0;
}

const kept = process.argv.includes('--keep');
try {
  process.exitCode = await main();
} finally {
  if (kept) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
}

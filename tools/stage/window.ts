/** Launches the register's real main process and preload with Playwright, on Electron's binary or its stand-in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Provisioning } from '../../main/app/provisioning.ts';
import { root } from '../command.ts';
import type { Installed } from '../package/install.ts';
import { chooseElectron } from '../setup/electron.ts';

export type RegisterWindow = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Ends it as a person does. */
  readonly close: () => Promise<void>;
  /** Ends it as a pulled power cord does: SIGKILL, no farewell. */
  readonly kill: () => Promise<void>;
};

export type LaunchOptions = {
  /** The register's own folder: offline database, witness, key store. */
  readonly folder: string;
  readonly provisioning: Provisioning;
  readonly environment?: Readonly<Record<string, string>>;
  /** For Chromium, such as `--lang=de`. */
  readonly switches?: readonly string[] | undefined;
};

/** Writes the provisioning file and launches the register; resolves when its first picture stands. */
export async function launchRegister(options: LaunchOptions): Promise<RegisterWindow> {
  mkdirSync(options.folder, { recursive: true });
  const file = join(options.folder, 'provisioning.json');
  writeFileSync(file, JSON.stringify(options.provisioning));
  return launch([root, `--user-data-dir=${options.folder}`, ...(options.switches ?? [])], {
    HOLDFAST_PROVISIONING: file,
    ...options.environment,
  });
}

/** Launches an installed register, as the user whose own files are in `home`; everything else it finds in its machine's folder. */
export const launchInstalled = (
  { resources, data }: Installed,
  home: string,
): Promise<RegisterWindow> =>
  launch([join(resources, 'app')], {
    STANDIN_RESOURCES: resources,
    HOLDFAST_FOLDER: data,
    XDG_CONFIG_HOME: home,
  });

async function launch(
  args: string[],
  environment: Readonly<Record<string, string>>,
): Promise<RegisterWindow> {
  // Playwright looks for Electron's program in its own environment, not in the one it gives to the app.
  Object.assign(process.env, chooseElectron().env);
  const app = await _electron.launch({
    args,
    env: { ...definedOnly(process.env), ...environment },
  });
  const page = await app.firstWindow();
  await page.locator('#root > *').first().waitFor();
  const process_ = app.process();
  return {
    app,
    page,
    close: () => app.close(),
    kill: async () => {
      const gone = new Promise((resolve) => process_.once('exit', resolve));
      process_.kill('SIGKILL');
      await gone;
    },
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Everything that `--check` judges, row by row, also for the support bundle. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Console } from '../command/console.ts';
import { databaseKey } from '../command/databasekey.ts';
import { noDevices } from '../devicesettings.ts';
import { readProvisioning, type Provisioning } from '../provisioning.ts';
import { firstTrust } from '../trust.ts';
import { masked } from '../log/mask.ts';
import { checkPrinter, checkTerminal } from './devices.ts';
import { checkLine } from './line.ts';
import { checkDatabase, checkFolder, checkIdentity, checkKeystore } from './machine.ts';
import { row, type Row } from './row.ts';
import { checkZone, machineZone } from './zone.ts';

type Configured = { readonly row: Row; readonly provisioning: Provisioning | undefined };

function configure({ environment, folder }: Console): Configured {
  try {
    const provisioning = readProvisioning(environment, folder);
    const state = provisioning
      ? row('configuration', 'good', 'good')
      : row('configuration', 'good', 'none');
    return { row: state, provisioning };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const flaw = masked(error.message.replaceAll('\n', ' '));
    return { row: row('configuration', 'failed', 'flawed', { flaw }), provisioning: undefined };
  }
}

export const crashFolder = (folder: string): string => join(folder, 'crashes');

/** The crash reports that Chromium left: names only, because a report is a piece of memory. */
export function crashReports(folder: string): string[] {
  const place = crashFolder(folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dmp'),
  );
}

export async function runCheck(console: Console): Promise<Row[]> {
  const { folder, clock } = console;
  const { row: configuration, provisioning } = configure(console);
  const file = join(folder, 'register.db');
  const key = databaseKey(file, console, undefined);
  const { row: database, identity, trust, storeZone } = checkDatabase(file, key);
  const isReadable = database.state !== 'failed' && database.code !== 'locked';
  const devices = provisioning?.devices ?? noDevices;
  const crashes = crashReports(folder).length;
  return [
    configuration,
    checkFolder(folder),
    database,
    checkKeystore(file, key, console.keystore().warning, provisioning),
    checkIdentity(identity, isReadable, provisioning),
    ...(await checkLine(
      provisioning?.channel ?? identity?.channel,
      provisioning?.channel === undefined ? trust : firstTrust(provisioning),
      () => clock.now(),
    )),
    await checkPrinter(devices),
    await checkTerminal(devices),
    crashes === 0 ? row('crashes', 'good', 'none') : row('crashes', 'warning', 'some', { crashes }),
    checkZone(storeZone, machineZone(), clock.now()),
  ];
}

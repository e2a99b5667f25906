/**
 * Hands a verified update, or the wish for the version before, to who may install: on Windows a task of SYSTEM that the installer registered, because
 * the person at the counter is no administrator (build/windows/update.ps1). It looks at the signature once more.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, win32 } from 'node:path';
import { done, fail, type Result } from '../../../shared/fault.ts';
import { writeWhole } from '../../database/durable.ts';

export type InstallerPorts = {
  readonly platform: string;
  /** The machine's data folder. */
  readonly folder: string;
  readonly systemRoot: string;
  /** Runs a program; whether it ended well. */
  readonly run: (program: string, words: readonly string[]) => Promise<boolean>;
  /** Electron's own way, for systems where the person may install: quits and installs what was downloaded. */
  readonly quitAndInstall: () => void;
};
export type Installer = {
  /** Fault: update.notInstalled. */
  readonly install: (file: string, version: string) => Promise<Result<void>>;
  readonly goBack: (version: string) => Promise<Result<void>>;
};

type Order =
  | { readonly do: 'install'; readonly file: string }
  | { readonly do: 'rollback'; readonly version: string };

export const updateTask = String.raw`Holdfast\Install update`;

export function openInstaller(ports: InstallerPorts): Installer {
  const updates = join(ports.folder, 'updates');
  const give = async (order: Order): Promise<boolean> => {
    mkdirSync(updates, { recursive: true });
    writeWhole(join(updates, 'order.json'), JSON.stringify(order));
    const program = win32.join(ports.systemRoot, 'System32', 'schtasks.exe');
    return ports.run(program, ['/Run', '/TN', updateTask]);
  };
  return {
    install: async (file, version) => {
      if (ports.platform !== 'win32') {
        ports.quitAndInstall();
        return done;
      }
      const pending = join(updates, 'pending');
      mkdirSync(pending, { recursive: true });
      const name = basename(file);
      copyFileSync(file, join(pending, name));
      const isGiven = await give({ do: 'install', file: name });
      return isGiven ? done : fail('update.notInstalled', { version });
    },
    goBack: async (version) => {
      const isGiven = ports.platform === 'win32' && (await give({ do: 'rollback', version }));
      return isGiven ? done : fail('update.notInstalled', { version });
    },
  };
}

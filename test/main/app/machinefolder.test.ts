import { expect, test } from 'vitest';
import { machineFolder, profileFolder } from '../../../main/app/machinefolder.ts';

const installed = { platform: 'win32', environment: {}, isPackaged: true, isNamed: false };

test('an installed register keeps its data in a folder of the machine, the same for every user', () => {
  expect(machineFolder(installed)).toBe('C:\\ProgramData\\Holdfast');
  expect(machineFolder({ ...installed, environment: { ProgramData: 'D:\\Data' } })).toBe(
    'D:\\Data\\Holdfast',
  );
  expect(machineFolder({ ...installed, platform: 'linux' })).toBe('/var/lib/holdfast');
});

test('a folder that is named is taken, and on the command line left to Electron', () => {
  const environment = { HOLDFAST_FOLDER: '/elsewhere' };
  expect(machineFolder({ ...installed, environment })).toBe('/elsewhere');
  expect(machineFolder({ ...installed, environment, isPackaged: false })).toBe('/elsewhere');
  expect(machineFolder({ ...installed, environment, isNamed: true })).toBeNull();
});

test("a developer's register keeps what Electron chooses", () => {
  expect(machineFolder({ ...installed, isPackaged: false })).toBeNull();
  expect(machineFolder({ ...installed, platform: 'darwin' })).toBeNull();
});

test("Chromium's profile belongs to the signed-in user", () => {
  expect(profileFolder('/users/mei/.config')).toBe('/users/mei/.config/Holdfast/profile');
});

/** A store to play in: real head office and channel, and registers with windows, each at the end of a cable of its own. */
import { join } from 'node:path';
import { noDevices, type DeviceSettings } from '../../main/app/devicesettings.ts';
import { startLocalServers, type LocalOptions, type LocalServers } from '../../server/app/local.ts';
import { layCable, type Cable } from '../cable.ts';
import { seatCashier, type Cashier } from './cashier.ts';
import { launchRegister, type RegisterWindow } from './window.ts';

export type Till = {
  readonly cable: Cable;
  readonly cashier: () => Cashier;
  readonly window: () => RegisterWindow;
  /** Starts it again on the same files, after it was closed or killed. */
  readonly launch: () => Promise<Cashier>;
};
export type Shop = {
  readonly folder: string;
  readonly servers: LocalServers;
  /** Launches the register of this id with a cable to the channel, or to what stands before it. */
  readonly openTill: (
    register: string,
    channel?: string,
    devices?: DeviceSettings,
  ) => Promise<Till>;
  readonly close: () => Promise<void>;
};

/** Opens the demonstration store in an empty folder. `switches` are given to the Chromium of every window. */
export async function openShop(
  folder: string,
  { switches, ...options }: Partial<LocalOptions> & { readonly switches?: readonly string[] } = {},
): Promise<Shop> {
  const servers = await startLocalServers({
    folder: join(folder, 'servers'),
    seed: true,
    ...options,
  });
  const tills: Till[] = [];
  return {
    folder,
    servers,
    openTill: async (register, channel = servers.channel.url, devices = noDevices) => {
      const activationCode = servers.demonstration.activationCodes[register];
      if (activationCode === undefined)
        throw new Error(`the demonstration has no register ${register}`);
      const cable = await layCable(channel);
      let window: RegisterWindow | undefined;
      const till: Till = {
        cable,
        window: () => {
          if (!window) throw new Error(`register ${register} has no window`);
          return window;
        },
        cashier: () => seatCashier(till.window().page),
        launch: async () => {
          window = await launchRegister({
            folder: join(folder, register),
            provisioning: { channel: cable.url, activationCode, devices },
            switches,
          });
          return seatCashier(window.page);
        },
      };
      tills.push(till);
      await till.launch();
      return till;
    },
    close: async () => {
      for (const till of tills) {
        await till.window().close();
        await till.cable.cut();
      }
      await servers.stop();
    },
  };
}

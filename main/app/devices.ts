/** The devices of this machine, as the provisioning chose them. */
import { join } from 'node:path';
import { done, type Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import type { CardTerminal } from '../../shared/terminal.ts';
import type { DrawRows } from '../devices/raster.ts';
import { openDrawer } from '../devices/drawer.ts';
import { printPapers } from '../devices/printer.ts';
import { receiptPrinter, type ReceiptPrinter } from '../devices/receiptprinter.ts';
import { toNetwork, toSpooler, type Sending } from '../devices/sending.ts';
import { toDevice } from '../devices/serial.ts';
import { networkTerminal } from '../devices/terminal.ts';
import type { DeviceSettings, PrinterSettings } from './devicesettings.ts';

export type Devices = {
  readonly printer: ReceiptPrinter;
  readonly terminal: CardTerminal | undefined;
};

/** `folder`: the register's own, for spooled papers and the drawer's log. `draw`: draws rows for a printer without their signs. */
export function openDevices(
  settings: DeviceSettings,
  folder: string,
  { clock, draw }: { readonly clock: Clock; readonly draw: DrawRows },
): Devices {
  const printer = chosenPrinter(settings.printer, folder, draw);
  const logged = async (): Promise<Result<void>> =>
    openDrawer(join(folder, 'drawer.log'), clock.now());
  const { terminal } = settings;
  return {
    printer: settings.drawer === 'log' ? { ...printer, openDrawer: logged } : printer,
    terminal:
      terminal &&
      networkTerminal({
        host: terminal.host,
        port: terminal.port,
        patience: terminal.patience * 1000,
      }),
  };
}

function chosenPrinter(settings: PrinterSettings, folder: string, draw: DrawRows): ReceiptPrinter {
  if (settings.kind === 'folder') {
    const into = settings.folder ?? join(folder, 'papers');
    return {
      print: async (paper) => printPapers(into, [paper]),
      openDrawer: async () => done,
    };
  }
  return receiptPrinter(way(settings), settings, draw);
}

function way(settings: Exclude<PrinterSettings, { kind: 'folder' }>): Sending {
  switch (settings.kind) {
    case 'network':
      return toNetwork(settings);
    case 'serial':
      return toDevice(settings.device);
    case 'spooler':
      return toSpooler(settings.share);
  }
}

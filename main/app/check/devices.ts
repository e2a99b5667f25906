/** What of the devices `--check` judges: reached, with paper; nothing is printed, no drawer opened, no card asked for. */
import { accessSync, constants, existsSync } from 'node:fs';
import { askNetwork, reach } from '../../devices/sending.ts';
import type { DeviceSettings } from '../devicesettings.ts';
import { row, type Row } from './row.ts';

export async function checkPrinter({ printer }: DeviceSettings): Promise<Row> {
  switch (printer.kind) {
    case 'folder':
      return row('printer', 'warning', 'folder');
    case 'network': {
      const { host, port } = printer;
      const asked = await askNetwork(printer);
      if (asked.ok) return row('printer', 'good', 'network', { host, port });
      return row('printer', 'failed', asked.fault.code, { host, port });
    }
    case 'serial':
      return isWritable(printer.device)
        ? row('printer', 'good', 'serial', { device: printer.device })
        : row('printer', 'failed', 'printer.unreachable', { device: printer.device });
    case 'spooler':
      // Windows takes papers for a printer that is off, and says nothing of it.
      return row('printer', 'skipped', 'spooler', { share: printer.share });
  }
}

function isWritable(device: string): boolean {
  if (!existsSync(device)) return false;
  try {
    accessSync(device, constants.W_OK);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

export async function checkTerminal({ terminal }: DeviceSettings): Promise<Row> {
  if (terminal === undefined) return row('terminal', 'skipped', 'none');
  const { host, port } = terminal;
  const socket = await reach(terminal);
  if (socket === null) return row('terminal', 'failed', 'unreachable', { host, port });
  socket.destroy();
  return row('terminal', 'good', 'good', { host, port });
}

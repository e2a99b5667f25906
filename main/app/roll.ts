/** Rows of a roll as pictures: a hidden page without any door draws them in the system's fonts, which have Chinese wherever a cashier reads it. */
import { BrowserWindow } from 'electron';
import { z } from 'zod';
import { fail, ok } from '../../shared/fault.ts';
import { cell } from '../../shared/roll.ts';
import type { DrawRows } from '../devices/raster.ts';
import { pageAddress } from './page.ts';

/** What the page answers: for each row its bits in base64. */
const drawnSchema = z.array(z.base64());

export const drawRows: DrawRows = async (rows, columns) => {
  const window = new BrowserWindow({
    show: false,
    width: 800,
    height: 200,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(pageAddress('roll.html'));
    const asked = `holdfastRoll(${JSON.stringify(rows)}, ${columns})`;
    const drawn = drawnSchema.parse(await window.webContents.executeJavaScript(asked));
    const stride = Math.ceil((columns * cell.width) / 8);
    return ok(
      drawn.map((text) => {
        const bits = new Uint8Array(Buffer.from(text, 'base64'));
        return { stride, height: bits.length / stride, bits };
      }),
    );
  } catch (error) {
    // The paper stays in the queue and is tried again, as with any printer that is not ready.
    console.error(`Holdfast could not draw a paper: ${String(error)}`);
    return fail('printer.error');
  } finally {
    window.destroy();
  }
};

/** Papers as a PDF: a hidden page without any door draws them as the screen does, and Chromium prints it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { done, type Result } from '../../shared/fault.ts';
import type { Paper } from '../../shared/receipt.ts';
import { diskFailure } from '../devices/failure.ts';
import { pageAddress } from './page.ts';

/** The bytes of a PDF with one page per paper. */
async function paperPdf(papers: readonly Paper[]): Promise<Buffer> {
  const window = new BrowserWindow({
    show: false,
    width: 400,
    height: 800,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  try {
    const text = Buffer.from(JSON.stringify(papers), 'utf8').toString('base64url');
    await window.loadURL(pageAddress(`paper.html#${text}`));
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true });
  } finally {
    window.destroy();
  }
}

/** Writes the papers as `<name>.pdf` into the folder; only the owner may read it. Faults: database.full, database.readOnly. */
export async function savePdf(
  folder: string,
  name: string,
  papers: readonly Paper[],
): Promise<Result<void>> {
  const bytes = await paperPdf(papers);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.pdf`), bytes, { mode: 0o600 });
    return done;
  } catch (error) {
    return diskFailure(error);
  }
}

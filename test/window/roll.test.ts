/** A receipt in Chinese on a printer that has no Chinese signs: its rows come as pictures, drawn in the system's fonts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { deviceSettingsSchema } from '../../main/app/devicesettings.ts';
import { paperBytes, rowsToDraw, type PaperStyle } from '../../main/devices/escpos.ts';
import type { Bitmap } from '../../main/devices/raster.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { assert } from '../../shared/fault.ts';
import { startFalsePrinter } from '../main/devices/falseprinter.ts';
import { isBlack, picturesIn } from '../main/devices/pictures.ts';
import { signIn, test } from './shop.ts';

const style: PaperStyle = { columns: 42, chinese: 'raster', cut: true };
const shots = process.env['HOLDFAST_SHOTS'];

/** For a look at them: what the printer got, as files. */
function keep(pictures: readonly Bitmap[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, { stride, height, bits }] of pictures.entries()) {
    const head = Buffer.from(`P4\n${stride * 8} ${height}\n`);
    writeFileSync(`${folder}/roll-${index}.pbm`, Buffer.concat([head, bits]));
  }
}

const inkOf = (picture: Bitmap): number =>
  Array.from({ length: picture.height }, (_row, y) =>
    Array.from({ length: picture.stride * 8 }, (_dot, x) => isBlack(picture, x, y)),
  )
    .flat()
    .filter(Boolean).length;

test('prints Chinese as pictures where the printer has no signs for it', async ({ shop }) => {
  const printer = await startFalsePrinter();
  const devices = deviceSettingsSchema.parse({
    printer: { kind: 'network', host: '127.0.0.1', port: printer.port, chinese: 'raster' },
  });
  const till = await shop.openTill('R-01', shop.servers.channel.url, devices);
  const cashier = till.cashier();
  await signIn(shop, cashier);
  await cashier.page.evaluate(
    "window.holdfast.command({ command: 'language', language: 'zh-CN' })",
  );
  await cashier.scan(products[1]?.barcodes[0] ?? '');
  await cashier.pay();
  const { receipt } = await cashier.finish();
  const paper = receipt?.papers[0];
  assert(paper !== undefined, 'the sale has a receipt');
  const rows = rowsToDraw(paper, style);
  expect(rows.length).toBeGreaterThan(4);

  const cut = Buffer.from([0x1d, 0x56]);
  await expect.poll(() => printer.printed().includes(cut), { timeout: 30_000 }).toBe(true);
  const pictures = picturesIn(printer.printed());
  if (shots !== undefined) keep(pictures, shots);

  const asked = `holdfastRoll(${JSON.stringify(rows)}, ${style.columns})`;
  const drawn = await till.window().app.evaluate(async ({ BrowserWindow }, code) => {
    const window = new BrowserWindow({ show: false });
    await window.loadURL('app://holdfast/roll.html');
    const answer: unknown = await window.webContents.executeJavaScript(code);
    window.destroy();
    return answer as string[];
  }, asked);
  const expected = drawn.map((text): Bitmap => {
    const bits = new Uint8Array(Buffer.from(text, 'base64'));
    return { stride: 63, height: bits.length / 63, bits };
  });
  expect(pictures).toEqual(picturesIn(paperBytes(paper, style, expected)));
  for (const [index, picture] of pictures.entries()) {
    expect(picture.height).toBe(24 * (rows[index]?.type.high ?? 1));
    const share = inkOf(picture) / (picture.stride * 8 * picture.height);
    expect(share).toBeGreaterThan(0.003);
    expect(share).toBeLessThan(0.4);
  }
  await printer.close();
});

/** A receipt in Chinese on a printer that has no Chinese signs: its rows come as pictures, drawn in the system's fonts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { deviceSettingsSchema } from '../../main/app/devicesettings.ts';
import type { Bitmap } from '../../main/devices/raster.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { startFalsePrinter } from '../main/devices/falseprinter.ts';
import { isBlack, picturesIn } from '../main/devices/pictures.ts';
import { signIn, test } from './shop.ts';

const cell = 12;
const columns = 42;

/** The dots of so many columns from one on, as rows of text. */
const cut = (picture: Bitmap, from: number, width: number): string =>
  Array.from({ length: picture.height }, (_row, y) =>
    Array.from({ length: width * cell }, (_dot, x) =>
      isBlack(picture, from * cell + x, y) ? '#' : '.',
    ).join(''),
  ).join('\n');

test('prints Chinese as pictures where the printer has no signs for it', async ({ shop }) => {
  const printer = await startFalsePrinter();
  const devices = deviceSettingsSchema.parse({
    printer: { kind: 'network', host: '127.0.0.1', port: printer.port, columns, chinese: 'raster' },
  });
  const till = await shop.openTill('R-01', shop.servers.channel.url, devices);
  const cashier = till.cashier();
  await signIn(shop, cashier);
  await cashier.page.evaluate(
    "window.holdfast.command({ command: 'language', language: 'zh-CN' })",
  );
  await cashier.scan(products[1]?.barcodes[0] ?? '');
  await cashier.pay();
  await cashier.finish();
  await expect
    .poll(() => picturesIn(printer.printed()).length, { timeout: 30_000 })
    .toBeGreaterThan(4);
  await expect.poll(() => printer.printed().includes(Buffer.from([0x1d, 0x56]))).toBe(true);
  const pictures = picturesIn(printer.printed());
  const folder = process.env['HOLDFAST_SHOTS'];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const [index, picture] of pictures.entries()) {
      const size = `${picture.stride * 8} ${picture.height}`;
      writeFileSync(
        `${folder}/roll-${String(index).padStart(2, '0')}.pbm`,
        Buffer.concat([Buffer.from(`P4\n${size}\n`), picture.bits]),
      );
    }
  }
  for (const picture of pictures) {
    expect(picture.stride).toBe((columns * cell) / 8);
    expect([24, 48]).toContain(picture.height);
    const ink = cut(picture, 0, columns).replaceAll(/[.\n]/g, '').length;
    const share = ink / (columns * cell * picture.height);
    expect(share).toBeGreaterThan(0.003);
    expect(share).toBeLessThan(0.4);
  }
  // 小计 and 合计 begin two rows: the second sign is the same, in its own cell, and no dot of the first runs into it.
  const plain = pictures.filter(({ height }) => height === 24).map((one) => cut(one, 2, 2));
  expect(plain.some((one, index) => one.includes('#') && plain.indexOf(one) !== index)).toBe(true);
  await printer.close();
});

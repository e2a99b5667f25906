/** A receipt as a PDF file, printed by Chromium from the same description as the screen and the roll, in both languages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { openSignedIn, test } from './shop.ts';

const coffee = products[1]?.barcodes[0] ?? '';

for (const language of ['en-US', 'zh-CN'] as const) {
  test(`writes the receipt as a PDF in ${language}`, async ({ shop }) => {
    const till = await openSignedIn(shop, 'R-01');
    const { page, app } = till.window();
    await page.evaluate(
      `window.holdfast.command({ command: 'language', language: '${language}' })`,
    );
    await till.cashier().scan(coffee);
    await till.cashier().pay();
    const done = await till.cashier().finish();
    await till.cashier().press('F3');
    await expect(
      page.getByText(language === 'en-US' ? 'Saved in the papers folder' : '已存入本机'),
    ).toBeVisible();
    const file = join(shop.folder, 'R-01', 'papers', `${done.receipt?.receipt ?? ''}.pdf`);
    const pdf = readFileSync(file).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    // One page, 80 mm wide: 226.77 points.
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 22[67]/);
    // The page that drew it is gone again.
    expect(app.windows()).toHaveLength(1);
  });
}

/** Visits the built page with a real Chromium, and keeps what the browser complained of. */
import { chromium, type Browser, type Page } from '@playwright/test';
import { ensureChromium } from '../../../../tools/setup/chromium.ts';

export type Visit = { readonly page: Page; readonly complaints: string[] };

export async function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    chromiumSandbox: false,
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
  });
}

/** Opens the page in a context of its own. Complaints: errors of scripts, and of the content policy. */
export async function visit(
  browser: Browser,
  url: string,
  locale: 'en-US' | 'zh-CN' = 'en-US',
): Promise<Visit> {
  const context = await browser.newContext({ locale, viewport: { width: 1366, height: 768 } });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const refusedOnPurpose = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !refusedOnPurpose) complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

export async function signIn(page: Page, account: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Account' }).fill(account);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

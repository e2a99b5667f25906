/** A shop floor with its head office in a real browser: registers without windows, both services, the built page. */
import type { Page } from '@playwright/test';
import { accounts } from '../../../server/app/demonstration/people.ts';
import { headquartersApp } from '../../../server/headquarters/app.ts';
import { listen } from '../../../server/http/listen.ts';
import { buildPage } from '../../server/headquarters/web/built-page.ts';
import { startChromium, visit } from '../../server/headquarters/web/visit.ts';
import { openFloor, type Floor } from '../counter.ts';

export type HeadOffice = {
  readonly floor: Floor;
  /** Signs Ruth in, in a context of her own, and opens the page that `at` names as its address does. */
  readonly enter: (
    at: string,
    locale?: 'en-US' | 'zh-CN',
  ) => Promise<{ readonly page: Page; readonly complaints: readonly string[] }>;
  readonly close: () => Promise<void>;
};

export async function openHeadOffice(): Promise<HeadOffice> {
  const floor = await openFloor();
  const built = await buildPage();
  const headquarters = floor.servers.headquarters.act();
  const app = headquartersApp({ headquarters, log: () => undefined, page: built.folder });
  const url = await listen(app, 0);
  const browser = await startChromium();
  return {
    floor,
    enter: async (at, locale = 'en-US') => {
      const visited = await visit(browser, `${url}/#${at}`, locale);
      const { page } = visited;
      await page.getByLabel(locale === 'en-US' ? 'Account' : '帐户').fill(accounts.ruth.name);
      await page.getByLabel(locale === 'en-US' ? 'Password' : '密码').fill(accounts.ruth.password);
      await page.keyboard.press('Enter');
      return visited;
    },
    close: async () => {
      await browser.close();
      await app.close();
      built.remove();
      await floor.close();
    },
  };
}

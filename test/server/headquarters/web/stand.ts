/** A real headquarters on SQLite with its page, people and registers, and a real browser to visit it with. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { createAccount } from '../../../../server/headquarters/accounts.ts';
import { headquartersApp } from '../../../../server/headquarters/app.ts';
import { createChannel } from '../../../../server/headquarters/channels.ts';
import type { Headquarters } from '../../../../server/headquarters/headquarters.ts';
import { saveStaff, saveStore } from '../../../../server/headquarters/masters.ts';
import { openHeadquarters } from '../../../../server/headquarters/open.ts';
import { saveRegister } from '../../../../server/headquarters/registers.ts';
import { listen } from '../../../../server/http/listen.ts';
import { unwrap, type TestWorld } from '../world.ts';
import { buildPage } from './built-page.ts';
import { signIn, startChromium, visit } from './visit.ts';

const password = 'sunflower-1';

export type Stand = {
  readonly headquarters: Headquarters;
  /** For the clerks and pushes of the tests of headquarters. */
  readonly world: TestWorld;
  readonly url: string;
  /** Signs somebody in and opens a page of the office, named as its address does. Ends with the test's `left`. */
  readonly enter: (
    at: string,
    options?: { readonly account?: string; readonly locale?: 'en-US' | 'zh-CN' },
  ) => Promise<{ readonly page: Page; readonly complaints: string[] }>;
  readonly close: () => Promise<void>;
};

export async function openStand(): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-head-office-'));
  let ahead = 0;
  const clock = {
    now: () => new Date(Date.now() + ahead).toISOString(),
    running: () => performance.now(),
    pass: (ms: number) => void (ahead += ms),
  };
  const chance = { id: () => randomBytes(16).toString('hex'), fraction: () => 0.5 };
  const address = { file: join(folder, 'headquarters.sqlite') };
  const headquarters = unwrap(await openHeadquarters({ folder, address, clock, chance }));
  await createChannel(headquarters, { id: 'C1', name: 'Channel', token: 'channel-token-of-test' });
  const name = { en: 'Harbour Street', zh: '海港街店' };
  const store = { store: 'S1', name, address: name, currency: 'USD', rates: [], channel: 'C1' };
  unwrap(await saveStore(headquarters, store));
  for (const [id, shown] of [
    ['A', 'R-01'],
    ['B', 'R-02'],
  ] as const)
    await saveRegister(headquarters, { id, name: shown, store: 'S1' });
  await saveStaff(headquarters, {
    ...{ id: 'emma', name: { en: 'Emma Stone', zh: '石艾玛' }, role: 'cashier', badge: 'HF-1' },
    pinHash: 'none',
  });
  for (const [id, shown, role] of [
    ['ruth', 'Ruth Bauer', 'finance'],
    ['sam', 'Sam Osei', 'finance'],
    ['ada', 'Ada Quist', 'auditor'],
  ] as const)
    await createAccount(headquarters, { id, name: shown, role, password });
  const built = await buildPage();
  const app = headquartersApp({ headquarters, log: () => undefined, page: built.folder });
  const url = await listen(app, 0);
  const browser: Browser = await startChromium();
  return {
    headquarters,
    world: {
      now: () => headquarters,
      clock,
      another: () => Promise.reject(new Error('one process only')),
      backup: () => Promise.reject(new Error('no backups')),
      restore: () => Promise.reject(new Error('no restores')),
      close: () => Promise.resolve(),
    },
    url,
    enter: async (at, { account = 'ruth', locale = 'en-US' } = {}) => {
      const visited = await visit(browser, `${url}/#${at}`, locale);
      if (locale === 'en-US') await signIn(visited.page, account, password);
      else {
        await visited.page.getByLabel('帐户').fill(account);
        await visited.page.getByLabel('密码').fill(password);
        await visited.page.keyboard.press('Enter');
      }
      return visited;
    },
    close: async () => {
      await browser.close();
      await app.close();
      await headquarters.db.close();
      built.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the second person types into a question that needs one. */
export async function agree(page: Page, note: string): Promise<void> {
  await page.getByLabel('Note, kept in the audit').fill(note);
  await page.getByLabel('Account of the second person').fill('sam');
  await page.getByLabel('Password of the second person').fill(password);
}

/** A meter in a page of a Chromium of its own, with a profile on disc. */
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { ensureChromium } from '../../../tools/setup/chromium.ts';
import type { Meter } from './meter.ts';

/** Answers in place of the meter until the page has opened its engine. */
const patienceMs = 60_000;

type Opened = { readonly context: BrowserContext; readonly page: Page };

async function visit(profile: string, url: string): Promise<Opened> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await ensureChromium(),
    chromiumSandbox: false,
    args: ['--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });
  context.setDefaultTimeout(patienceMs);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  await page.waitForFunction(() => globalThis.rivalMeter !== undefined);
  return { context, page };
}

/** The meter of the page at this address; its start closes Chromium and opens it anew on the same profile. */
export async function openMeter(profile: string, url: string): Promise<Meter> {
  let opened = await visit(profile, url);
  const ask = <Name extends keyof Meter>(name: Name, ...args: Parameters<Meter[Name]>) =>
    opened.page.evaluate(
      async ([method, given]) => {
        const meter = await globalThis.rivalMeter;
        if (meter === undefined) throw new Error('the page has no meter');
        return Reflect.apply(meter[method], meter, given);
      },
      [name, args] as const,
    ) as ReturnType<Meter[Name]>;
  const close = async (): Promise<void> => {
    await ask('close');
    await opened.context.close();
  };
  return {
    load: (...args) => ask('load', ...args),
    start: async (code) => {
      await close();
      opened = await visit(profile, url);
      return ask('start', code);
    },
    scan: (...args) => ask('scan', ...args),
    type: (...args) => ask('type', ...args),
    commit: (...args) => ask('commit', ...args),
    unsent: () => ask('unsent'),
    close,
  };
}

/**
 * A cashier asks for a gift card in the moment in which the line fails: how long until the tender screen takes another tender, by every way in
 * which lines fail, and whether the window stood still meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noDevices } from '../../main/app/devicesettings.ts';
import { instruments } from '../../server/app/demonstration/cards.ts';
import { products } from '../../server/app/demonstration/catalogue.ts';
import { staff } from '../../server/app/demonstration/people.ts';
import { startLocalServers } from '../../server/app/local.ts';
import { seatCashier, type Cashier } from '../../tools/stage/cashier.ts';
import { launchRegister } from '../../tools/stage/window.ts';
import { openBadLine, type BadLine, type Condition } from './badline.ts';
import { noNamesBecause, openNames, type Names } from './names.ts';
import type { Measured, Row } from './row.ts';
import { watchWork } from './work.ts';

const profile = {
  timeout: 1_000,
  retries: 1,
  heartbeat: 500,
  reconnect: 500,
  slow: 800,
  goodHeartbeats: 1,
};
/** An ask may take as long as its call and the call's retries. */
const patience = profile.timeout * (profile.retries + 1);
const cables: readonly Exclude<Condition, 'good'>[] = [
  'dead',
  'silent',
  'slow',
  'lossy',
  'portal',
  'redirect',
];
/** The line is good and its name is not answered any more. */
const deadNames = 'deadNames';
const times = 2;
const longFrame = 50;

type Seen = { readonly ms: number; readonly longest: number };

/** As text, because only the window has a `window`: from the first key until the frame after the picture without an open ask. */
const watchAsk = `void (globalThis.holdfastAsk = new Promise((resolve) => {
  let key = 0, asked = false, longest = 0, over = false;
  addEventListener('keydown', (event) => { key = event.timeStamp; setTimeout(look, 250); }, { capture: true, once: true });
  const frames = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); });
  frames.observe({ type: 'long-animation-frame' });
  const done = () => { if (over) return; over = true; stop(); requestAnimationFrame(() => requestAnimationFrame(() => {
    const ms = performance.now() - key; setTimeout(() => { frames.disconnect(); resolve({ ms, longest }); }, 100); })); };
  const stop = window.holdfast.watch((view) => { if (view.ask !== null) asked = true; else if (asked) done(); });
  // Refused at once: a line that was known to be lost opens no ask.
  const look = async () => { const { value } = await window.holdfast.query({ query: 'view' }); if (!asked && value.ask === null) done(); };
}));`;

async function ask(cashier: Cashier, turn: () => void): Promise<Seen> {
  const { page } = cashier;
  await page.keyboard.press('F8');
  await page
    .getByRole('dialog')
    .getByLabel(/^Number/)
    .fill(instruments.card.number);
  await page.evaluate(watchAsk);
  turn();
  await page.keyboard.press('F12');
  return page.evaluate<Seen>('globalThis.holdfastAsk');
}

/** The line is good again, and the sale has no card: as before the next time. */
async function recover(cashier: Cashier, line: BadLine, names: Names | null): Promise<void> {
  names?.answer(true);
  line.become('good');
  await cashier.untilLink('online');
  const { held } = (await cashier.view()).cart ?? { held: [] };
  const commands = [
    ...held.flatMap(({ tender }) => (tender === null ? [] : [{ command: 'removeTender', tender }])),
    { command: 'dismissRefusal' },
    { command: 'dismissWarning' },
  ];
  for (const command of commands)
    await cashier.page.evaluate(`window.holdfast.command(${JSON.stringify(command)})`);
  await cashier.until(
    'a sale without a card',
    (view) => view.ask === null && view.cart?.held.length === 0,
  );
  await cashier.page.waitForTimeout(profile.heartbeat * 2);
}

/** Playwright keeps the path of the first Electron that it launches, so each time has the same one. */
let namesFolder: string | undefined;

const override = 'ELECTRON_OVERRIDE_DIST_PATH';

/** Launches by another Electron than all others. */
async function withElectron<T>(electron: string | undefined, launch: () => Promise<T>): Promise<T> {
  const before = process.env[override];
  if (electron !== undefined) process.env[override] = electron;
  try {
    return await launch();
  } finally {
    if (before === undefined) delete process.env[override];
    else process.env[override] = before;
  }
}

async function run(tell: (line: string) => void): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const servers = await startLocalServers({ folder: join(folder, 'servers'), seed: true });
  const line = await openBadLine(servers.channel.url);
  const activationCode = servers.demonstration.activationCodes['R-01'] ?? '';
  const without = noNamesBecause();
  const names =
    without === null
      ? await openNames((namesFolder ??= mkdtempSync(join(tmpdir(), 'holdfast-names-'))))
      : null;
  const window = await withElectron(names?.electron, () =>
    launchRegister({
      folder: join(folder, 'R-01'),
      provisioning: {
        channel: `http://${names === null ? '127.0.0.1' : 'localhost'}:${line.port}`,
        activationCode,
        devices: noDevices,
        offlineProfile: profile,
      },
    }),
  );
  try {
    const cashier = seatCashier(window.page);
    await cashier.until('the staff', (view) => view.people.length > 0);
    await cashier.signIn(staff.meiLin.name.en, staff.meiLin.pin);
    await cashier.untilLink('online');
    await cashier.scan(products[0]?.barcodes[0] ?? '');
    await cashier.pay();
    const endWork = await watchWork(window.page);
    const found: { readonly condition: string; readonly seen: Seen }[] = [];
    const conditions = [...cables, ...(names === null ? [] : [deadNames])];
    for (const condition of conditions)
      for (let time = 0; time < times; time += 1) {
        const seen = await ask(cashier, () => {
          names?.answer(condition !== deadNames);
          // Good once more, it has lost its connections, and the next one needs the name.
          line.become(cables.find((cable) => cable === condition) ?? 'good');
        });
        tell(`${condition}: ${seen.ms.toFixed(0)} ms, longest frame ${seen.longest.toFixed(0)} ms`);
        found.push({ condition, seen });
        await recover(cashier, line, names);
      }
    const worked = await endWork();
    const worst = (condition: string): number =>
      Math.max(...found.filter((one) => one.condition === condition).map(({ seen }) => seen.ms));
    const longest = Math.max(...found.map(({ seen }) => seen.longest));
    return {
      measured: Math.max(...found.map(({ seen }) => seen.ms)),
      bound: patience,
      unit: 'ms',
      notes: [
        conditions.map((condition) => `${condition} ${worst(condition).toFixed(0)}`).join(', '),
        longest === 0
          ? `no frame over ${longFrame} ms`
          : `longest frame ${longest.toFixed(0)} ms, at most ${longFrame}`,
        `the window's thread worked at most ${worked.toFixed(1)} ms of the processor in one piece`,
        ...(without === null ? [] : [`dead names were not taken: ${without}`]),
      ],
    };
  } finally {
    await window.close();
    await line.close();
    await names?.close();
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const lineRow: Row = {
  name: 'line',
  title:
    'From the key that asks for a card, on a line that fails in that moment, to a tender screen that takes another tender: the slowest',
  command: 'npm run bench -- line',
  against: "the profile's time-out with its retry",
  limit: { atMost: (patience + 100) / patience },
  run,
  end: async () => {
    if (namesFolder !== undefined) await rm(namesFolder, { recursive: true });
  },
};

/** Services and registers to break, for the pages of the runbook. Registers are processes of their own with an encrypted database. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instruments } from '../../../server/app/demonstration/cards.ts';
import { products } from '../../../server/app/demonstration/catalogue.ts';
import { accounts, staff } from '../../../server/app/demonstration/people.ts';
import { startLocalServers, type LocalServers } from '../../../server/app/local.ts';
import { zero } from '../../../shared/money.ts';
import { layCable, type Cable } from '../../../tools/cable.ts';
import { newKey, startTill, type Till, type TillOptions } from '../../security/tills.ts';

export type Shop = {
  readonly folder: string;
  readonly servers: LocalServers;
  /** What the runbook's commands find in their environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Opens a shop with the demonstration's head office. */
export async function openShop(): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-page-shop-'));
  const servers = await startLocalServers({
    folder: join(folder, 'servers'),
    seed: true,
    settings: { poll: 50, devices: 50 },
  });
  return {
    folder,
    servers,
    variables: {
      HOLDFAST_DATA: join(folder, 'servers'),
      ACCOUNT: accounts.ruth.name,
      SECOND: accounts.daniel.name,
      HOLDFAST_PASSWORD: accounts.ruth.password,
      HOLDFAST_SECOND_PASSWORD: accounts.daniel.password,
    },
    close: async () => {
      await servers.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Counter = {
  readonly options: TillOptions;
  readonly cable: Cable;
  readonly till: Till;
};

/** A register of the shop, signed in, with IT's recovery key; `settings` change what it starts with. */
export async function openCounter(
  shop: Shop,
  register: string,
  settings: Partial<TillOptions> = {},
): Promise<Counter> {
  const cable = await layCable(shop.servers.channel.url);
  const options: TillOptions = {
    folder: join(shop.folder, register),
    channel: cable.url,
    activationCode: shop.servers.demonstration.activationCodes[register] ?? '',
    key: newKey(),
    ...settings,
  };
  const till = startTill(options);
  await signIn(till);
  return { options, cable, till };
}

export async function signIn(till: Till): Promise<void> {
  await till.until('the people', (view) => view.people.length > 0 && view.link.state === 'online');
  await till.must({ command: 'signIn', staff: staff.meiLin.id, pin: staff.meiLin.pin });
  // Refused when one is open already.
  await till.may({ command: 'openShift', amount: zero, counts: [] });
}

export async function startSale(till: Till): Promise<void> {
  await till.must({ command: 'scan', code: products[1]?.barcodes[0] ?? '' });
  await till.must({ command: 'openPayment' });
}

/** Locks the demonstration's card for the sale. */
export async function lockCard(till: Till): Promise<void> {
  const { number } = instruments.card;
  await till.must({ command: 'payInstrument', kind: 'giftCard', number, amount: null });
  await till.until('the card', (view) => view.cart?.held.length === 1);
}

/** A sale with the card, finished while the line is cut; answers its receipt. */
export async function sellOffline({ till, cable }: Counter): Promise<string> {
  await startSale(till);
  await lockCard(till);
  await cable.cut();
  await till.until('the line to be gone', (view) => view.link.state !== 'online');
  await till.must({ command: 'complete' });
  const { receipt } = await till.until('the receipt', (view) => view.screen === 'receipt');
  return receipt?.receipt ?? '';
}

/** A sale in cash; answers its receipt. */
export async function sell(till: Till): Promise<string> {
  await startSale(till);
  const due = (await till.view()).cart?.totals.due ?? zero;
  await till.must({ command: 'payCash', amount: due });
  const { receipt } = await till.until('the receipt', (view) => view.screen === 'receipt');
  await till.must({ command: 'newSale' });
  return receipt?.receipt ?? '';
}

/** A pair of recovery keys in the folder, the private one without a passphrase. */
export function makeRecoveryKey(folder: string): {
  readonly open: string;
  readonly secret: string;
} {
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const open = join(folder, 'recovery-public.pem');
  const secret = join(folder, 'recovery-private.pem');
  writeFileSync(open, pair.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(secret, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { open, secret };
}

/** How often headquarters has a receipt posted, and the books' flaws. */
export async function posted(shop: Shop, receipt: string): Promise<number> {
  const { query } = shop.servers.headquarters.act().db;
  const rows = await query
    .selectFrom('entry')
    .select('hash')
    .where('receipt', '=', receipt)
    .where('state', '=', 'posted')
    .execute();
  return rows.length;
}

/** How many locks are live. */
export async function liveLocks(shop: Shop): Promise<number> {
  const { query } = shop.servers.headquarters.act().db;
  return (await query.selectFrom('lock').select('request').where('state', '=', 'live').execute())
    .length;
}

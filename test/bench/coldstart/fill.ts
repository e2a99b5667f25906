/**
 * A main process that makes a register which was left in the middle of its day: so many products, entries that no channel has, a sale that
 * is open. It needs Electron for the key store that will open the file again. Started with `HOLDFAST_BENCH_PRODUCTS` and a data folder.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { openKeystore } from '../../../main/app/keystore.ts';
import { saveIdentity } from '../../../main/database/identity.ts';
import { keyBytes } from '../../../main/database/key.ts';
import { keyfile } from '../../../main/database/keyfile.ts';
import { hashPin } from '../../../main/register/pin.ts';
import { minor } from '../../../shared/money.ts';
import { identity } from '../../make/place.ts';
import { makeSelling } from '../../make/register.ts';
import { everyone, mei, pin } from '../../make/staff.ts';
import { goodsOf } from '../paint/goods.ts';
import { load, pagesOf } from '../shelf.ts';

const salesUnsent = 20;
const linesOpen = 8;
const version = 1_000;

const codeOf = (place: number): string => goodsOf(place).barcodes[0] ?? '';

async function fill(products: number): Promise<void> {
  const folder = app.getPath('userData');
  const { seal, unseal, isOpen } = openKeystore(safeStorage, process.platform);
  const key = keyfile({
    seal,
    unseal,
    isOpen,
    newKey: () => Uint8Array.from(randomBytes(keyBytes)),
  });
  const bench = await makeSelling({ folder, key, at: new Date().toISOString() });
  const { publicKey } = generateKeyPairSync('ed25519');
  const signingKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  saveIdentity(bench.db, { ...identity, signingKey, token: seal('token') });
  // What a PIN costs at a register, and not what it costs in tests.
  const pinHash = await hashPin(pin, randomBytes(16).toString('base64'));
  const staff = everyone.map((one) => ({ ...one, pinHash }));
  await bench.feed(
    '1060',
    staff.map((body) => ({ id: body.id, body })),
  );
  await load(bench, pagesOf(products, goodsOf), {
    version,
    full: true,
    between: (rows) => {
      if (rows % 100_000 === 0) console.log(`holdfast-bench: ${rows} products`);
    },
  });
  await bench.act({ command: 'signIn', staff: mei.id, pin });
  await bench.act({ command: 'openShift', amount: minor(20_000), counts: [] });
  for (let sale = 0; sale < salesUnsent; sale += 1) {
    await bench.act({ command: 'newSale' });
    for (const place of [2 * sale, 2 * sale + 1])
      await bench.act({ command: 'scan', code: codeOf(place) });
    await bench.act({ command: 'openPayment' });
    await bench.act({ command: 'payCash', amount: bench.cart().totals.due });
  }
  await bench.act({ command: 'newSale' });
  for (let line = 0; line < linesOpen; line += 1)
    await bench.act({ command: 'scan', code: codeOf(100 + line) });
  bench.close();
  // The application's own name for it.
  renameSync(join(folder, 'witness.jsonl'), join(folder, 'witness.log'));
}

async function run(): Promise<void> {
  await app.whenReady();
  await fill(Number(process.env['HOLDFAST_BENCH_PRODUCTS']));
  app.quit();
}

run().catch((error: unknown) => {
  console.error(error);
  app.exit(1);
});

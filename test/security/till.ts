/** A register in a process of its own, without a window: the real body, real devices and a real seal, told what to do by its parent. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startBody } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import { openDrawer } from '../../main/devices/drawer.ts';
import { printPapers } from '../../main/devices/printer.ts';
import type { Asked, Told } from './tills.ts';

const [, , folder = '', channel = '', activationCode = '', keyText = ''] = process.argv;
const key = Buffer.from(keyText, 'hex');
const say = (told: Told): void => void process.send?.(told);

/** As the system's key store does: what is sealed tells nothing to those who do not have the key. */
function seal(text: string): string {
  say({ sealed: text });
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

const body = startBody({
  folder,
  version: '1.0.0',
  device: 'a till under test',
  provisioning: { channel, activationCode },
  clock: systemClock,
  chance: systemChance,
  seal,
  unseal,
  papers: (papers) => printPapers(join(folder, 'papers'), papers),
  drawer: () => openDrawer(join(folder, 'drawer.log'), systemClock.now()),
});

async function answer(asked: Asked): Promise<void> {
  const { id } = asked;
  if ('command' in asked) say({ id, result: await body.command(asked.command) });
  else if ('query' in asked) say({ id, result: await body.query(asked.query) });
  else if ('stop' in asked) {
    await body.stop();
    process.disconnect();
  } else say({ id, result: { ok: true, value: body.view() } });
}

process.on('message', (asked: Asked) => void answer(asked));
// A test that failed leaves no process behind.
process.on('disconnect', () => process.exit());

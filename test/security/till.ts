/** A register in a process of its own, without a window: the real body, real devices and a real seal, told what to do by its parent. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBody } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import { keepHealth } from '../../main/app/health.ts';
import { openLog } from '../../main/app/log/log.ts';
import { shareFiles } from '../../main/app/machinefolder.ts';
import { logPictures } from '../../main/app/log/watch.ts';
import { keyBytes } from '../../main/database/key.ts';
import { keyfile } from '../../main/database/keyfile.ts';
import { openDrawer } from '../../main/devices/drawer.ts';
import { printPapers } from '../../main/devices/printer.ts';
import { systemTimers } from '../../main/sync/timers.ts';
import { sealWith } from './seal.ts';
import type { Asked, Told } from './tills.ts';

const [, , folder = '', channel = '', activationCode = '', keyText = '', recoveryKey = ''] =
  process.argv;
const say = (told: Told): void => void process.send?.(told);
const { seal: sealQuietly, unseal } = sealWith(keyText);

function seal(text: string): string {
  say({ sealed: text });
  return sealQuietly(text);
}

shareFiles(folder);
const log = openLog({ folder, clock: systemClock, system: null });
const body = startBody({
  log,
  folder,
  version: '1.0.0',
  device: 'a till under test',
  provisioning: {
    channel,
    activationCode,
    ...(recoveryKey && { recoveryKey: readFileSync(recoveryKey, 'utf8') }),
  },
  clock: systemClock,
  chance: systemChance,
  seal,
  unseal,
  key: keyfile({ seal, unseal, newKey: () => new Uint8Array(randomBytes(keyBytes)) }),
  papers: (papers) => printPapers(join(folder, 'papers'), papers),
  drawer: () => openDrawer(join(folder, 'drawer.log'), systemClock.now()),
});

const health = keepHealth({ folder, view: body.view, clock: systemClock, timers: systemTimers });
const pictures = logPictures(log);
body.watch((view) => {
  pictures(view);
  health.seen();
});

async function answer(asked: Asked): Promise<void> {
  const { id } = asked;
  if ('command' in asked) say({ id, result: await body.command(asked.command) });
  else if ('query' in asked) say({ id, result: await body.query(asked.query) });
  else if ('stop' in asked) {
    health.stop();
    await body.stop();
    process.disconnect();
  } else say({ id, result: { ok: true, value: body.view() } });
}

process.on('message', (asked: Asked) => void answer(asked));
// A test that failed leaves no process behind.
process.on('disconnect', () => process.exit());

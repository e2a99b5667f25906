/** The demonstration: two registers, one head office, a line that is really cut, and a story that checks itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staff } from '../server/app/demonstration/people.ts';
import { build } from './build.ts';
import { root } from './command.ts';
import { playGiftCard } from './demonstration/giftcard.ts';
import { closeTheBooks } from './demonstration/ledger.ts';
import { playMemo } from './demonstration/memo.ts';
import { takeTheFloor } from './demonstration/narrator.ts';
import { cards, type Scene } from './demonstration/scene.ts';
import { playSwitchedOff } from './demonstration/switchedoff.ts';
import { playVoided } from './demonstration/voided.ts';
import { ensureChromium } from './setup/chromium.ts';
import { chooseElectron } from './setup/electron.ts';
import { openShop, type Shop } from './stage/shop.ts';

const pictures = join(root, '.holdfast/demonstration');

/** Plays everything; 0 when it went as told. */
export async function playDemonstration(): Promise<number> {
  const electron = chooseElectron();
  console.log(`The registers run on ${electron.told}.`);
  if (!electron.real) process.env['HOLDFAST_CHROMIUM'] = await ensureChromium();
  if ((await build({ quiet: true })).failed > 0) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-demonstration-'));
  rmSync(pictures, { recursive: true, force: true });
  const shop = await openShop(folder);
  try {
    const steps = await play(shop);
    console.log(
      `\nAll ${steps} steps went as told. Pictures of both registers at each step: ${pictures}`,
    );
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`The story did not go as told. Pictures: ${pictures}`);
    return 1;
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(shop: Shop): Promise<number> {
  console.log('Opening the store: head office, channel, registers R-01 and R-02 ...');
  const first = await shop.openTill('R-01');
  const second = await shop.openTill('R-02');
  const tell = takeTheFloor(pictures, { 'R-01': first, 'R-02': second });
  const scene: Scene = { shop, first, second, tell };
  await tell.step('Mei Lin signs in at R-01 and Tomás Ortega at R-02.', async () => {
    for (const [till, person] of [
      [first, staff.meiLin],
      [second, staff.tomas],
    ] as const) {
      await till.cashier().untilLink('online');
      await till.cashier().signIn(person.name.en, person.pin);
    }
  });
  await playGiftCard(scene);
  const remainder = await playMemo(scene);
  await playSwitchedOff(scene);
  await playVoided(scene);
  const told = [cards.card, cards.memo, cards.secondCard, cards.thirdCard].map(
    (card) => card.number,
  );
  await closeTheBooks(scene, [...told, remainder.number]);
  return tell.steps();
}

/** Search while typing: from each letter to the painted tiles of what was found. */
import type { Row } from '../row.ts';
import { againstFrame, carriage, closeRig, sharedRig } from './frame.ts';
import type { Seen } from './probe.ts';
import type { Rig } from './rig.ts';

/** Beginnings of two to four letters, two words, Chinese, and typing errors: letters wrong, missing, too many, swapped. */
const words = [
  'te',
  'mil',
  'choc',
  'soap',
  'green te',
  'coffee mu',
  '绿茶',
  '巧克力',
  '咖啡',
  'choclate',
  'handmde',
  'nappkin',
  'cofefe',
];
const times = 3;
const restMs = 140;

async function type({ cashier, probe }: Rig, word: string, seen: (Seen | null)[]): Promise<void> {
  const { page } = cashier;
  for (const letter of word) {
    const act = (): Promise<void> =>
      /[ -~]/.test(letter)
        ? page.keyboard.press(letter === ' ' ? 'Space' : letter)
        : page.keyboard.insertText(letter);
    // A space alone asks for nothing new.
    if (letter === ' ') await act();
    else seen.push(await probe.see('.tiles', act));
    await page.waitForTimeout(restMs);
  }
  await page.keyboard.press('Escape');
  await page.waitForTimeout(restMs);
}

export const searchRow: Row = {
  name: 'search',
  title:
    'A letter of a search (short, two words, Chinese, mistyped) to its painted tiles, p95, in the window',
  command: 'npm run bench -- search',
  against: 'one frame',
  limit: { atMost: 1 },
  run: async (tell) => {
    const rig = await sharedRig(tell);
    const carried = await carriage(rig);
    await rig.cashier.press('F2');
    const all: (Seen | null)[] = [];
    for (let time = 1; time <= times; time += 1) {
      tell(`${words.length} words, ${time} of ${times}`);
      for (const word of words) await type(rig, word, all);
    }
    const seen = all.filter((one) => one !== null);
    return againstFrame(seen, { carried, unseen: all.length - seen.length });
  },
  end: closeRig,
};

/** A hand whose strokes are counted: a key is one, a scan is one (a pull of the trigger), and what is only waited for is none. */
import type { View } from '../../../shared/bridge/view.ts';
import type { Cashier } from '../../../tools/stage/cashier.ts';

/** Slower than any scanner, so that two keys are never taken for a scan. */
const betweenKeysMs = 80;

/** `key`: pressed; `scan`: a code; `meanwhile`: something that happens and costs no stroke, such as an answer or a cut line. */
export type Step =
  | { readonly key: string }
  | { readonly scan: string }
  | { readonly meanwhile: () => Promise<unknown> };

export const key = (name: string): Step => ({ key: name });
export const scan = (code: string): Step => ({ scan: code });
export const meanwhile = (happens: () => Promise<unknown>): Step => ({ meanwhile: happens });

export type Played = { readonly strokes: number; readonly seconds: number; readonly view: View };

/** Plays the steps up to the receipt. */
export async function play(cashier: Cashier, steps: readonly Step[]): Promise<Played> {
  const { page } = cashier;
  const began = performance.now();
  let strokes = 0;
  for (const step of steps) {
    if ('meanwhile' in step) {
      await step.meanwhile();
      continue;
    }
    strokes += 1;
    if ('key' in step) {
      await page.keyboard.press(step.key);
      await page.waitForTimeout(betweenKeysMs);
    } else {
      const keys = [...step.scan.split(''), 'Enter'];
      await Promise.all(keys.map((one) => page.keyboard.press(one)));
    }
  }
  const view = await cashier.until('the receipt', (seen) => seen.screen === 'receipt');
  return { strokes, seconds: (performance.now() - began) / 1000, view };
}

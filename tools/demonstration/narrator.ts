/** Tells the story: each step in a plain sentence with its time, a picture of every register after it, and whether it was as told. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Till } from '../stage/shop.ts';

export type Narrator = {
  readonly chapter: (title: string) => void;
  /** Tells and does one step. A step that is not as told ends the story. */
  readonly step: (sentence: string, act: () => Promise<void>) => Promise<void>;
  readonly say: (line: string) => void;
  readonly steps: () => number;
};

/** Pictures go into `folder`, as `<step>-<register>.png`. */
export function takeTheFloor(folder: string, tills: Readonly<Record<string, Till>>): Narrator {
  mkdirSync(folder, { recursive: true });
  const began = performance.now();
  let count = 0;
  const time = (): string => `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s`;
  const takePictures = async (): Promise<void> => {
    for (const [register, till] of Object.entries(tills)) {
      const name = `${String(count).padStart(2, '0')}-${register}.png`;
      await till.window().page.screenshot({ path: join(folder, name) });
    }
  };
  return {
    chapter: (title) => console.log(`\n${title}\n${'-'.repeat(title.length)}`),
    say: (line) => console.log(line),
    steps: () => count,
    step: async (sentence, act) => {
      count += 1;
      try {
        await act();
        // The warning and the panels come down in a quarter of a second; the picture shows them at rest.
        await new Promise((resolve) => setTimeout(resolve, restMs));
      } catch (error) {
        console.log(`${time()}  ${String(count).padStart(2)}. NOT AS TOLD: ${sentence}`);
        await takePictures();
        throw error;
      }
      await takePictures();
      console.log(`${time()}  ${String(count).padStart(2)}. ${sentence}`);
    },
  };
}

const restMs = 350;

/** Ends the story unless the fact holds. */
export function mustBe(holds: boolean, fact: string): void {
  if (!holds) throw new Error(`not as told: ${fact}`);
}

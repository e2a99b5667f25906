/** Rows of a paper roll that are drawn because the printer has not their signs: the measure of its cells, and what travels to the drawing page. */

/** How a row is set: bold, and as many times as wide and high. */
export type RollRow = {
  readonly text: string;
  readonly type: { readonly bold?: boolean; readonly wide?: 1 | 2; readonly high?: 1 | 2 };
};

/** Dots of a narrow sign in a receipt printer's normal type (font A of ESC/POS); a wide one takes two cells. */
export const cell = { width: 12, height: 24 } as const;

/** East Asian characters take two columns. */
export const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );

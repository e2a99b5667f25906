/** The line of the cart that the keys mean: the one chosen, until a newer line comes in. */
import { useState } from 'react';
import type { CartView, LineView } from '../shared/bridge/view.ts';

export const shownLines = (cart: CartView | null): readonly LineView[] =>
  cart === null ? [] : cart.lines.filter((line) => !line.voided);

const mark = (cart: CartView | null): string =>
  cart === null ? '' : `${cart.sale} ${cart.latest?.line ?? ''} ${cart.latest?.scannedAt ?? ''}`;

/** The line beside the chosen one: the next (1) or the one before (-1); the ends stay. */
export function lineBeside(
  lines: readonly LineView[],
  chosen: number | null,
  step: 1 | -1,
): number | null {
  const at = lines.findIndex((line) => line.line === chosen);
  if (at === -1) return lines.at(-1)?.line ?? null;
  return lines[at + step]?.line ?? chosen;
}

export function useChosenLine(cart: CartView | null) {
  const [choice, setChoice] = useState<{ line: number; mark: string } | null>(null);
  const lines = shownLines(cart);
  const stays =
    choice !== null &&
    choice.mark === mark(cart) &&
    lines.some((line) => line.line === choice.line);
  const latest = lines.find((line) => line.line === cart?.latest?.line) ?? lines.at(-1);
  const chosen = stays ? choice.line : (latest?.line ?? null);
  return {
    chosen,
    line: lines.find((line) => line.line === chosen) ?? null,
    choose: (line: number | null) => {
      if (line !== null) setChoice({ line, mark: mark(cart) });
    },
  };
}

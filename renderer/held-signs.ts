/**
 * The first signs of what may be a scan, while nobody is in a field: they wait for as long as a scanner's next key may take. A scanner's are
 * dropped, and nothing on the screen has moved; a hand's are then typed as if they had just been pressed.
 */
import { flushSync } from 'react-dom';
import { takesSigns, textField } from './field.ts';

type Sign = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** What may begin a code and is no key of its own, as `+` and `-` are. */
const begins = (key: string): boolean => /^[\p{L}\p{N}]$/u.test(key);

/** Presses it, and puts it into the field that this leads to. */
function press({ key, code, shiftKey }: Sign): void {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent('keydown', {
    ...{ key, code, shiftKey },
    ...{ bubbles: true, cancelable: true },
  });
  // The only way to type as a hand does: with the field's own limits, its selection, and its way back.
  if (target.dispatchEvent(event) && key.length === 1 && textField(document.activeElement) !== null)
    document.execCommand('insertText', false, key);
}

export type HeldSigns = {
  /** Whether the sign waits now, for so many milliseconds unless another one comes; if so, nobody else may hear of it. */
  readonly hold: (sign: Sign, ms: number) => boolean;
  /** Types what waits, and whether anything did. */
  readonly release: () => boolean;
  /** Presses a key where the focus is now. */
  readonly press: (key: Sign) => void;
  /** Whether what is heard now is pressed by this. */
  readonly isPressing: () => boolean;
  /** Forgets what waits. */
  readonly drop: () => void;
};

export function holdSigns(): HeldSigns {
  let held: Sign[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pressing = false;
  const drop = (): void => {
    clearTimeout(timer);
    held = [];
  };
  const pressAll = (signs: readonly Sign[]): void => {
    pressing = true;
    // Whoever acts on the next key must see what was typed before it.
    for (const sign of signs) flushSync(() => press(sign));
    pressing = false;
  };
  const release = (): boolean => {
    const signs = held;
    drop();
    pressAll(signs);
    return signs.length > 0;
  };
  return {
    ...{ drop, release },
    press: (key) => pressAll([key]),
    isPressing: () => pressing,
    hold: ({ key, code, shiftKey }, ms) => {
      if (takesSigns(document.activeElement)) return false;
      if (held.length === 0 && !begins(key)) return false;
      held.push({ key, code, shiftKey });
      clearTimeout(timer);
      timer = setTimeout(release, ms);
      return true;
    },
  };
}

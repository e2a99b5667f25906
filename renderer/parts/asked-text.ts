/** What is looked for of what is being typed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useView } from '../register.ts';

/** Whether it is typed by its digits, as codes are. */
export const isCode = (text: string): boolean => /^[\d-]+$/.test(text);

/** After such a pause what was typed so fast was no scan. */
const restMs = 90;

/**
 * Looks for each letter at once, as a hand types it. What comes as fast as only a scanner types, and digits, are looked for after a pause:
 * a scan would otherwise set off a search with each of its keys and wait behind them.
 */
export function useAskedText(): readonly [asked: string, typed: (text: string) => void] {
  const { scanner } = useView('scanner');
  const { gap } = scanner;
  const [asked, setAsked] = useState('');
  const lastRef = useRef(0);
  const timerRef = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timerRef.current), []);
  const typed = useCallback(
    (text: string) => {
      const now = performance.now();
      const isHurried = now - lastRef.current < gap;
      lastRef.current = now;
      clearTimeout(timerRef.current);
      if (text !== '' && (isHurried || isCode(text)))
        timerRef.current = setTimeout(() => setAsked(text), restMs);
      else setAsked(text);
    },
    [gap],
  );
  return [asked.trim(), typed];
}

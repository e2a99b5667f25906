/** A function that stays the same while what it does changes, for parts that are drawn again only when what they are given has changed. */
import { useCallback, useLayoutEffect, useRef } from 'react';

/** Does what `act` of the newest drawing does. For what people press, never while drawing. */
export function useSteady<A extends readonly unknown[]>(
  act: (...args: A) => void,
): (...args: A) => void {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...args: A) => newest.current(...args), []);
}

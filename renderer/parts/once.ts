/** One act at a time: a second press while the first is under way does nothing. */
import { useCallback, useRef } from 'react';

export function useOnce(): (act: () => Promise<void>) => void {
  const runningRef = useRef(false);
  return useCallback((act) => {
    if (runningRef.current) return;
    runningRef.current = true;
    const run = async () => {
      try {
        await act();
      } finally {
        runningRef.current = false;
      }
    };
    void run();
  }, []);
}

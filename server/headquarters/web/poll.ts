/** Keeps an answer fresh: asks now, again after each pause, and at once when told to. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Fault, Result } from '../../../shared/fault.ts';

export type Polled<T> = {
  /** The newest answer; it stays while later questions fail. */
  readonly value: T | null;
  /** Why the newest question has no answer. */
  readonly fault: Fault | null;
  /** Asks now and tells the answer. */
  readonly refresh: () => Promise<Result<T>>;
};

/** `question` is asked anew when it changes; `pause` in milliseconds between answer and next question. Asks nothing while not `active` or in a hidden tab. */
export function usePolled<T>(
  question: () => Promise<Result<T>>,
  pause: number,
  active: boolean,
): Polled<T> {
  const [shown, setShown] = useState<{ value: T | null; fault: Fault | null }>({
    value: null,
    fault: null,
  });
  const asked = useRef(0);
  const answered = useRef(0);

  const refresh = useCallback(async () => {
    asked.current += 1;
    const turn = asked.current;
    const answer = await question();
    // An older question that is answered late must not undo a newer answer.
    if (turn < answered.current) return answer;
    answered.current = turn;
    setShown((before) =>
      answer.ok ? { value: answer.value, fault: null } : { ...before, fault: answer.fault },
    );
    return answer;
  }, [question]);

  useEffect(() => {
    if (!active) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const turn = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await refresh();
      if (!ended) timer = setTimeout(() => void turn(), pause);
    };
    void turn();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [refresh, pause, active]);

  return { ...shown, refresh };
}

/** Locks the register when nobody has touched it for as long as the store allows. */
import { useEffect } from 'react';
import { useActs, useView } from '../register.ts';

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export function IdleLock() {
  const { staff, idleMinutes } = useView('staff', 'idleMinutes');
  const { send } = useActs();
  const watches = staff !== null && idleMinutes !== null;
  useEffect(() => {
    if (!watches) return undefined;
    let timer: number | undefined;
    const again = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => send({ command: 'lock' }), idleMinutes * 60_000);
    };
    again();
    for (const sign of signs)
      window.addEventListener(sign, again, { capture: true, passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, again, { capture: true });
    };
  }, [watches, idleMinutes, send]);
  return null;
}

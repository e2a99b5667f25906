/** The time of day for what the screen shows; it ticks, and nothing else depends on it. */
import { useEffect, useState } from 'react';

/** The present moment, renewed every so many milliseconds. */
export function useNow(every = 1000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

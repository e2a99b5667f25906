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

const minuteOf = (moment: Date): number => Math.floor(moment.getTime() / 60_000);

/** The present moment for a clock without seconds: looked at each second, as clocks are put right, and renewed with the minute. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const look = () =>
      setNow((shown) => {
        const moment = new Date();
        return minuteOf(moment) === minuteOf(shown) ? shown : moment;
      });
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

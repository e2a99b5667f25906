/** `Retry-After` of an answer 429: our own services and most proxies give seconds. */

const standardSeconds = 5;
/** Whatever a proxy says: a register tries again at least so often. */
const mostSeconds = 300;

/** The seconds that the header names, from 1 to 300; 5 when it is missing or is a date. */
export function retryAfterSeconds(header: unknown): number {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return standardSeconds;
  return Math.min(mostSeconds, Math.max(1, Number(header)));
}

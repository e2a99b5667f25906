/** Headquarters at work by itself: writes off what expired long enough ago, where its operator has said so. */
import type { Clock } from '../../shared/identity.ts';
import { expireAll } from '../headquarters/expiring.ts';
import type { Headquarters } from '../headquarters/headquarters.ts';
import { logLine, type Log } from '../http/log.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Writes off what expired so many days ago, now and every hour; several processes may do it at once. Answers how to stop. */
export function startWritingOff(
  headquarters: Headquarters,
  {
    afterDays,
    clock,
    log,
  }: { readonly afterDays: number; readonly clock: Clock; readonly log: Log },
): () => Promise<void> {
  const once = async (): Promise<void> => {
    const before = new Date(Date.parse(clock.now()) - afterDays * dayMs).toISOString();
    const written = await expireAll(headquarters, before, 'headquarters');
    if (!written.ok) log(logLine('expiry.put-off', { why: written.fault.code }));
    else if (written.value.count > 0)
      log(logLine('expiry.done', { count: written.value.count, kept: written.value.kept }));
  };
  let running = Promise.resolve();
  const begin = (): void => {
    running = running.then(once).catch((error: unknown) => {
      log(
        logLine('expiry.failed', { why: error instanceof Error ? error.message : String(error) }),
      );
    });
  };
  begin();
  const timer = setInterval(begin, hourMs);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Whether what answers as the channel is not believed, which no further try mends. */
import type { LinkFacts } from '../../shared/link.ts';

/** The fault that says why; null while the channel answers, or simply does not. */
export function mistrust({
  up,
  lastErrorWhat,
}: LinkFacts): 'channel.pin' | 'channel.certificate' | null {
  const code = lastErrorWhat?.split(': ').at(-1);
  return !up && (code === 'channel.pin' || code === 'channel.certificate') ? code : null;
}

/** Long reckoning a piece at a time, so that what else came in is heard in between. */
import { setImmediate as turn } from 'node:timers/promises';

/** So many entries are read and hashed in some three milliseconds. */
const piece = 8;

/** What `make` makes of each value, in their order. */
export async function mapInTurns<In, Out>(
  values: readonly In[],
  make: (value: In) => Out,
): Promise<Out[]> {
  const made: Out[] = [];
  for (const value of values) {
    if (made.length > 0 && made.length % piece === 0) await turn();
    made.push(make(value));
  }
  return made;
}

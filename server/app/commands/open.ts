/** Headquarters' database, opened for one command. */
import { join } from 'node:path';
import type { Headquarters } from '../../headquarters/headquarters.ts';
import { addressOf, type Keeping, type Service } from '../address.ts';
import type { Configuration } from '../configuration.ts';
import { failed, type Console, type Exit } from '../console.ts';
import { openKept } from '../headquarters.ts';

/** Where a service keeps its things by the configuration. */
export function placeOf(
  service: Service,
  { folder, databaseUrl, connections }: Configuration,
): Keeping {
  const own = join(folder, service);
  return { folder: own, address: addressOf(service, own, databaseUrl, connections) };
}

/** Opens headquarters, lets the act work on it, and closes it again. A running headquarters is not disturbed. */
export async function withHeadquarters(
  console: Console,
  act: (headquarters: Headquarters) => Promise<Exit>,
): Promise<Exit> {
  const { clock, chance, configuration } = console;
  const opened = await openKept({ ...placeOf('headquarters', configuration), clock, chance });
  if (!opened.ok) return failed(console, opened.fault);
  try {
    return await act(opened.value);
  } finally {
    await opened.value.db.close();
  }
}

/** Headquarters on a port: database, keys, doors. */
import { mkdirSync } from 'node:fs';
import { ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { serveChannels } from '../headquarters/channelapi.ts';
import { currentEpoch } from '../headquarters/epoch.ts';
import type { Headquarters } from '../headquarters/headquarters.ts';
import { openHeadquarters } from '../headquarters/open.ts';
import { makeApplication } from '../http/application.ts';
import { listen } from '../http/listen.ts';
import type { Log } from '../http/log.ts';
import { get, nothing } from '../http/route.ts';
import type { Keeping } from './address.ts';

export type HeadquartersOptions = Keeping & {
  readonly host?: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** The operator says that the database came back from a backup (PROTOCOL section 7). */
  readonly restored?: boolean | undefined;
};
export type RunningHeadquarters = {
  readonly headquarters: Headquarters;
  readonly url: string;
  /** Lets requests under way end, then closes port and database. */
  readonly stop: () => Promise<void>;
};

/** Opens headquarters without a port, for acts of the command line. Faults: database.newer, database.damaged. */
export async function openKept(
  options: Omit<HeadquartersOptions, 'port' | 'log' | 'host'>,
): Promise<Result<Headquarters>> {
  const { folder, address, clock, chance, restored } = options;
  mkdirSync(folder, { recursive: true });
  return openHeadquarters({
    folder,
    address,
    clock,
    chance,
    restored,
  });
}

/** Starts headquarters. Faults: database.newer, database.damaged. */
export async function startHeadquarters(
  options: HeadquartersOptions,
): Promise<Result<RunningHeadquarters>> {
  const opened = await openKept(options);
  if (!opened.ok) return opened;
  const headquarters = opened.value;
  const app = makeApplication({ log: options.log });
  serveChannels(app, headquarters);
  get(app, headquartersPaths.health, nothing, async () =>
    ok({ service: 'headquarters', epoch: await currentEpoch(headquarters.db.query) }),
  );
  try {
    const url = await listen(app, options.port, options.host);
    const stop = async (): Promise<void> => {
      await app.close();
      await headquarters.db.close();
    };
    return ok({ headquarters, url, stop });
  } catch (error) {
    await headquarters.db.close();
    throw error;
  }
}

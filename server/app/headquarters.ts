/** Headquarters on a port: database, keys, doors. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../shared/fault.ts';
import type { Chance, Clock } from '../../shared/identity.ts';
import { headquartersApp } from '../headquarters/app.ts';
import { proveAudit } from '../headquarters/auditchain.ts';
import type { Headquarters, Meter } from '../headquarters/headquarters.ts';
import { makeMeter } from '../headquarters/metrics.ts';
import { tellStores } from '../headquarters/mail.ts';
import { openHeadquarters } from '../headquarters/open.ts';
import { startSchedules } from '../headquarters/schedules.ts';
import type { Reached } from '../http/application.ts';
import { listen } from '../http/listen.ts';
import { logLine, type Log } from '../http/log.ts';
import { makeMetrics } from '../http/metrics.ts';
import type { Keeping } from './address.ts';
import { startMailing, type MailPlace } from './mailing.ts';
import { startWritingOff } from './writingoff.ts';

export type HeadquartersOptions = Keeping & {
  readonly host?: string | undefined;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** Folder of the built head office page; where the build puts it unless told. */
  readonly page?: string | undefined;
  /** The operator says that the database came back from a backup (PROTOCOL section 7). */
  readonly restored?: boolean | undefined;
  /** Writes off by itself what expired so many days ago; never unless told. */
  readonly expireAfterDays?: number | null | undefined;
  /** Sends receipts by this mail server; sends none and tells the stores so for null; leaves all as it is unless told. */
  readonly mail?: MailPlace | null | undefined;
  /** Plain HTTP without limits unless told. */
  readonly reached?: Reached | undefined;
  /** Keeps figures and serves them at `/metrics`. */
  readonly metered?: boolean | undefined;
};
export type RunningHeadquarters = {
  readonly headquarters: Headquarters;
  readonly url: string;
  /** Lets requests under way end, then closes port and database. */
  readonly stop: () => Promise<void>;
};

/** So many of the newest rows of the audit are proved at each start; `audit verify` proves all. */
const provedAtStart = 1000;

/** Opens headquarters without a port, for acts of the command line. Faults: database.newer, database.damaged. */
export async function openKept(
  options: Omit<HeadquartersOptions, 'port' | 'log' | 'host' | 'reached'> & {
    readonly log?: Log;
    readonly meter?: Meter | undefined;
  },
): Promise<Result<Headquarters>> {
  const { folder, address, clock, chance, restored, log, meter } = options;
  mkdirSync(folder, { recursive: true });
  return openHeadquarters({
    folder,
    address,
    clock,
    chance,
    restored,
    log,
    meter,
  });
}

/** Starts headquarters. Faults: database.newer, database.damaged. */
export async function startHeadquarters(
  options: HeadquartersOptions,
): Promise<Result<RunningHeadquarters>> {
  const metrics = options.metered === true ? makeMetrics('headquarters') : undefined;
  const meter = metrics && makeMeter(metrics);
  const opened = await openKept({ ...options, meter });
  if (!opened.ok) return opened;
  const headquarters = opened.value;
  const { flaws } = await proveAudit(headquarters, { last: provedAtStart });
  for (const { number, why } of flaws) options.log(logLine('audit.broken', { row: number, why }));
  const page = options.page ?? builtPage();
  const app = headquartersApp({
    ...{ headquarters, log: options.log, page, reached: options.reached, metrics },
  });
  try {
    const url = await listen(app, options.port, options.host);
    const { expireAfterDays: afterDays = null, mail, clock, log } = options;
    if (mail !== undefined) await tellStores(headquarters, mail !== null);
    const stopWritingOff =
      afterDays === null ? null : startWritingOff(headquarters, { afterDays, clock, log });
    const schedules = startSchedules(headquarters);
    const stopMailing = mail ? startMailing(headquarters, { place: mail, log }) : null;
    const stop = async (): Promise<void> => {
      await schedules.stop();
      await app.close();
      await stopMailing?.();
      await stopWritingOff?.();
      await headquarters.db.close();
    };
    return ok({ headquarters, url, stop });
  } catch (error) {
    await headquarters.db.close();
    throw error;
  }
}

/** The page as `npm run build` leaves it; undefined before. */
function builtPage(): string | undefined {
  const folder = join(import.meta.dirname, '../../out/headoffice');
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

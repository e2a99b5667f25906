/** The register's log: lines of JSON with stable event numbers, in files that rotate; on Windows the grave ones in its Event Log as well. */
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { done, type Result } from '../../../shared/fault.ts';
import type { Clock } from '../../../shared/identity.ts';
import { guarded } from '../../database/failure.ts';
import { events, type EventName, type Level } from './catalogue.ts';
import { masked } from './mask.ts';

/** Facts by name: codes, states, numbers. Texts are masked; names of people and numbers of cards do not belong here. */
export type Facts = Readonly<Record<string, string | number>>;
export type Log = (event: EventName, facts?: Facts) => void;

export type LogPorts = {
  readonly folder: string;
  readonly clock: Clock;
  /** Where the system collects events of all programs; null where it does not. */
  readonly system: ((id: number, level: Level, text: string) => void) | null;
  /** Bytes after which a new file begins. */
  readonly mostBytes?: number;
};

/** Of 1 MB each, so that a chatty year fits and a disk does not fill. */
const keptFiles = 10;

const logFolder = (folder: string): string => join(folder, 'logs');
const logFile = (folder: string): string => join(logFolder(folder), 'register.log');

/** The log's files that there are, newest first. */
export const logFiles = (folder: string): string[] => {
  const file = logFile(folder);
  const old = globSync('register.[0-9].log', { cwd: logFolder(folder) }).toSorted();
  return [file, ...old.map((name) => join(logFolder(folder), name))].filter((one) =>
    existsSync(one),
  );
};

/** A disk that takes no log keeps nobody from selling. */
export function openLog({ folder, clock, system, mostBytes = 1_000_000 }: LogPorts): Log {
  const file = logFile(folder);
  const made = makeFolder(folder);
  const logger = electronLog.create({ logId: file });
  const { file: transport, console } = logger.transports;
  console.level = false;
  // electron-log would make folders recursively, from which Node does not come back where nothing can be made.
  transport.level = made.ok ? 'silly' : false;
  transport.resolvePathFn = () => file;
  transport.maxSize = mostBytes;
  transport.format = '{text}';
  transport.archiveLogFn = () => rotate(file);
  return (event, facts = {}) => {
    const { id, level, meaning } = events[event];
    const told = Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [
        name,
        typeof fact === 'string' ? masked(fact) : fact,
      ]),
    );
    logger.info(JSON.stringify({ at: clock.now(), id, level, event, ...told }));
    if (level !== 'info') system?.(id, level, `${event}: ${meaning} ${JSON.stringify(told)}`);
  };
}

const makeFolder = (folder: string): Result<void> =>
  guarded(() => {
    for (const place of [folder, logFolder(folder)]) if (!existsSync(place)) mkdirSync(place);
    return done;
  });

function rotate(file: string): void {
  const old = (number: number): string => file.replace(/\.log$/, `.${number}.log`);
  rmSync(old(keptFiles - 1), { force: true });
  for (let number = keptFiles - 2; number >= 1; number -= 1)
    if (existsSync(old(number))) renameSync(old(number), old(number + 1));
  renameSync(file, old(1));
}

/** What every act of headquarters stands on. */
import type { Transaction } from 'kysely';
import type { Chance, Clock } from '../../shared/identity.ts';
import type { ServerDatabase } from '../database/open.ts';
import type { Log } from '../http/log.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './tables.ts';

/** Counts what headquarters does; figures are made of it where somebody wants them. */
export type Meter = {
  readonly received: (entries: number) => void;
  readonly posted: (outcome: string, ms: number) => void;
};

export type Headquarters = {
  readonly db: ServerDatabase<Tables>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly keys: Keys;
  /** Where the epoch is kept outside the database. */
  readonly epochFile: string;
  readonly meter: Meter;
  /** Bugs that stop nobody are told here. */
  readonly log: Log;
};

/** One message is one transaction; functions that take it are part of that message. */
export type Act = Transaction<Tables>;

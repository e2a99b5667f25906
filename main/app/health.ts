/** A small file beside the database that says how the register is, for monitoring tools (docs/OPERATIONS.md). No name, no number of a card. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { View } from '../../shared/bridge/view.ts';
import { done, type Result } from '../../shared/fault.ts';
import type { Clock } from '../../shared/identity.ts';
import { guarded } from '../database/failure.ts';
import type { Timers } from '../sync/timers.ts';

export const healthFile = (folder: string): string => join(folder, 'health.json');

export const healthSchema = z.object({
  at: z.string(),
  version: z.string(),
  register: z.string(),
  screen: z.string(),
  trouble: z.string().nullable(),
  link: z.object({ state: z.string(), since: z.string(), clockOff: z.number().nullable() }),
  pending: z.object({ count: z.number(), value: z.number() }),
  parameterVersion: z.number(),
  knownAt: z.string().nullable(),
});
export type Health = z.infer<typeof healthSchema>;

const healthOf = (view: View, at: string): Health => ({
  at,
  version: view.version,
  register: view.registerName,
  screen: view.screen,
  trouble: view.trouble?.code ?? null,
  link: { state: view.link.state, since: view.link.since, clockOff: view.link.clockOff },
  pending: { count: view.pending.count, value: view.pending.value },
  parameterVersion: view.parameterVersion,
  knownAt: view.knownAt,
});

/** How often it is written at least, ms; `--health` calls a register dead that did not for three times as long. */
export const healthEvery = 60_000;

/** Changes that follow each other are written together, ms. */
const soonMs = 1000;

export type HealthPorts = {
  readonly folder: string;
  readonly view: () => View;
  readonly clock: Clock;
  readonly timers: Timers;
};

/** Keeps the file; answers what to call when the picture changed, and what ends it. A disk that takes no file keeps nobody from selling. */
export function keepHealth({ folder, view, clock, timers }: HealthPorts): {
  readonly seen: () => void;
  readonly stop: () => void;
} {
  let told = '';
  let soon: (() => void) | null = null;
  const write = (): Result<void> => {
    const now = healthOf(view(), clock.now());
    told = JSON.stringify({ ...now, at: '' });
    const file = healthFile(folder);
    // Without a sync: it is of the moment, and a cashier must not wait for the disk because of it.
    return guarded(() => {
      writeFileSync(`${file}.new`, JSON.stringify(now), { mode: 0o664 });
      renameSync(`${file}.new`, file);
      return done;
    });
  };
  const again = (): void => {
    write();
    cancel = timers.after(healthEvery, again);
  };
  let cancel = timers.after(0, again);
  return {
    seen: () => {
      if (soon !== null || JSON.stringify({ ...healthOf(view(), ''), at: '' }) === told) return;
      soon = timers.after(soonMs, () => {
        soon = null;
        write();
      });
    },
    stop: () => {
      cancel();
      soon?.();
      write();
    },
  };
}

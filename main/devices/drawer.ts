/** The cash drawer. None is wired up yet: each opening is written to a log, one line with its instant. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { done, type Result } from '../../shared/fault.ts';
import type { Instant } from '../../shared/identity.ts';
import { diskFailure } from './failure.ts';

/** Opens the drawer, which so far means a line in the file. Faults: database.full, database.readOnly. */
export function openDrawer(file: string, at: Instant): Result<void> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${at} open\n`);
    return done;
  } catch (error) {
    return diskFailure(error);
  }
}

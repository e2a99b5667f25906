import { join } from 'node:path';

/** The folder that holds the stand-in's `electron` executable: the value for ELECTRON_OVERRIDE_DIST_PATH. */
export function standinDist(): string {
  return join(import.meta.dirname, 'bin');
}

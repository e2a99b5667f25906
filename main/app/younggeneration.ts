/** How much memory V8 takes for what lives shortly (docs/decisions/0022). */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation of this process at the size that it has when this is called; by itself it doubles up to 32 MB a half, all of it empty
 * after each collection, and is never given back while somebody sells. Electron takes `js-flags` for the main process from its command line
 * alone, and V8 reads the most that a half may have when its heap is made; the factor by which it grows it reads each time. Threads that are started
 * later have a young generation of their own.
 */
export function holdYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

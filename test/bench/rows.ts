/** All rows of the bench, in the order of docs/PERFORMANCE.md. */
import { encryptionRow } from './encryption.ts';
import type { Row } from './row.ts';

export const rows: readonly Row[] = [encryptionRow];

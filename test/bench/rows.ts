/** All rows of the bench, in the order of docs/PERFORMANCE.md. */
import { encryptionRow } from './encryption.ts';
import { keyRow, scanRow } from './paint/cart.ts';
import { searchRow } from './paint/search.ts';
import type { Row } from './row.ts';

export const rows: readonly Row[] = [scanRow, keyRow, searchRow, encryptionRow];

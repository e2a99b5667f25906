/** All rows of the bench, in the order of docs/PERFORMANCE.md. */
import { commitRow } from './commit.ts';
import { drainRow } from './drain.ts';
import { bundleRow } from './bundle.ts';
import { coldStartRow } from './coldstart.ts';
import { encryptionRow } from './encryption.ts';
import { keyRow, scanRow } from './paint/cart.ts';
import { searchRow } from './paint/search.ts';
import { fullLoadRow, priceChangeRow } from './feed.ts';
import { hotCardRow } from './hotcard.ts';
import { journalRow } from './journal.ts';
import { ledgerRow } from './ledger.ts';
import { lineRow } from './line.ts';
import { lockingRow } from './locking.ts';
import { lookupRow, wordsRow } from './lookup.ts';
import { memoryDayRow, memoryIdleRow } from './memory.ts';
import { rivalsRow } from './rivals/race.ts';
import type { Row } from './row.ts';
import { stormRow } from './storm.ts';

export const rows: readonly Row[] = [
  scanRow,
  keyRow,
  searchRow,
  lookupRow,
  wordsRow,
  fullLoadRow,
  priceChangeRow,
  bundleRow,
  coldStartRow,
  commitRow,
  encryptionRow,
  journalRow,
  lineRow,
  memoryDayRow,
  memoryIdleRow,
  lockingRow,
  hotCardRow,
  drainRow,
  stormRow,
  ledgerRow,
  // Last: where the rivals cannot be installed, all others are measured.
  rivalsRow,
];

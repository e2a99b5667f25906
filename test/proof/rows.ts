/** All rows of the proof, in the order of docs/RELIABILITY.md. */
import { answersRow } from './answers/row.ts';
import { clocksRow } from './clocks/row.ts';
import { fuzzRow } from './fuzz/row.ts';
import { killRow } from './kill/row.ts';
import { mutationsRow } from './mutations/row.ts';
import { poisonRow } from './poison/row.ts';
import { powerRow } from './power/row.ts';
import { raceRow } from './race/row.ts';
import { rivalsRow } from './rivals/row.ts';
import type { Row } from './row.ts';
import { simulateRow } from './simulate/row.ts';

export const rows: readonly Row[] = [
  simulateRow,
  killRow,
  powerRow,
  answersRow,
  raceRow,
  poisonRow,
  clocksRow,
  fuzzRow,
  mutationsRow,
  rivalsRow,
];

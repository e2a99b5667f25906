/**
 * The receipt printer. What is connected so far is a spool folder: each paper becomes a text file there. A voucher's file carries its memo's
 * number like the paper it stands for, so only the owner may read it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, type Result } from '../../shared/fault.ts';
import type { Paper } from '../../shared/receipt.ts';
import { diskFailure, isTaken } from './failure.ts';
import { paperText } from './papertext.ts';

/** Writes a new file `<instant>-<kind>-<n>.txt`, never over another one. */
function spool(folder: string, paper: Paper): void {
  const name = `${paper.at.replaceAll(/[:.]/g, '-')}-${paper.kind}`;
  for (let copy = 1; ; copy += 1) {
    try {
      const file = join(folder, `${name}-${copy}.txt`);
      writeFileSync(file, paperText(paper), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

/** Prints the papers in their order by spooling them into the folder. Faults: database.full, database.readOnly. */
export function printPapers(folder: string, papers: readonly Paper[]): Result<void> {
  try {
    mkdirSync(folder, { recursive: true });
    for (const paper of papers) spool(folder, paper);
    return done;
  } catch (error) {
    return diskFailure(error);
  }
}

/** Runs one row in a temporary folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding, Row } from './row.ts';

export type Proving = {
  readonly count: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
};
export type Proved = { readonly finding: Finding; readonly seconds: number };

export async function prove(row: Row, how: Proving): Promise<Proved> {
  const folder = mkdtempSync(join(tmpdir(), `holdfast-proof-${row.name}-`));
  const began = performance.now();
  try {
    const finding = await row.run({ ...how, folder });
    return { finding, seconds: (performance.now() - began) / 1000 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

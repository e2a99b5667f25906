/** Checksums beside each artifact, in the form that sha256sum and sha512sum check. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const kinds = ['sha256', 'sha512'] as const;

/** Writes `<file>.sha256` and `<file>.sha512`; answers their paths. */
export function writeChecksums(file: string): string[] {
  const bytes = readFileSync(file);
  return kinds.map((kind) => {
    const beside = `${file}.${kind}`;
    const digest = createHash(kind).update(bytes).digest('hex');
    writeFileSync(beside, `${digest}  ${basename(file)}\n`);
    return beside;
  });
}

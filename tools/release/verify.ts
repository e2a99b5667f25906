/** Whether executables are signed, unchanged, by the one who should have, with a time that outlives the certificate. */
import { execFile } from 'node:child_process';
import { closeSync, globSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Expected = {
  /** PEM file of the authorities that are believed; those of timestamps are among them. */
  readonly authorities: string;
  /** The common name of the signer. */
  readonly publisher: string;
};

/** The executables in a folder, at any depth: whatever begins as Windows' programs and libraries do, whatever it is called. */
export const executablesIn = (folder: string): string[] =>
  globSync('**/*', { cwd: folder })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && isExecutable(file))
    .toSorted();

function isExecutable(file: string): boolean {
  const handle = openSync(file, 'r');
  const start = Buffer.alloc(2);
  readSync(handle, start, 0, 2, 0);
  closeSync(handle);
  return start.toString('latin1') === 'MZ';
}

/** null when all is well, else what is wrong, in the words of osslsigncode. */
export async function faultOfSignature(file: string, expected: Expected): Promise<string | null> {
  const { authorities, publisher } = expected;
  const trust = ['-CAfile', authorities, '-TSA-CAfile', authorities];
  try {
    const { stdout } = await run('osslsigncode', ['verify', ...trust, '-in', file]);
    if (!/Timestamp Server Signature verification: ok/.test(stdout)) return 'has no timestamp';
    const signers = [...stdout.matchAll(/Signer #0:\s+Subject: .*?CN=([^\n]+)/g)].map(([, name]) =>
      (name ?? '').trim(),
    );
    return signers.includes(publisher) ? null : `is signed by ${signers.join(', ')}`;
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error)) throw error;
    const told = 'stderr' in error ? `${String(error.stdout)}\n${String(error.stderr)}` : '';
    const words = told.split('\n');
    const telling = words.filter((line) => /failed|MISMATCH|No signature|error/i.test(line));
    return (telling.length > 0 ? telling : words).join('; ').trim();
  }
}

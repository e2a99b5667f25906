/** Installers as an attacker would hand them on: each must be refused, and told apart. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sign } from '../release/sign.ts';
import { faultOfSignature } from '../release/verify.ts';
import type { Signer } from './certificate.ts';
import { demand, installersIn, type Made } from './made.ts';

/** Beyond the test signer's two days. */
const lateDays = 30;

export async function checkRefusals(made: Made): Promise<void> {
  const { folder, output, authority, publisher, timestamps } = made;
  const [installer = ''] = installersIn(output);
  const bytes = readFileSync(installer);
  const expected = { authorities: authority.certificate, publisher };
  const refuse = async (name: string, file: string, reason: RegExp): Promise<void> => {
    const fault = await faultOfSignature(file, expected);
    demand(fault !== null && reason.test(fault), `${name} was not refused: ${fault ?? 'ok'}`);
  };

  const changed = join(folder, 'changed.exe');
  const half = Math.floor(bytes.length / 2);
  writeFileSync(changed, bytes.with(half, (bytes[half] ?? 0) ^ 1));
  await refuse('one changed byte', changed, /MISMATCH|failed/i);

  const unsigned = join(folder, 'unsigned.exe');
  execFileSync('osslsigncode', ['remove-signature', '-in', installer, '-out', unsigned]);
  await refuse('an installer without signature', unsigned, /No signature/i);

  const other = join(folder, 'other.exe');
  copyFileSync(unsigned, other);
  await signWith(other, authority.signer('Somebody Else'), timestamps);
  await refuse('another publisher', other, /Somebody Else/);

  const own = authority.signer(publisher);
  const untimed = join(folder, 'untimed.exe');
  const key = ['-certs', own.certificate, '-key', own.key, '-h', 'sha256'];
  execFileSync('osslsigncode', ['sign', ...key, '-in', unsigned, '-out', untimed]);
  await refuse('a signature without timestamp', untimed, /timestamp/);

  // What the timestamp is for: long after the certificate has ended, the one still counts and the other does not.
  demand(
    isGoodLater(installer, authority.certificate),
    'the timestamp does not outlive the signer',
  );
  demand(!isGoodLater(untimed, authority.certificate), 'without timestamp it outlives the signer');
}

async function signWith(path: string, signer: Signer, timestamps: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, {
    HOLDFAST_SIGN: 'osslsigncode',
    HOLDFAST_SIGN_CERTIFICATE: signer.certificate,
    HOLDFAST_SIGN_KEY: signer.key,
    HOLDFAST_SIGN_TIMESTAMP: timestamps,
  });
  try {
    await sign({ path });
  } finally {
    process.env = before;
  }
}

function isGoodLater(file: string, authorities: string): boolean {
  const later = String(Math.floor(Date.now() / 1000) + lateDays * 86_400);
  const trust = ['-CAfile', authorities, '-TSA-CAfile', authorities, '-time', later];
  try {
    execFileSync('osslsigncode', ['verify', ...trust, '-in', file], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

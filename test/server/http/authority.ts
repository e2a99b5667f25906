/** A certificate authority of the test's own, made by openssl; nothing of it lives longer than the test. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Issued = {
  /** PEM texts, and the files that hold them. */
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** SHA-256 of the public key (SPKI), base64. */
  readonly pin: string;
};
export type Authority = {
  /** PEM text and file of the authority itself. */
  readonly cert: string;
  readonly certFile: string;
  /** A certificate for these names; `keyOf`: for the key of an earlier one, as at a renewal. `ended`: its time is over. */
  readonly issue: (
    names?: string,
    more?: { readonly keyOf?: Issued; readonly ended?: boolean },
  ) => Issued;
  readonly remove: () => void;
};

/** The names that a service on loopback has. */
const loopback = 'DNS:localhost,IP:127.0.0.1';

export function makeAuthority(name = 'Holdfast test authority'): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-authority-'));
  const file = (base: string): string => join(folder, base);
  const openssl = (...words: string[]): void =>
    void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const newKey = (base: string): void =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', base);
  newKey('ca.key');
  openssl('req', '-x509', '-new', '-key', 'ca.key', '-subj', `/CN=${name}`, '-out', 'ca.pem');
  let issued = 0;
  return {
    cert: readFileSync(file('ca.pem'), 'utf8'),
    certFile: file('ca.pem'),
    issue: (names = loopback, { keyOf, ended = false } = {}) => {
      issued += 1;
      const base = `leaf${issued}`;
      if (keyOf) writeFileSync(file(`${base}.key`), keyOf.key);
      else newKey(`${base}.key`);
      writeFileSync(file(`${base}.ext`), `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
      openssl('req', '-new', '-key', `${base}.key`, '-subj', '/CN=channel', '-out', `${base}.csr`);
      const dates = ended ? ['-days', '-1'] : ['-days', '2'];
      const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
      openssl(
        ...['x509', '-req', '-in', `${base}.csr`, ...authority, ...dates],
        ...['-extfile', `${base}.ext`, '-out', `${base}.pem`],
      );
      const cert = readFileSync(file(`${base}.pem`), 'utf8');
      return {
        cert,
        key: readFileSync(file(`${base}.key`), 'utf8'),
        certFile: file(`${base}.pem`),
        keyFile: file(`${base}.key`),
        pin: pinOf(cert),
      };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const pinOf = (cert: string): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

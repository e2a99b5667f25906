/** A certificate authority for one run, with a code signer and a timestamp server: what a release buys, made on the spot with OpenSSL. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { listen } from '../listen.ts';

const run = promisify(execFile);

export type Signer = { readonly certificate: string; readonly key: string };
export type Authority = {
  /** The root's certificate, PEM. */
  readonly certificate: string;
  readonly signer: (commonName: string, days?: number) => Signer;
  /** An RFC 3161 server on loopback. */
  readonly startTimestamps: () => Promise<{
    readonly url: string;
    readonly stop: () => Promise<void>;
  }>;
};

const openssl = (folder: string, ...args: readonly string[]): void => {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
};
const newKey = ['-newkey', 'rsa:2048', '-noenc'];

/** Makes the authority in an empty folder. */
export function makeAuthority(folder: string): Authority {
  const file = (name: string): string => join(folder, name);
  const subject = ['-subj', '/CN=Holdfast test authority'];
  const root = ['-x509', ...newKey, '-keyout', 'root.key', '-out', 'root.pem', '-days', '3650'];
  openssl(folder, 'req', ...root, ...subject);
  let count = 0;
  const issue = (commonName: string, usage: string, days: number): Signer => {
    count += 1;
    const name = `issued${count}`;
    const extensions = `basicConstraints=CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=${usage}\n`;
    writeFileSync(file(`${name}.cnf`), extensions);
    const request = [...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`];
    openssl(folder, 'req', ...request, '-subj', `/O=${commonName}/CN=${commonName}`);
    const with_ = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial'];
    const about = ['-days', String(days), '-extfile', `${name}.cnf`, '-out', `${name}.pem`];
    openssl(folder, 'x509', '-req', '-in', `${name}.csr`, ...with_, ...about);
    return { certificate: file(`${name}.pem`), key: file(`${name}.key`) };
  };
  return {
    certificate: file('root.pem'),
    signer: (commonName, days = 2) => issue(commonName, 'codeSigning', days),
    startTimestamps: async () => {
      const { certificate, key } = issue('Holdfast test time', 'critical,timeStamping', 3650);
      writeFileSync(file('serial'), '01\n');
      const settings = {
        ...{ serial: 'serial', signer_cert: certificate, signer_key: key, certs: 'root.pem' },
        ...{ signer_digest: 'sha256', default_policy: '1.2.3.4', digests: 'sha256,sha384,sha512' },
      };
      const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      writeFileSync(file('time.cnf'), `[tsa]\ndefault_tsa = time\n[time]\n${lines.join('\n')}\n`);
      const answer = async (question: Buffer): Promise<Buffer> => {
        const place = mkdtempSync(file('question-'));
        const [asked, told] = [join(place, 'asked'), join(place, 'told')];
        writeFileSync(asked, question);
        const config = ['-config', 'time.cnf', '-section', 'time'];
        const with_ = ['-queryfile', asked, '-out', told];
        await run('openssl', ['ts', '-reply', ...config, ...with_], { cwd: folder });
        const bytes = readFileSync(told);
        rmSync(place, { recursive: true });
        return bytes;
      };
      // One after the other: they share the file with the serial number.
      let last: Promise<unknown> = Promise.resolve();
      const server = createServer((request, response) => {
        const next = last.then(async () => answer(await buffer(request)));
        last = next.then(
          (bytes) => response.setHeader('content-type', 'application/timestamp-reply').end(bytes),
          () => response.writeHead(500).end(),
        );
      });
      return listen(server);
    },
  };
}

/** Certificate, key and authorities of the services, read from the files that the configuration names; what is wrong is said by sentence. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Instant } from '../../shared/identity.ts';
import type { Certificate } from '../http/tls.ts';
import type { Configuration } from './configuration.ts';

export type Certificates = {
  readonly certificate: Certificate | undefined;
  /** PEM texts, one after the other. */
  readonly authorities: string | undefined;
};
/** `notes`: what works but will be asked about, such as a certificate that has ended. */
export type CertificatesRead =
  | { readonly ok: true; readonly certificates: Certificates; readonly notes: readonly string[] }
  | { readonly ok: false; readonly flaws: readonly string[] };

/** Reads what the configuration names. Each flaw names its variable and file, never what the file holds. */
export function readCertificates(
  { tls, authorities }: Pick<Configuration, 'tls' | 'authorities'>,
  now: Instant,
): CertificatesRead {
  const flaws: string[] = [];
  const notes: string[] = [];
  const text = (variable: string, file: string): string | undefined => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      flaws.push(`${variable} names ${file}, which cannot be read (${why}).`);
      return undefined;
    }
  };
  const cert = tls ? text('HOLDFAST_TLS_CERT', tls.cert) : undefined;
  const key = tls ? text('HOLDFAST_TLS_KEY', tls.key) : undefined;
  const trusted = authorities === undefined ? undefined : text('HOLDFAST_TLS_CA', authorities);
  const own = cert === undefined ? undefined : firstCertificate(cert);
  const isKey = key !== undefined && isPrivateKey(key);
  if (cert !== undefined && !own)
    flaws.push(`HOLDFAST_TLS_CERT names ${tls?.cert}, which holds no certificate in PEM.`);
  if (key !== undefined && !isKey)
    flaws.push(
      `HOLDFAST_TLS_KEY names ${tls?.key}, which holds no private key in PEM, or one with a passphrase; give it without.`,
    );
  if (own && isKey && !own.checkPrivateKey(createPrivateKey(key)))
    flaws.push('HOLDFAST_TLS_KEY is not the key of the certificate in HOLDFAST_TLS_CERT.');
  if (own && own.validToDate.getTime() < Date.parse(now))
    notes.push(
      `The certificate in HOLDFAST_TLS_CERT ended on ${own.validTo}: registers refuse it.`,
    );
  if (trusted !== undefined && !firstCertificate(trusted))
    flaws.push(`HOLDFAST_TLS_CA names ${authorities}, which holds no certificate in PEM.`);
  if (flaws.length > 0) return { ok: false, flaws };
  const certificate = cert === undefined || key === undefined ? undefined : { cert, key };
  return { ok: true, certificates: { certificate, authorities: trusted }, notes };
}

function firstCertificate(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function isPrivateKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Whom the register believes to be its channel: certificates of public and own authorities, and the pinned keys where IT has pinned some. */
import { createHash, X509Certificate } from 'node:crypto';
import { Agent } from 'node:https';
import { checkServerIdentity, rootCertificates, type PeerCertificate } from 'node:tls';

export type Trust = {
  /** SHA-256 of the channel's public keys (SPKI), base64; any of them is good, none given means that all are. */
  readonly pins: readonly string[];
  /** PEM of authorities that are believed beside the public ones. */
  readonly authorities: string | null;
};

/** The public authorities, no pin. */
export const publicTrust: Trust = { pins: [], authorities: null };

/** `code` of the error of a connection whose key is not pinned. */
export const unpinned = 'ERR_HOLDFAST_UNPINNED';

/** What Node calls a certificate that does not hold: its chain, its time, its names, its purpose. */
export const isCertificateError = (code: string): boolean =>
  /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_)/.test(
    code,
  );

/**
 * Kept-alive HTTPS connections to what may be believed. The pin is asked after everything else has held; nothing is sent before both did,
 * and no environment variable takes either away.
 */
export function trustingAgent({ pins, authorities }: Trust): Agent {
  return new Agent({
    keepAlive: true,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(authorities === null ? {} : { ca: [...rootCertificates, authorities] }),
    checkServerIdentity: (host: string, certificate: PeerCertificate): Error | undefined =>
      checkServerIdentity(host, certificate) ??
      (pins.length === 0 || pins.includes(pinOf(certificate)) ? undefined : strangeKey(host)),
  });
}

const pinOf = ({ raw }: PeerCertificate): string =>
  createHash('sha256')
    .update(new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

const strangeKey = (host: string): Error =>
  Object.assign(new Error(`the key of ${host} is not pinned`), { code: unpinned });

/** TLS as the services speak it: their own certificate, and whom they believe when they call. */
import { Agent } from 'node:https';
import { rootCertificates } from 'node:tls';

/** PEM texts: the certificate with those between it and its authority, and its private key. */
export type Certificate = { readonly cert: string; readonly key: string };

/** Older versions are refused by both sides. */
export const oldestTls = 'TLSv1.2';

/**
 * Connections to a service by HTTPS, kept alive. `authorities`: PEM of certificate authorities that are believed beside the public ones.
 * A certificate that does not hold is refused whatever the environment says.
 */
export const trustingAgent = (authorities?: string): Agent =>
  new Agent({
    keepAlive: true,
    minVersion: oldestTls,
    rejectUnauthorized: true,
    ...(authorities === undefined ? {} : { ca: [...rootCertificates, authorities] }),
  });

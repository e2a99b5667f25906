/**
 * Chromium refuses to navigate to a scheme it does not know (net::ERR_ABORTED), so `app://holdfast/x` travels as
 * `https://holdfast.app.standin/x` between the main process and the page. Main-process code sees `app://` everywhere.
 */

const wireAddress = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.standin(?::443)?(.*)$/i;

/** The address Chromium is given for an address of one of the registered schemes; others pass unchanged. */
export function toWire(address: string, schemes: ReadonlySet<string>): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address);
  if (parts === null || !schemes.has(parts[1] ?? '')) return address;
  return `https://${parts[2] || '-'}.${parts[1]}.standin${parts[3] || '/'}`;
}

/** The address as the application wrote it, from one seen in Chromium. */
export function fromWire(address: string): string {
  const parts = wireAddress.exec(address);
  if (parts === null) return address;
  return `${parts[2]}://${parts[1] === '-' ? '' : parts[1]}${parts[3]}`;
}

/** The origin Electron reports for an address: `app://holdfast` for a registered scheme, `null` where there is none. */
export function originOf(address: string): string {
  if (!URL.canParse(address)) return 'null';
  const url = new URL(address);
  if (url.origin !== 'null') return url.origin;
  return url.host === '' ? 'null' : `${url.protocol}//${url.host}`;
}

/** A content security policy whose sources name own schemes, in the terms of the addresses that Chromium sees. */
export function policyToWire(policy: string, schemes: ReadonlySet<string>): string {
  return policy.replace(
    /([a-z][a-z0-9+.-]*):(?:\/\/([^\s;/]*))?(?=[\s;/]|$)/gi,
    (source, scheme: string, host?: string) => {
      if (!schemes.has(scheme)) return source;
      return host === undefined || host === ''
        ? `https://*.${scheme}.standin`
        : `https://${host}.${scheme}.standin`;
    },
  );
}

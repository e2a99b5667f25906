import { gap } from './gap.ts';

/** What a listener of `session.webRequest` is told. */
export interface RequestDetails {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContentsId: number;
}

export type HeaderLists = Record<string, string[]>;

type Reply<T> = (response: T) => void;
type BeforeListener = (details: RequestDetails, reply: Reply<{ cancel?: boolean }>) => void;
type HeadersListener = (
  details: RequestDetails & { statusCode: number; responseHeaders: HeaderLists },
  reply: Reply<{ cancel?: boolean; responseHeaders?: Record<string, string | string[]> }>,
) => void;

type Filter = { readonly urls?: readonly string[] };

interface Registration<L> {
  readonly filter: Filter;
  readonly listener: L;
}

let before: Registration<BeforeListener> | undefined;
let headers: Registration<HeadersListener> | undefined;

function registration<L>(
  first: Filter | L | null,
  second: L | null | undefined,
): Registration<L> | undefined {
  if (first === null) return undefined;
  if (typeof first === 'function') return { filter: {}, listener: first };
  return second === null || second === undefined
    ? undefined
    : { filter: first as Filter, listener: second };
}

/** `session.webRequest`: two of its events; headers are seen on answers of own schemes only. */
export const webRequest = gap('session.webRequest', {
  onBeforeRequest(first: Filter | BeforeListener | null, second?: BeforeListener | null): void {
    before = registration(first, second);
  },
  onHeadersReceived(first: Filter | HeadersListener | null, second?: HeadersListener | null): void {
    headers = registration(first, second);
  },
});

/** Whether a URL matches one of the patterns of a filter; a filter without patterns matches all. */
export function matchesFilter(url: string, filter: Filter): boolean {
  if (filter.urls === undefined || filter.urls.length === 0) return true;
  return filter.urls.some((pattern) => {
    if (pattern === '<all_urls>') return true;
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
    return new RegExp(`^${source}$`).test(url);
  });
}

/** Asks the application whether a request may go out. */
export async function mayRequest(details: RequestDetails): Promise<boolean> {
  const asked = before;
  if (asked === undefined || !matchesFilter(details.url, asked.filter)) return true;
  const response = await new Promise<{ cancel?: boolean }>((resolve) =>
    asked.listener(details, resolve),
  );
  return response.cancel !== true;
}

/** The headers of an answer as the application wants them; `undefined` when it cancels. */
export async function receivedHeaders(
  details: RequestDetails,
  statusCode: number,
  responseHeaders: HeaderLists,
): Promise<HeaderLists | undefined> {
  const asked = headers;
  if (asked === undefined || !matchesFilter(details.url, asked.filter)) return responseHeaders;
  const response = await new Promise<{
    cancel?: boolean;
    responseHeaders?: Record<string, string | string[]>;
  }>((resolve) => asked.listener({ ...details, statusCode, responseHeaders }, resolve));
  if (response.cancel === true) return undefined;
  const wanted = response.responseHeaders ?? responseHeaders;
  return Object.fromEntries(
    Object.entries(wanted).map(([header, value]) => [header, [value].flat()]),
  );
}

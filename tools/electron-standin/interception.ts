import type { CdpSession } from './cdp.ts';
import type { PausedRequest } from './cdp-protocol.ts';
import { ownSchemes, protocolHandler } from './protocol.ts';
import { fromWire, policyToWire } from './scheme.ts';
import { mayRequest, receivedHeaders } from './web-request.ts';
import type { HeaderLists, RequestDetails } from './web-request.ts';

const resourceTypes: Record<string, string> = {
  XHR: 'xhr',
  Fetch: 'xhr',
  Script: 'script',
  Stylesheet: 'stylesheet',
  Image: 'image',
  Font: 'font',
  Ping: 'ping',
};

/** One request of a page, and what the page's window decides about it. */
export interface Interception {
  readonly session: CdpSession;
  readonly request: PausedRequest;
  readonly webContentsId: number;
  readonly isMainFrame: boolean;
  /** Asks `will-navigate`; only called for documents of the main frame. */
  mayNavigate(wireUrl: string): boolean;
}

/** Answers a paused request: refused, from the handler of an own scheme, or let through. */
export async function answerRequest(interception: Interception): Promise<void> {
  const { session, request, webContentsId } = interception;
  const { requestId, resourceType } = request;
  const wireUrl = request.request.url;
  const url = fromWire(wireUrl);
  const refuse = (errorReason: string): Promise<unknown> =>
    session.send('Fetch.failRequest', { requestId, errorReason });
  const isDocument = resourceType === 'Document';
  const details: RequestDetails = {
    id: requestId,
    url,
    method: request.request.method,
    resourceType: isDocument
      ? interception.isMainFrame
        ? 'mainFrame'
        : 'subFrame'
      : (resourceTypes[resourceType] ?? 'other'),
    webContentsId,
  };
  if (!(await mayRequest(details))) {
    await refuse('BlockedByClient');
    return;
  }
  if (isDocument && interception.isMainFrame && !interception.mayNavigate(wireUrl)) {
    await refuse('Aborted');
    return;
  }
  const handler = protocolHandler(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) {
    // An own scheme without a handler has nothing behind it; the network must not be asked for its stand-in name.
    await (url === wireUrl
      ? session.send('Fetch.continueRequest', { requestId })
      : refuse('Failed'));
    return;
  }
  let response: Response;
  try {
    response = await handler(toRequest(url, request));
  } catch (error) {
    console.error(`electron stand-in: the protocol handler failed for ${url}`, error);
    await refuse('Failed');
    return;
  }
  const headers = await receivedHeaders(details, response.status, headerLists(response.headers));
  if (headers === undefined) {
    await refuse('BlockedByClient');
    return;
  }
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: Object.entries(headers).flatMap(([name, values]) => {
      const isPolicy = name.toLowerCase().startsWith('content-security-policy');
      return values.map((value) => ({
        name,
        value: isPolicy ? policyToWire(value, ownSchemes()) : value,
      }));
    }),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

function toRequest(url: string, { request }: PausedRequest): Request {
  const body = request.hasPostData === true ? (request.postData ?? null) : null;
  return new Request(url, { method: request.method, headers: request.headers, body });
}

function headerLists(headers: Headers): HeaderLists {
  const lists: HeaderLists = {};
  for (const [name, value] of headers) (lists[name] ??= []).push(value);
  return lists;
}

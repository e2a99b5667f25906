/** Serves the window's files from the application under its own scheme, with a strict content security policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { watchReading } from './reading.ts';

const pageScheme = 'app';
const pageHost = 'holdfast';
/** The address of a file of the window's folder. */
export const pageAddress = (file: string): string => `${pageScheme}://${pageHost}/${file}`;
export const pageUrl = pageAddress('index.html');

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must run before the app is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Answers every request of the scheme from the folder; anything outside it or unknown is 404. Resolves when Chromium has read to its end all that
 * the first page names: from then on it is busy compiling, and waits for nothing of this process.
 */
export function servePage(folder: string): Promise<void> {
  const reading = watchReading();
  protocol.handle(pageScheme, async (request) => {
    const url = new URL(request.url);
    const file = fileOf(folder, url.pathname);
    const mediaType = mediaTypes[extname(file ?? '')];
    if (url.host !== pageHost || file === null || mediaType === undefined) return notFound();
    const ended = (): void => reading.ended(url.pathname);
    try {
      const bytes = await readFile(file);
      if (extname(file) === '.html') reading.begun(url.pathname, bytes.toString());
      return new Response(streamOf(bytes, ended), {
        headers: {
          'content-type': mediaType,
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch (error) {
      ended();
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return notFound();
      throw error;
    }
  });
  return reading.whole;
}

/** The bytes in one piece; `ended` is called once, when the reader asks for more or wants no more. */
function streamOf(bytes: Uint8Array, ended: () => void): ReadableStream<Uint8Array> {
  let isGiven = false;
  return new ReadableStream(
    {
      pull: (reader) => {
        if (isGiven) {
          reader.close();
          ended();
          return;
        }
        isGiven = true;
        reader.enqueue(bytes);
      },
      cancel: ended,
    },
    { highWaterMark: 0 },
  );
}

/** The file of a path inside the folder; null for any other path, and for one that no system could open. */
function fileOf(folder: string, path: string): string | null {
  try {
    const file = normalize(join(folder, decodeURIComponent(path)));
    return file.startsWith(folder + sep) && !file.includes('\0') ? file : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

const notFound = (): Response => new Response('Not found', { status: 404 });

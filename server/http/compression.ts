/** Request bodies may come compressed: pages of journal entries shrink to a tenth. */
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, RequestPayload } from 'fastify';

/** Lets the application read bodies sent with `content-encoding: gzip`. The body limit holds for the opened body. */
export function acceptGzip(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.headers['content-encoding'] !== 'gzip') return payload;
    return gunzipped(payload);
  });
}

/** Bytes that are opened at once: each piece costs a journey to another thread, and a page of a hundred entries has some 150,000. */
const chunkSize = 64 * 1024;

function gunzipped(payload: RequestPayload): RequestPayload {
  const opened: RequestPayload & ReturnType<typeof createGunzip> = createGunzip({ chunkSize });
  let received = 0;
  opened.receivedEncodedLength = 0;
  payload.on('data', (chunk: Buffer) => {
    received += chunk.length;
    opened.receivedEncodedLength = received;
  });
  payload.on('error', (error) => opened.destroy(error));
  // An empty body is flawed as well, and nobody reads it who would hear so: unheard, the error would end the whole service.
  opened.on('error', () => payload.resume());
  payload.pipe(opened);
  return opened;
}

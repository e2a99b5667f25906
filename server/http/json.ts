/** JSON bodies of the office API are UTF-8, to the last byte: a sign put in a bad one's place would be kept as what a person wrote. */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { officeApi } from '../../shared/wire/problem.ts';

/**
 * Reads JSON bodies. Between register, channel and headquarters a bad byte becomes a sign that is in no hash, so that the entry it hit is
 * known as damaged and asked for again, and its neighbours come through.
 */
export function readJson(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (request.url.startsWith(officeApi) && !isUtf8(body))
        done(Object.assign(new Error('the body is no UTF-8'), { statusCode: 400, code: 'UTF_8' }));
      else return read(request, body.toString('utf8'), done);
      return undefined;
    },
  );
}

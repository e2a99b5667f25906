/** The office API: all its rooms, its problem types, and the OpenAPI document of what they declared. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { fault, faultCodes, ok } from '../../../shared/fault.ts';
import { csrfHeader, idempotencyHeader, openApiPath } from '../../../shared/wire/headoffice.ts';
import { problemsPath, problemTypesSchema } from '../../../shared/wire/problem.ts';
import { problemOf } from '../../http/answer.ts';
import { openApi } from '../../http/openapi.ts';
import { get, nothing } from '../../http/route.ts';
import { statusOf } from '../../http/status.ts';
import type { Headquarters } from '../headquarters.ts';
import { sessionCookie } from '../sessions.ts';
import { serveDistribution } from './distribution.ts';
import { openDoor, type Office } from './door.ts';
import { serveExceptions } from './exceptions.ts';
import { serveInstruments } from './instruments.ts';
import { serveMails } from './mails.ts';
import { serveMasters } from './masters.ts';
import { serveOverview } from './overview.ts';
import { serveParameters } from './parameters.ts';
import { serveRegisters } from './registers.ts';
import { serveReports } from './reports.ts';
import { serveSession } from './session.ts';

const rooms: readonly ((office: Office) => void)[] = [
  serveOverview,
  serveParameters,
  serveDistribution,
  serveRegisters,
  serveMasters,
  serveInstruments,
  serveExceptions,
  serveMails,
  serveReports,
];

const facts = {
  title: 'Holdfast head office',
  version: '1',
  description:
    'Amounts are whole minor units, instants ISO 8601 in UTC. Long lists come in pages: `next` of one goes into `after` of the next. A failure is a problem (RFC 9457) whose `code` never changes its meaning.',
  cookie: sessionCookie,
  csrf: csrfHeader,
  key: idempotencyHeader,
};

/** Puts the whole office API into the application. */
export function serveOffice(app: FastifyInstance, headquarters: Headquarters): void {
  const office = openDoor(app, headquarters);
  serveSession(app, headquarters, office);
  for (const serve of rooms) serve(office);
  const open = { method: 'get', takes: null, access: 'anybody', keyed: false } as const;
  office.declare({
    ...open,
    path: problemsPath,
    about: 'Every kind of problem that the services know, with its stable code.',
    answer: problemTypesSchema,
  });
  get(app, problemsPath, nothing, () => ok({ problems }));
  office.declare({
    ...open,
    path: openApiPath,
    about: 'This document.',
    answer: z.looseObject({ openapi: z.string() }),
  });
  const document = openApi(facts, office.declared);
  get(app, openApiPath, nothing, () => ok(document));
}

const problems = faultCodes.map((code) => {
  const { title, retry } = problemOf(fault(code), 0);
  return { code, status: statusOf(fault(code)), title, retry };
});

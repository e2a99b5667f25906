/** Headquarters as one HTTP application: the channels' door, the head office page's door, the page itself, health. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ok } from '../../shared/fault.ts';
import { headquartersPaths } from '../../shared/wire/channel.ts';
import { headOfficePaths } from '../../shared/wire/headoffice.ts';
import { isDatabaseDown } from '../database/conflict.ts';
import { checkMigrated } from '../database/migrate.ts';
import { makeApplication, type Reached } from '../http/application.ts';
import type { Log } from '../http/log.ts';
import type { Metrics } from '../http/metrics.ts';
import { serveReadiness } from '../http/readiness.ts';
import { get, nothing } from '../http/route.ts';
import { serveChannels } from './channelapi.ts';
import { currentEpoch } from './epoch.ts';
import type { Headquarters } from './headquarters.ts';
import { watchHeadquarters } from './metrics.ts';
import { serveOffice } from './office/office.ts';
import { headquartersMigrations } from './open.ts';

/** `page`: the folder with the built head office page; without it only the doors are served. */
export type HeadquartersPorts = {
  readonly headquarters: Headquarters;
  readonly log: Log;
  readonly page?: string | undefined;
  readonly reached?: Reached | undefined;
  /** Where its figures go; none are kept unless told. */
  readonly metrics?: Metrics | undefined;
};

/** Each of these hashes somebody's password. */
const signIns = [
  headOfficePaths.session,
  headOfficePaths.breakLock,
  headOfficePaths.repairEntry,
  headOfficePaths.recovery,
];

/** Nothing but the page's own files, no frame around it, no script in its text. */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Makes the application; it listens by `listen` of `server/http`. Closing it does not close the database. */
export function headquartersApp(ports: HeadquartersPorts): FastifyInstance {
  const { headquarters, log, page, reached, metrics } = ports;
  const app = makeApplication({
    ...{ log, reached, signIns, metrics },
    away: { is: isDatabaseDown, fault: 'realtime.unreachable' },
  });
  if (metrics) watchHeadquarters(metrics, headquarters);
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
  get(app, headquartersPaths.health, nothing, () => ok({ service: 'headquarters' }));
  serveReadiness(
    app,
    {
      service: 'headquarters',
      check: () => checkMigrated(headquarters.db, headquartersMigrations),
      log,
    },
    async () => ({
      epoch: await currentEpoch(headquarters.db.query),
    }),
  );
  serveChannels(app, headquarters);
  serveOffice(app, headquarters);
  if (page !== undefined)
    app.register(fastifyStatic, { root: page, index: 'index.html', dotfiles: 'deny' });
  return app;
}

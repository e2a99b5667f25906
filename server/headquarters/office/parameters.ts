/** Routes of the commerce parameters. */
import { done, ok } from '../../../shared/fault.ts';
import { resetCacheSchema } from '../../../shared/wire/distribution.ts';
import { parametersSchema } from '../../../shared/wire/feed.ts';
import {
  headOfficePaths as paths,
  parameterHistoryQuerySchema,
  parameterHistorySchema,
  parametersStateSchema,
  saveParametersSchema,
} from '../../../shared/wire/headoffice.ts';
import { accountNames } from '../accounts.ts';
import { resetCaches } from '../distribution.ts';
import { distributionState } from '../distributionstate.ts';
import { houseCurrency } from '../overview.ts';
import {
  applyParameters,
  parameterHistory,
  parameterState,
  saveParameters,
} from '../parameters.ts';
import { noAnswer, type Office } from './door.ts';

export function serveParameters({ read, change }: Office): void {
  read(
    paths.parameters,
    {
      answer: parametersStateSchema,
      about: 'The commerce parameters as saved and as handed out.',
    },
    async (_query, { db: { query: db } }) => {
      const { saved, applied, row } = await parameterState(db);
      const { channels } = await distributionState(db);
      const nameOf = await accountNames(db);
      return ok({
        saved,
        applied,
        currency: await houseCurrency(db),
        resets: Math.max(0, ...channels.map((channel) => channel.resets)),
        savedAt: row?.saved_at ?? null,
        savedBy: row && nameOf(row.saved_by),
        appliedAt: row?.applied_at ?? null,
      });
    },
  );
  read(
    paths.parameterHistory,
    {
      query: parameterHistoryQuerySchema,
      answer: parameterHistorySchema,
      about: 'Versions of the parameters, newest first.',
    },
    (query, { db }) => parameterHistory(db.query, query),
  );
  for (const [path, save, about] of [
    [paths.parameters, saveParameters, 'Saves a version without handing it out.'],
    [
      paths.applyParameters,
      applyParameters,
      'Saves a version, hands it out and resets the caches of all channels.',
    ],
  ] as const)
    change(
      path,
      {
        permission: 'parameters',
        body: saveParametersSchema,
        answer: parametersSchema,
        about,
        flaw: 'parameters.invalid',
      },
      (body, { headquarters, by }) => save(headquarters, body, by),
    );
  change(
    paths.resetCache,
    {
      permission: 'parameters',
      body: resetCacheSchema,
      answer: noAnswer,
      about: 'A channel, or all, drop their parameter cache at their next heartbeat.',
    },
    async ({ channel }, { headquarters, by }) => {
      await headquarters.db.transaction((act) => resetCaches(headquarters, act, by, channel));
      return done;
    },
  );
}

/** What channels ask of headquarters (`shared/wire/channel.ts`). Every request carries the channel's token; a register must be one of its own. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/fault.ts';
import {
  channelActivateSchema,
  channelStatusSchema,
  headquartersPaths,
  packageRequestSchema,
} from '../../shared/wire/channel.ts';
import { holdSchema, inquirySchema } from '../../shared/wire/grant.ts';
import { pushSchema } from '../../shared/wire/journal.ts';
import { id } from '../../shared/wire/parts.ts';
import { answersQuerySchema } from '../../shared/wire/register.ts';
import { bearerToken } from '../http/bearer.ts';
import { get, post } from '../http/route.ts';
import { answersAfter } from './answers.ts';
import { channelOf, hearChannel, hearVersions } from './channels.ts';
import { devicesOf } from './devices.ts';
import { packageFor } from './distribution.ts';
import { have, receivePage } from './entries.ts';
import type { Headquarters } from './headquarters.ts';
import { handleHold } from './holds.ts';
import { pinChangeSchema } from '../../shared/wire/person.ts';
import { inquire } from './inquire.ts';
import { changeStaffPin } from './staffpins.ts';
import { postLeftovers } from './backlog.ts';
import { activateRegister } from './registers.ts';

/** Puts the routes into the application. */
export function serveChannels(app: FastifyInstance, headquarters: Headquarters): void {
  /** Runs the act for the channel that asks and, when one is named, for a register of it. */
  const asChannel = async <Out>(
    request: FastifyRequest,
    register: string | null,
    act: (channel: string) => Promise<Result<Out>>,
  ): Promise<Result<Out>> => {
    const channel = await channelOf(headquarters, bearerToken(request.headers), register);
    if (!channel.ok) return channel;
    return channel.value.owns
      ? act(channel.value.id)
      : fail('device.unknown', { register: register ?? '' });
  };
  const {
    activate,
    heartbeat,
    push,
    answers,
    packages,
    hold,
    inquire: inquirePath,
    changePin,
  } = headquartersPaths;

  post(app, activate, channelActivateSchema, (body, request) =>
    asChannel(request, null, (channel) => activateRegister(headquarters, channel, body)),
  );
  post(app, heartbeat, channelStatusSchema, (body, request) =>
    asChannel(request, null, async (channel) => {
      await postLeftovers(headquarters, channel);
      return ok(await hearChannel(headquarters, channel, body));
    }),
  );
  get(app, headquartersPaths.have, z.object({ register: id }), (query, request) =>
    asChannel(request, query.register, async () =>
      ok(await have(headquarters.db.query, query.register)),
    ),
  );
  post(app, headquartersPaths.have, pushSchema, (body, request) =>
    asChannel(request, body.register, async () =>
      ok(await have(headquarters.db.query, body.register)),
    ),
  );
  post(app, push, pushSchema, (body, request) =>
    asChannel(request, body.register, () => receivePage(headquarters, body)),
  );
  get(app, answers, answersQuerySchema, (query, request) =>
    asChannel(request, null, async (channel) =>
      ok(await answersAfter(headquarters, channel, query.after)),
    ),
  );
  get(app, headquartersPaths.devices, z.unknown(), (_query, request) =>
    asChannel(request, null, async (channel) =>
      ok(await devicesOf(headquarters.db.query, channel)),
    ),
  );
  post(app, packages, packageRequestSchema, (body, request) =>
    asChannel(request, null, async (channel) => {
      const page = await packageFor(headquarters, { ...body, channel });
      if (!page.ok) return page;
      await hearVersions(headquarters, channel, body.versions);
      return ok({ page: page.value });
    }),
  );
  post(app, hold, holdSchema, (body, request) =>
    asChannel(request, body.register, () => handleHold(headquarters, body)),
  );
  post(app, inquirePath, inquirySchema, (body, request) =>
    asChannel(request, body.register, () => inquire(headquarters, body)),
  );
  post(app, changePin, pinChangeSchema, (body, request) =>
    asChannel(request, body.register, () => changeStaffPin(headquarters, body)),
  );
}

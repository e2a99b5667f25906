/** `cache reset`: the running channel hands out the parameters of its database from now on. */
import { makeCaller } from '../../http/call.ts';
import { nothing } from '../../http/route.ts';
import { channelPaths } from '../../../shared/wire/register.ts';
import { readCertificates } from '../certificates.ts';
import { failed, type Command } from '../console.ts';
import { readSecret } from '../secrets.ts';
import { placeOf } from './open.ts';

export const resetCache: Command = {
  usage: 'cache reset',
  does: 'Makes the channel at HOLDFAST_CHANNEL_URL hand out its newest parameters at once.',
  run: async (console) => {
    const { configuration } = console;
    const token =
      configuration.adminToken ??
      readSecret(placeOf('channel', configuration).folder, 'channel-admin-token');
    if (token === null) {
      console.say(
        "The channel's admin token is not here: set HOLDFAST_ADMIN_TOKEN, or run this where the channel keeps its data.",
      );
      return 2;
    }
    const read = readCertificates({ ...configuration, tls: null }, console.clock.now());
    if (!read.ok) {
      for (const flaw of read.flaws) console.say(flaw);
      return 2;
    }
    const call = makeCaller({
      url: configuration.channelUrl,
      token,
      unreachable: 'channel.unreachable',
      stop: new AbortController().signal,
      authorities: read.certificates.authorities,
    });
    const reset = await call(
      { method: 'POST', path: channelPaths.resetCache, body: {}, timeout: 10_000 },
      nothing,
    );
    if (!reset.ok) return failed(console, reset.fault);
    console.say('The parameter cache is reset.');
    return 0;
  },
};

/** `serve headquarters|channel|both`: runs until the process is asked to end, then lets requests under way finish. */
import { createChannel } from '../../headquarters/channels.ts';
import { readCertificates, type Certificates } from '../certificates.ts';
import { startChannel } from '../channel.ts';
import { failed, type Command, type Console, type Exit } from '../console.ts';
import { startHeadquarters, type RunningHeadquarters } from '../headquarters.ts';
import { writeLog } from '../logging.ts';
import type { Service } from '../address.ts';
import { ownSecret } from '../secrets.ts';
import { placeOf } from './open.ts';

type Stop = () => Promise<void>;

const loopback = /^(127(\.\d+){3}|localhost|::1)$/;

export const serve: Command = {
  usage: 'serve headquarters|channel|both [--restored yes]',
  does: 'Runs the services. --restored yes: the database of headquarters came back from a backup.',
  run: async (console, words) => {
    const what = words[0];
    if (what !== 'headquarters' && what !== 'channel' && what !== 'both') {
      console.say('Say what to serve: headquarters, channel or both.');
      return 2;
    }
    const certificates = readCertificates(console.configuration, console.clock.now());
    if (!certificates.ok) {
      for (const flaw of certificates.flaws) console.say(flaw);
      return 2;
    }
    for (const note of certificates.notes) console.say(note);
    const restored =
      words.includes('--restored') && words[words.indexOf('--restored') + 1] === 'yes';
    const stops: Stop[] = [];
    try {
      const exit = await start(console, what, restored, stops, certificates.certificates);
      if (exit !== 0) return exit;
      await console.ended;
      return 0;
    } finally {
      for (const stop of stops.toReversed()) await stop();
    }
  },
};

async function start(
  console: Console,
  what: 'headquarters' | 'channel' | 'both',
  restored: boolean,
  stops: Stop[],
  { certificate, authorities }: Certificates,
): Promise<Exit> {
  const { configuration, clock, chance } = console;
  const { limits, proxies, host } = configuration;
  const reached = { certificate, limits, proxies, metricsToken: configuration.metricsToken };
  const logOf = (service: Service) => writeLog(service, configuration.logLevel, console);
  if (!certificate && !loopback.test(host))
    console.say(
      `Without HOLDFAST_TLS_CERT what answers at ${host} speaks plain HTTP: let only a proxy that ends TLS reach it.`,
    );
  let headquarters: RunningHeadquarters | null = null;
  if (what !== 'channel') {
    const started = await startHeadquarters({
      ...placeOf('headquarters', configuration),
      host,
      port: configuration.headquartersPort,
      reached,
      clock,
      chance,
      log: logOf('headquarters'),
      metered: true,
      restored,
      expireAfterDays: configuration.expireAfterDays,
      mail: configuration.mail,
    });
    if (!started.ok) return failed(console, started.fault);
    headquarters = started.value;
    stops.push(headquarters.stop);
    console.say(`Headquarters answers at ${headquarters.url}.`);
  }
  if (what === 'headquarters') return 0;
  const url = configuration.headquartersUrl ?? (certificate ? undefined : headquarters?.url);
  const token = await channelToken(console, headquarters);
  if (url === undefined && headquarters !== null) {
    console.say(
      'With HOLDFAST_TLS_CERT set HOLDFAST_HEADQUARTERS_URL as well: https: and the name in the certificate, by which the channel calls.',
    );
    return 2;
  }
  if (url === undefined || token === undefined) {
    console.say(
      'A channel needs HOLDFAST_HEADQUARTERS_URL and HOLDFAST_CHANNEL_TOKEN, which `channels add` gives out.',
    );
    return 2;
  }
  const channel = await startChannel({
    ...placeOf('channel', configuration),
    host,
    port: configuration.channelPort,
    reached,
    headquarters: url,
    authorities,
    channel: configuration.channel,
    token,
    adminToken: configuration.adminToken,
    clock,
    chance,
    log: logOf('channel'),
    metered: true,
    settings: { poll: configuration.poll, cacheHours: configuration.cacheHours },
  });
  if (!channel.ok) return failed(console, channel.fault);
  stops.push(channel.value.stop);
  console.say(`Channel ${configuration.channel} answers at ${channel.value.url}.`);
  return 0;
}

/** Where both run together the channel is made known to headquarters with a token that nobody need carry. */
async function channelToken(
  console: Console,
  headquarters: RunningHeadquarters | null,
): Promise<string | undefined> {
  const { configuration, chance } = console;
  if (headquarters === null || configuration.channelToken !== undefined)
    return configuration.channelToken;
  const token = ownSecret(configuration.folder, 'channel-token', chance);
  await createChannel(headquarters.headquarters, {
    id: configuration.channel,
    name: configuration.channel,
    token,
  });
  return token;
}

/** One process of a service under load. Its one argument says what it serves, as JSON; it tells its URL and runs until it is killed. */
import { startChannel } from '../../../server/app/channel.ts';
import { startHeadquarters } from '../../../server/app/headquarters.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import type { Log } from '../../../server/http/log.ts';
import { must } from '../../proof/shop.ts';
import type { Served } from './processes.ts';

const ports = { port: 0, clock: systemClock, chance: systemChance };
const served = JSON.parse(process.argv[2] ?? '') as Served;
/** Only what is wrong: a fault of a service under load must be seen. */
const log: Log = ({ text }) => {
  if (/failed|broken/.test(text)) process.stderr.write(`${text}\n`);
};
const url =
  served.serve === 'headquarters'
    ? must(await startHeadquarters({ ...served, ...ports, log })).url
    : must(await startChannel({ ...served, ...ports, log })).url;
// An orderly end, so that a profile that NODE_OPTIONS asks for is written.
process.once('SIGTERM', () => process.exit(0));
console.log(url);

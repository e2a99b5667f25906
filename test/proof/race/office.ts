/** One of several head office processes on one database. Its one argument is where it keeps, as JSON; it tells its URL and runs until it is killed. */
import { startHeadquarters } from '../../../server/app/headquarters.ts';
import { systemChance, systemClock } from '../../../server/app/ports.ts';
import type { Keeping } from '../../../server/app/address.ts';
import { must } from '../shop.ts';

const keeping = JSON.parse(process.argv[2] ?? '') as Keeping;
const running = must(
  await startHeadquarters({
    ...keeping,
    port: 0,
    clock: systemClock,
    chance: systemChance,
    log: () => undefined,
  }),
);
console.log(running.url);

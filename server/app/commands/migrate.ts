/** `migrate`: brings both databases up to date without serving. */
import { mkdirSync } from 'node:fs';
import { openChannelDatabase } from '../../channel/open.ts';
import { failed, type Command } from '../console.ts';
import { placeOf, withHeadquarters } from './open.ts';

export const migrate: Command = {
  usage: 'migrate',
  does: 'Brings the databases of headquarters and channel up to date.',
  run: async (console) => {
    const exit = await withHeadquarters(console, async () => 0);
    if (exit !== 0) return exit;
    const { folder, address } = placeOf('channel', console.configuration);
    mkdirSync(folder, { recursive: true });
    const channel = await openChannelDatabase(address, console.clock.now());
    if (!channel.ok) return failed(console, channel.fault);
    await channel.value.close();
    console.say('Both databases are up to date.');
    return 0;
  },
};

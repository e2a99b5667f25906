/** `seed-demo`: fills an empty headquarters with the demonstration. */
import type { Command } from '../console.ts';
import { seedDemonstration } from '../demonstration/seed.ts';
import { ownSecret } from '../secrets.ts';
import { withHeadquarters } from './open.ts';

export const seedDemo: Command = {
  usage: 'seed-demo',
  does: 'Fills an empty headquarters with the demonstration store and gives each register an activation code.',
  run: async (console) =>
    withHeadquarters(console, async (headquarters) => {
      const { configuration, chance, say } = console;
      const token =
        configuration.channelToken ?? ownSecret(configuration.folder, 'channel-token', chance);
      const seeded = await seedDemonstration(headquarters, token);
      for (const [register, code] of Object.entries(seeded.activationCodes))
        say(`${register}: activation code ${code}`);
      for (const { name, password } of [seeded.account, seeded.second])
        say(`Head office: ${name} with password ${password}`);
      return 0;
    }),
};

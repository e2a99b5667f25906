/** `restored`: tells headquarters that its database came back from a backup, before it serves again (PROTOCOL section 7). */
import { currentEpoch } from '../../headquarters/epoch.ts';
import { failed, type Command } from '../console.ts';
import { openKept } from '../headquarters.ts';
import { placeOf } from './open.ts';

export const restored: Command = {
  usage: 'restored',
  does: 'Says that the database of headquarters came back from a backup: a new epoch begins, and nothing is granted until every register has told what it holds.',
  run: async (console) => {
    const { clock, chance, configuration } = console;
    const place = placeOf('headquarters', configuration);
    const opened = await openKept({ ...place, clock, chance, restored: true });
    if (!opened.ok) return failed(console, opened.fault);
    try {
      console.say(`Epoch ${await currentEpoch(opened.value.db.query)} has begun.`);
      return 0;
    } finally {
      await opened.value.db.close();
    }
  },
};

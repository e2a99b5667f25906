/** `instruments expire`: writes off what is left on cards and memos whose validity is over. */
import { expireAll } from '../../headquarters/expiring.ts';
import { decimalText, minor } from '../../../shared/money.ts';
import { failed, readFlags, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

const dayMs = 24 * 3_600_000;

export const expireInstruments: Command = {
  usage: 'instruments expire [--after-days <n>] [--look yes]',
  does: 'Writes off what is left on cards and memos that expired so many days ago or longer (0 unless told). --look yes: only says what it would do.',
  run: async (console, words) => {
    const { flags } = readFlags(words);
    const days = flags.get('after-days') ?? '0';
    if (!/^\d{1,5}$/.test(days)) {
      console.say('--after-days is a whole number of days.');
      return 2;
    }
    const look = flags.get('look') === 'yes';
    return withHeadquarters(console, async (headquarters) => {
      const before = Date.parse(console.clock.now()) - Number(days) * dayMs;
      const written = await expireAll(
        headquarters,
        new Date(before).toISOString(),
        'command line',
        look,
      );
      if (!written.ok) return failed(console, written.fault);
      const { count, kept, amounts } = written.value;
      for (const [currency, amount] of amounts)
        console.say(`${decimalText(minor(amount), currency)} ${currency}`);
      console.say(
        `${look ? 'To be written off' : 'Written off'}: ${count}. Left because they are locked: ${kept}.`,
      );
      return 0;
    });
  },
};

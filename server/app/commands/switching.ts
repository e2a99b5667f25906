/** `registers off` and `registers on`: a register that is lost is let in nowhere, within seconds. */
import { setRegisterActive } from '../../headquarters/registers.ts';
import { failed, readFlags, type Command } from '../console.ts';
import { allowed } from './allowed.ts';
import { withHeadquarters } from './open.ts';

const switching = (word: 'off' | 'on'): Command => ({
  usage: `registers ${word} <register> --by <account>`,
  does:
    word === 'off'
      ? "Switches a lost register off: its cards at once, the channel within seconds. The account's password comes from HOLDFAST_PASSWORD."
      : 'Lets it in again.',
  run: async (console, words) => {
    const { flags, rest } = readFlags(words);
    const [register] = rest;
    const by = flags.get('by') ?? '';
    if (register === undefined || by === '') {
      console.say('Name the register and your account.');
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      const person = { account: by, password: console.secret('HOLDFAST_PASSWORD') };
      const signed = await allowed(headquarters, person, 'registers');
      if (!signed.ok) return failed(console, signed.fault);
      const switched = await setRegisterActive(headquarters, register, word === 'on', by);
      if (!switched.ok) return failed(console, switched.fault);
      console.say(`${register} is switched ${word}.`);
      return 0;
    });
  },
});

export const registerOff = switching('off');
export const registerOn = switching('on');

/** `channels add` and `accounts add`: what an installation without the demonstration begins with. */
import { createAccount } from '../../headquarters/accounts.ts';
import { createChannel } from '../../headquarters/channels.ts';
import { accountRoles } from '../../../shared/wire/headoffice.ts';
import type { Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

const id = /^[\w.:-]{1,64}$/;

export const addChannel: Command = {
  usage: 'channels add <channel> <name>',
  does: 'Makes a channel known, or gives it a new token, and says the token once.',
  run: async (console, [channel = '', ...name]) => {
    if (!id.test(channel) || name.length === 0) {
      console.say("Name the channel's id, such as C-01, and its name.");
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      const token = console.chance.id() + console.chance.id();
      await createChannel(headquarters, { id: channel, name: name.join(' '), token });
      console.say(`HOLDFAST_CHANNEL=${channel}`);
      console.say(`HOLDFAST_CHANNEL_TOKEN=${token}`);
      return 0;
    });
  },
};

const shortest = 10;

export const addAccount: Command = {
  usage: `accounts add <account> ${accountRoles.join('|')} <name>`,
  does: 'Makes an account of head office or changes it. The password comes from HOLDFAST_PASSWORD.',
  run: async (console, [account = '', wanted, ...name]) => {
    const role = accountRoles.find((candidate) => candidate === wanted);
    const password = console.secret('HOLDFAST_PASSWORD') ?? '';
    if (
      !id.test(account) ||
      role === undefined ||
      name.length === 0 ||
      password.length < shortest
    ) {
      console.say(
        `Name the account, its role (${accountRoles.join(', ')}) and its person; HOLDFAST_PASSWORD holds at least ${shortest} characters.`,
      );
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      await createAccount(headquarters, { id: account, name: name.join(' '), role, password });
      console.say(`${account} may sign in as ${role}.`);
      return 0;
    });
  },
};

/** `registers list` and `registers code`: what each register runs and owes, and the code that activates a device. */
import { registerRows } from '../../headquarters/registerrows.ts';
import { createActivationCode } from '../../headquarters/registers.ts';
import { failed, found, tableLines, type Command } from '../console.ts';
import { withHeadquarters } from './open.ts';

/** The limit: more than there are. */
const every = { show: 'all', text: '', limit: 1_000_000 } as const;

export const listRegisters: Command = {
  usage: 'registers list',
  does: 'Shows every register: contact, versions of program and parameters, entries posted and owed, locks held.',
  run: async (console) =>
    withHeadquarters(console, async ({ db }) => {
      const listed = await registerRows(db.query, console.clock.now(), every);
      if (!listed.ok) return failed(console, listed.fault);
      const { registers, appliedVersion } = listed.value;
      const rows = registers.map((row) => [
        row.id,
        row.storeName.en,
        row.contact,
        row.lastContact ?? '-',
        row.version ?? '-',
        row.parameterVersion === null ? '-' : String(row.parameterVersion),
        String(row.posted),
        String(row.owes),
        String(row.locks),
      ]);
      const heading = [
        'register',
        'store',
        'contact',
        'last contact',
        'program',
        'parameters',
        'posted',
        'owes',
        'locks',
      ];
      found(console, { registers, appliedVersion }, [
        ...tableLines([heading, ...rows]),
        `Parameter version ${appliedVersion} is applied.`,
      ]);
      return 0;
    }),
};

export const activationCode: Command = {
  usage: 'registers code <register>',
  does: 'Gives out a one-time activation code, good for a day.',
  run: async (console, [register]) => {
    if (register === undefined) {
      console.say('Name the register.');
      return 2;
    }
    return withHeadquarters(console, async (headquarters) => {
      const code = await createActivationCode(headquarters, register, 'command line');
      if (!code.ok) return failed(console, code.fault);
      console.say(`${register}: activation code ${code.value.code}, until ${code.value.expires}`);
      return 0;
    });
  },
};

/** Routes of the registers and of the recovery that waits for them. */
import { ok } from '../../../shared/fault.ts';
import {
  activationCodeRequestSchema,
  activationCodeSchema,
  endWaitSchema,
  headOfficePaths as paths,
  recoverySchema,
  registerActiveSchema,
  registersSchema,
} from '../../../shared/wire/headoffice.ts';
import { endWait } from '../breaking.ts';
import { recoveryState } from '../overview.ts';
import { registerRows } from '../registerrows.ts';
import { createActivationCode, setRegisterActive } from '../registers.ts';
import { noAnswer, type Office } from './door.ts';

export function serveRegisters({ read, change }: Office): void {
  read(
    paths.registers,
    { answer: registersSchema, about: 'Registers: contact, versions, what each still owes.' },
    async (_query, { db, clock }) => ok(await registerRows(db.query, clock.now())),
  );
  change(
    paths.activationCode,
    {
      permission: 'registers',
      body: activationCodeRequestSchema,
      answer: activationCodeSchema,
      about: 'A one-time activation code for a register; an older unused one ends.',
    },
    ({ register }, { headquarters, by }) => createActivationCode(headquarters, register, by),
  );
  change(
    paths.registerActive,
    {
      permission: 'registers',
      body: registerActiveSchema,
      answer: noAnswer,
      about: 'Switches a register on or off.',
    },
    ({ register, active }, { headquarters, by }) =>
      setRegisterActive(headquarters, register, active, by),
  );
  read(
    paths.recovery,
    { answer: recoverySchema, about: 'Whom recovery waits for after headquarters was restored.' },
    async (_query, { db }) => ok(await recoveryState(db.query)),
  );
  change(
    paths.recovery,
    {
      permission: 'recovery',
      body: endWaitSchema,
      answer: noAnswer,
      about: 'Ends the wait for a lost register; a second person signs in for it.',
    },
    async ({ register, note, second }, { headquarters, approve }) => {
      const approved = await approve(second, 'recovery', note);
      return approved.ok ? endWait(headquarters, register, approved.value) : approved;
    },
  );
}

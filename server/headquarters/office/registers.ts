/** Routes of the registers and of the recovery that waits for them. */
import { ok } from '../../../shared/fault.ts';
import {
  activationCodeRequestSchema,
  activationCodeSchema,
  endWaitSchema,
  headOfficePaths as paths,
  recoverySchema,
  registerActiveSchema,
} from '../../../shared/wire/headoffice.ts';
import {
  addRegisterSchema,
  chainProofSchema,
  chainQuerySchema,
  registersQuerySchema,
  registersSchema,
  syncRegisterSchema,
} from '../../../shared/wire/registerlist.ts';
import { endWait } from '../breaking.ts';
import { chainFile } from '../chainfile.ts';
import { proveChain } from '../chainproof.ts';
import { recoveryState } from '../overview.ts';
import { registerRows } from '../registerrows.ts';
import { addRegister, createActivationCode, setRegisterActive } from '../registers.ts';
import { askToSync } from '../wishes.ts';
import { noAnswer, type Office } from './door.ts';

export function serveRegisters({ read, change, file }: Office): void {
  read(
    paths.registers,
    {
      query: registersQuerySchema,
      answer: registersSchema,
      about: 'Registers by name: contact, versions, what each still owes.',
    },
    (query, { db, clock }) => registerRows(db.query, clock.now(), query),
  );
  change(
    paths.addRegister,
    {
      permission: 'registers',
      body: addRegisterSchema,
      answer: noAnswer,
      about: 'Makes a register of a store; it is activated with a code.',
    },
    (register, { headquarters, by }) => addRegister(headquarters, register, by),
  );
  change(
    paths.syncRegister,
    {
      permission: 'registers',
      body: syncRegisterSchema,
      answer: noAnswer,
      about: 'Asks a register to send and fetch everything now.',
    },
    ({ register }, { headquarters, by }) => askToSync(headquarters, register, by),
  );
  read(
    paths.chain,
    {
      query: chainQuerySchema,
      answer: chainProofSchema,
      about: 'Nothing missing: walks the stored chain of a register over a period.',
    },
    (query, headquarters) => proveChain(headquarters, query),
  );
  file(
    paths.chainFile,
    { query: chainQuerySchema, media: 'text/csv; charset=utf-8', about: 'The same chain as CSV.' },
    (query, headquarters) => chainFile(headquarters, query),
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

/** Proofs for the operations of people and of the line. */
import { mei, pin } from '../../../make/staff.ts';
import { selling, type Proofs } from './proof.ts';

export const peopleProofs: Proofs = {
  logOn: [{ by: 'nobody', act: { command: 'signIn', staff: mei.id, pin } }],
  logOff: [{ ready: selling, act: { command: 'signOut' } }],
  lockRegister: [{ ready: selling, act: { command: 'lock' } }],
  changePin: [{ act: { command: 'changePin', pin, newPin: '8061' } }],
  connectionStatus: [
    { act: { command: 'disconnect' } },
    { by: 'nobody', act: { command: 'connect' } },
  ],
};

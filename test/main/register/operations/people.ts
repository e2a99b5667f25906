/** Proofs for the operations of people and of the line. */
import { done } from '../../../../shared/fault.ts';
import { mei, pin } from '../../../make/staff.ts';
import { selling, type Proofs } from './proof.ts';

const training = {
  practice: {
    view: () => ({ drill: null, cards: [], isCut: false }),
    start: async () => done,
    end: async () => done,
    turnLine: () => done,
    drill: async () => done,
  },
};

export const peopleProofs: Proofs = {
  logOn: [{ by: 'nobody', act: { command: 'signIn', staff: mei.id, pin } }],
  logOff: [{ ready: selling, act: { command: 'signOut' } }],
  lockRegister: [{ ready: selling, act: { command: 'lock' } }],
  changePin: [{ act: { command: 'changePin', pin, newPin: '8061' } }],
  training: [{ by: 'manager', act: { command: 'startTraining' } }],
  endTraining: [{ ports: training, act: { command: 'endTraining' } }],
  drill: [
    { ports: training, act: { command: 'drill', on: true } },
    { ports: training, act: { command: 'practiceLine', up: true } },
  ],
  connectionStatus: [
    { act: { command: 'disconnect' } },
    { by: 'nobody', act: { command: 'connect' } },
  ],
};

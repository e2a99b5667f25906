/** Proofs for the operations of shifts. */
import type { Command } from '../../../../shared/bridge/command.ts';
import { minor } from '../../../../shared/money.ts';
import { waitingShifts } from '../../../../main/database/shifts.ts';
import type { Bench } from '../../../make/register.ts';
import type { Proof, Proofs } from './proof.ts';

const open: Command = { command: 'openShift', amount: minor(10_000), counts: [] };
const counted: Command = {
  command: 'declareTenders',
  shift: null,
  tenders: [{ kind: 'cash', amount: minor(10_000), counts: [] }],
};
const moved = { amount: minor(1000), counts: [], note: '' };
const opened = (bench: Bench): Promise<void> => bench.act(open);
const inShift = (act: Command): Proof => ({ ready: opened, act });
const closed = async (bench: Bench): Promise<void> => {
  await opened(bench);
  await bench.act(counted);
  await bench.act({ command: 'closeShift', shift: null });
};

export const shiftProofs: Proofs = {
  declareStartAmount: [{ act: open }],
  floatEntry: [inShift({ command: 'floatEntry', ...moved })],
  tenderRemoval: [inShift({ command: 'tenderRemoval', ...moved })],
  safeDrop: [inShift({ command: 'safeDrop', ...moved })],
  bankDrop: [inShift({ command: 'bankDrop', ...moved, bag: '4711' })],
  tenderDeclaration: [inShift(counted)],
  blindCloseShift: [inShift({ command: 'blindCloseShift' })],
  suspendShift: [inShift({ command: 'suspendShift' })],
  closeShift: [
    {
      ready: async (bench) => {
        await opened(bench);
        await bench.act(counted);
      },
      act: { command: 'closeShift', shift: null },
    },
  ],
  printX: [
    inShift({ command: 'printX' }),
    { ready: opened, act: { query: 'shiftReport', shift: null } },
  ],
  reprintZ: [{ ready: closed, act: { command: 'reprintZ', shift: null } }],
  manageShifts: [
    {
      ready: async (bench) => {
        await opened(bench);
        await bench.act({ command: 'suspendShift' });
      },

      act: (bench) => ({ command: 'resumeShift', shift: waitingShifts(bench.db)[0]?.id ?? '' }),
    },
    { act: { query: 'shifts' } },
  ],
};

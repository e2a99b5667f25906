/** Faults of files and disks that tests of the rooms themselves prove: what goes wrong, what happens, and where it is tested. */
const damage = 'test/main/database/damage.test.ts';
const open = 'test/main/database/open.test.ts';
const files = 'test/proof/files.test.ts';
const transaction = 'test/main/database/transaction.test.ts';

export const existingTests: readonly (readonly [what: string, then: string, test: string])[] = [
  [
    'Disk full in mid-sale',
    'The command answers database.full; cart, journal and locks are as before it',
    transaction,
  ],
  ['File that may not be written', 'Says so (database.readOnly); nothing changes', transaction],
  [
    'Damaged page, first page, half or all of the file gone, other bytes in its place',
    'Set aside under a name of its own; the last good copy is restored, the witness gives back what came after it, in a new incarnation',
    damage,
  ],
  ['File deleted', 'As damaged: restored from copy and witness', damage],
  [
    'Damaged, and no copy is sound',
    'Nothing is touched; the register says database.damaged',
    damage,
  ],
  [
    'Damaged byte anywhere in the write-ahead log; log cut off or deleted',
    'SQLite stops before the damage; the witness gives back every sale after it, in a new incarnation',
    files,
  ],
  ['Crash between commit and witness', 'The witness is caught up at the next start', damage],
  ['File of a newer version', 'Refused as database.newer, byte for byte as it was', open],
  ['Two processes on one file', 'The second one is told database.inUse until the first ends', open],
  ['Process killed within a transaction', 'Nothing of the transaction is there', open],
];

/** Rules of the register, broken on purpose. */
import { mutation, type Mutation } from './mutation.ts';

const grants = 'main/database/grants.ts';
const locks = 'main/database/locks.ts';
const recovery = 'main/database/recovery.ts';

export const registerMutations: readonly Mutation[] = [
  mutation(
    'no release on void',
    'a sale that is given up lets its locks go (3.4)',
    'main/register/cart.ts',
    '  dropLocks(db, cart.sale);\n',
    '',
  ),
  mutation(
    'no release on removing a tender',
    'a tender that is taken out lets its lock go (3.4)',
    'main/register/tender.ts',
    'dropLeft(db, cart.value, without.value);',
    '',
  ),
  mutation(
    'spent no longer wanted',
    'spent stays wanted until its entry is answered (R4)',
    locks,
    "where(\"state IN ('asked', 'held', 'spent') ORDER BY rowid\");",
    "where(\"state IN ('asked', 'held') ORDER BY rowid\");",
  ),
  {
    name: 'done when the channel has it',
    rule: 'spent becomes done when headquarters has answered, not when the channel has stored (R4)',
    edits: [
      {
        file: 'main/sync/push.ts',
        find: 'function hearHave(db: Database, have: Have): void {',
        put: "function hearHave(db: Database, have: Have): void {\n  db.sql.exec(\"UPDATE lock_request SET state = 'done' WHERE state = 'spent'\");",
      },
    ],
  },
  mutation(
    'grant not verified',
    'a grant counts only when headquarters signed it (R1)',
    grants,
    'if (!bound || !ports.verify(grantText(grant), signature))',
    'if (!bound)',
  ),
  mutation(
    'a grant counts after its ask was given up',
    'a grant counts only while its request is asked (R1)',
    grants,
    "if (row?.state === 'asked') {",
    "if (row?.state === 'asked' || row?.state === 'gone') {",
  ),
  mutation(
    'a broken lock stays in the sale',
    'a held request that was broken leaves the sale (R3)',
    grants,
    'loseHeld(db, row);',
    'void loseHeld;',
  ),
  mutation(
    'the epoch is not stored',
    'a newer epoch is stored and a new HOLD written (R9)',
    grants,
    'saveEpoch(db, held.epoch);',
    'saveEpoch(db, identity.epoch);',
  ),
  mutation(
    'HAVE is not asked anew',
    'a register asks anew what the channel has when a new epoch begins (main/sync/holding.ts)',
    'main/sync/holding.ts',
    "      case 'epoch':\n        ports.unsure();",
    "        ports.unsure();\n        return nextStep;\n      case 'epoch':",
  ),
  mutation(
    'incarnation not raised',
    'a restored register takes a new incarnation (6.1)',
    recovery,
    'saveIncarnation(db, 1 + highestIncarnation(db, identity.incarnation));',
    'saveIncarnation(db, highestIncarnation(db, identity.incarnation));',
  ),
  mutation(
    'an open cart outlives a restore',
    'every open cart is closed (6.2)',
    recovery,
    "run(db, 'DELETE FROM cart');",
    '',
  ),
  mutation(
    'the witness is not asked',
    'a witness ahead of the journal shows a restore (section 6)',
    recovery,
    'if (hashes.every((hash) => known.has(hash))) {',
    'if (hashes.length >= known.size) {',
  ),
  mutation(
    'the witness is not written',
    'every entry is appended to the witness (3.3)',
    'main/register/record.ts',
    'noteFailure(desk, witness.append(entry, number, content));',
    'void [witness, entry, number, content];',
  ),
  mutation(
    'offline against the parameter',
    'without a line a sale is finished only where the parameter allows it (R7)',
    'shared/completion.ts',
    'if (!rule.completeOffline) return',
    'if (facts.version < 0) return',
  ),
  {
    ...mutation(
      'no limit offline',
      'the amount of an offline sale keeps to the parameter (R7)',
      'shared/completion.ts',
      'if (rule.mostPerSale !== null && amount > rule.mostPerSale) {',
      'if (rule.mostPerSale !== null && amount < 0) {',
    ),
    test: 'test/shared/completion.test.ts',
  },
  mutation(
    'a sale with a lock is suspended',
    'a sale that holds a lock stays open (DESIGN section 5)',
    'main/register/suspend.ts',
    'if (hasInstrument(cart.value) || openAsk(db)) return',
    'if (hasInstrument(cart.value) && openAsk(db)) return',
  ),
  mutation(
    'receipts reused after a crash',
    'receipt numbers are gapless and unique',
    'main/database/sales.ts',
    '(SELECT max(sequence) FROM sale) AS sequence',
    '(SELECT max(sequence) FROM sale WHERE entry IN (SELECT hash FROM answer)) AS sequence',
  ),
  {
    name: 'cursor of the sender',
    rule: 'the cursor is no fact of the register: what HAVE lacks is sent again (R10)',
    edits: [
      {
        file: 'main/sync/push.ts',
        find: '  let characters = 0;\n',
        put: '  if (pendingEntries(db).entries === 0) return null;\n  let characters = 0;\n',
      },
      {
        file: 'main/sync/push.ts',
        find: 'import { entriesToSend, knownHashes, markStored }',
        put: 'import { entriesToSend, knownHashes, markStored, pendingEntries }',
      },
      {
        file: 'main/database/journal.ts',
        find: '`INSERT OR IGNORE INTO journal_pending (place, number, at, kind, value)\n     SELECT place, number, at, kind, value FROM journal WHERE ${which}`,',
        put: '`INSERT OR IGNORE INTO journal_pending (place, number, at, kind, value)\n     SELECT place, number, at, kind, value FROM journal WHERE FALSE AND ${which}`,',
      },
    ],
  },
  {
    ...mutation(
      'NORMAL durability',
      'a commit is on the disk before it is told (DESIGN section 4)',
      'main/database/connection.ts',
      "synchronous: ['FULL', 2],",
      "synchronous: ['NORMAL', 1],",
    ),
    test: 'test/main/database/open.test.ts',
  },
];

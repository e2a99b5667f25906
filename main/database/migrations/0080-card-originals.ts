/** Refunds that name the payment they give back, and unclear payments that a person or the terminal settles. */
import type { Migration } from './migration.ts';

export const cardOriginals: Migration = {
  version: 80,
  sql: `
-- The first authorisation as JSON: reference, terminal, approval.
ALTER TABLE card_payment ADD COLUMN original TEXT;

DROP TRIGGER card_payment_moves;
CREATE TRIGGER card_payment_moves BEFORE UPDATE OF state ON card_payment
  WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'asked' AND NEW.state IN ('taken', 'declined', 'undoing', 'unclear', 'sold'))
    OR (OLD.state = 'taken' AND NEW.state IN ('sold', 'undoing', 'unclear'))
    OR (OLD.state = 'undoing' AND NEW.state IN ('undone', 'unclear', 'sold'))
    OR (OLD.state = 'unclear' AND NEW.state IN ('sold', 'undoing', 'undone'))
  )
  BEGIN SELECT RAISE(ABORT, 'a card payment moves only asked-taken-sold, or out'); END;
`,
};

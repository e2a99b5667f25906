/** Card payments on a terminal: what was asked for is written here before the terminal hears of it. */
import type { Migration } from './migration.ts';

export const cards: Migration = {
  version: 40,
  sql: `
CREATE TABLE card_payment (
  reference TEXT NOT NULL PRIMARY KEY,
  sale TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  currency TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'taken', 'sold', 'declined', 'undoing', 'undone', 'unclear')),
  asked_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX card_payment_one_asked ON card_payment (state) WHERE state = 'asked';
CREATE INDEX card_payment_open ON card_payment (state) WHERE state IN ('asked', 'taken', 'undoing', 'unclear');
CREATE INDEX card_payment_sale ON card_payment (sale);

CREATE TRIGGER card_payment_moves BEFORE UPDATE OF state ON card_payment
  WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'asked' AND NEW.state IN ('taken', 'declined', 'undoing', 'unclear', 'sold'))
    OR (OLD.state = 'taken' AND NEW.state IN ('sold', 'undoing', 'unclear'))
    OR (OLD.state = 'undoing' AND NEW.state IN ('undone', 'unclear', 'sold'))
    OR (OLD.state = 'unclear' AND NEW.state = 'sold')
  )
  BEGIN SELECT RAISE(ABORT, 'a card payment moves only asked-taken-sold, or out'); END;
`,
};

/**
 * What must not take longer with each sale: the sums of each shift as they stand, because every picture shows what is in the drawer; and
 * which sales wait for their answer.
 */
import type { Migration } from './migration.ts';

export const growth: Migration = {
  version: 90,
  sql: `
CREATE TABLE shift_total (
  shift TEXT NOT NULL,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (shift, what)
) STRICT, WITHOUT ROWID;
INSERT INTO shift_total (shift, what, count, amount)
  SELECT shift, what, sum(count), sum(amount) FROM shift_sum GROUP BY shift, what;

-- Beside each entry's own part, whoever files it: own entries and those that came back after a restore.
CREATE TRIGGER shift_sum_total AFTER INSERT ON shift_sum BEGIN
  INSERT INTO shift_total (shift, what, count, amount) VALUES (NEW.shift, NEW.what, NEW.count, NEW.amount)
    ON CONFLICT (shift, what) DO UPDATE SET count = count + NEW.count, amount = amount + NEW.amount;
END;

-- Sales without an answer; an answer may be here before its sale, which came back after a restore.
CREATE TABLE sale_unanswered (place INTEGER PRIMARY KEY) STRICT;
INSERT INTO sale_unanswered (place)
  SELECT place FROM sale_row WHERE NOT EXISTS (SELECT 1 FROM answer WHERE hash = entry);
CREATE TRIGGER sale_row_unanswered AFTER INSERT ON sale_row
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.entry)
  BEGIN INSERT INTO sale_unanswered (place) VALUES (NEW.place); END;
CREATE TRIGGER sale_row_renamed AFTER UPDATE OF entry ON sale_row
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.entry)
  BEGIN INSERT OR IGNORE INTO sale_unanswered (place) VALUES (NEW.place); END;
CREATE TRIGGER answer_of_sale AFTER INSERT ON answer
  BEGIN DELETE FROM sale_unanswered WHERE place = (SELECT place FROM sale_row WHERE entry = NEW.hash); END;

-- What was given back of a card payment is asked for by the payment, and what was answered by number.
CREATE INDEX card_payment_original ON card_payment (json_extract(original, '$.reference')) WHERE original IS NOT NULL;
CREATE INDEX answer_number ON answer (number);
`,
};

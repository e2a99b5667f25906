/**
 * Entries of every kind that wait for their answer, where before only sales were kept: the Z of a shift counts them, and looked each of its
 * entries up among the answers of all years.
 */
import type { Migration } from './migration.ts';

export const unanswered: Migration = {
  version: 100,
  sql: `
CREATE TABLE entry_unanswered (place INTEGER PRIMARY KEY) STRICT;
INSERT INTO entry_unanswered (place)
  SELECT place FROM journal WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.hash = journal.hash);

DROP TRIGGER sale_row_unanswered;
DROP TRIGGER sale_row_renamed;
DROP TRIGGER answer_of_sale;
DROP TABLE sale_unanswered;

-- An answer may be here before its entry, which came back after a restore.
CREATE TRIGGER journal_unanswered AFTER INSERT ON journal
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.hash)
  BEGIN INSERT INTO entry_unanswered (place) VALUES (NEW.place); END;
-- An entry that was changed past the program is another one now.
CREATE TRIGGER sale_row_renamed AFTER UPDATE OF entry ON sale_row
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.entry)
  BEGIN INSERT OR IGNORE INTO entry_unanswered (place) VALUES (NEW.place); END;
CREATE TRIGGER answer_of_entry AFTER INSERT ON answer
  BEGIN DELETE FROM entry_unanswered WHERE place = (SELECT place FROM journal WHERE hash = NEW.hash); END;
`,
};

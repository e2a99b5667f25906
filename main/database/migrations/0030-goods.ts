import type { Migration } from './migration.ts';

/** What products say besides, the words that typing errors are told by, and customers. */
export const goods: Migration = {
  version: 30,
  sql: `
ALTER TABLE product ADD COLUMN unit TEXT NOT NULL DEFAULT 'piece' CHECK (unit IN ('piece', 'kg'));
ALTER TABLE product ADD COLUMN age_limit INTEGER NOT NULL DEFAULT 0 CHECK (age_limit >= 0);
ALTER TABLE product ADD COLUMN picture TEXT;

-- Every word of a product's name, of any generation: one that is no longer used suggests nothing, because it then finds nothing.
CREATE TABLE product_term (term TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  cards TEXT NOT NULL
) STRICT;
CREATE INDEX customer_name ON customer (name_en, id);
CREATE TABLE customer_code (
  code TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer (number) ON DELETE CASCADE,
  PRIMARY KEY (code, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_code_customer ON customer_code (customer);
CREATE VIRTUAL TABLE customer_words USING fts5(
  words, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO customer_words (customer_words, rank) VALUES ('deletemerge', 0);
`,
};

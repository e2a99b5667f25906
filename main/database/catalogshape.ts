/**
 * The tables of a catalog (catalogfile.ts). A file of an older program keeps what it has until the next full load makes another one: its words are not
 * kept by their first sign, so that a single letter takes tens of milliseconds there among a million products.
 */
import type { Migration } from './migrations/migration.ts';

export const first: Migration = {
  version: 10,
  sql: `
-- One row: the version that the content is.
CREATE TABLE applied (
  version INTEGER NOT NULL CHECK (version >= 0),
  applied TEXT NOT NULL,
  full INTEGER NOT NULL CHECK (full IN (0, 1))
) STRICT;

CREATE TABLE product (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  barcodes TEXT NOT NULL,
  price INTEGER NOT NULL,
  tax TEXT NOT NULL,
  category_en TEXT NOT NULL,
  category_zh TEXT NOT NULL,
  favourite INTEGER NOT NULL CHECK (favourite IN (0, 1)),
  unit TEXT NOT NULL CHECK (unit IN ('piece', 'kg')),
  age_limit INTEGER NOT NULL CHECK (age_limit >= 0),
  picture TEXT
) STRICT;
CREATE INDEX product_category ON product (category_en, name_en, category_zh);
CREATE INDEX product_favourite ON product (name_en) WHERE favourite = 1;

CREATE TABLE product_code (
  code TEXT NOT NULL,
  is_id INTEGER NOT NULL CHECK (is_id IN (0, 1)),
  product INTEGER NOT NULL REFERENCES product (number) ON DELETE CASCADE,
  PRIMARY KEY (code, is_id, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_code_product ON product_code (product);

CREATE VIRTUAL TABLE product_words USING fts5(
  words, content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);
-- Merging because much was deleted would make one change wait for all of it.
INSERT INTO product_words (product_words, rank) VALUES ('deletemerge', 0);

-- Every word of a name: one that is no longer used suggests nothing, because it then finds nothing.
CREATE TABLE product_term (term TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
`,
};

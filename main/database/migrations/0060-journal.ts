import type { Migration } from './migration.ts';

/** What the journal is searched by, one row for each sale, and what is known of the store's other registers. */
export const journalRows: Migration = {
  version: 60,
  sql: `
CREATE TABLE sale_row (
  place INTEGER PRIMARY KEY REFERENCES journal (place),
  entry TEXT NOT NULL UNIQUE REFERENCES journal (hash),
  receipt TEXT NOT NULL COLLATE NOCASE,
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  cashier TEXT NOT NULL,
  at TEXT NOT NULL,
  total INTEGER NOT NULL,
  lines INTEGER NOT NULL,
  offline INTEGER NOT NULL CHECK (offline IN (0, 1)),
  tenders TEXT NOT NULL
) STRICT;
CREATE INDEX sale_row_receipt ON sale_row (receipt);
CREATE INDEX sale_row_sequence ON sale_row (sequence);
CREATE INDEX sale_row_at ON sale_row (at);
CREATE INDEX sale_row_total ON sale_row (total, place);
CREATE INDEX sale_row_cashier ON sale_row (cashier, place);
CREATE INDEX sale_row_offline ON sale_row (place) WHERE offline = 1;

CREATE TABLE sale_tender (
  kind TEXT NOT NULL,
  place INTEGER NOT NULL REFERENCES sale_row (place),
  PRIMARY KEY (kind, place)
) STRICT, WITHOUT ROWID;

-- An entry that was changed past the program may hold anything: it stays findable by what its row says.
INSERT INTO sale_row (place, entry, receipt, sequence, kind, cashier, at, total, lines, offline, tenders)
  SELECT j.place, j.hash, s.receipt, s.sequence, s.kind, s.cashier, s.committed_at, s.total,
    CASE WHEN json_valid(j.content) THEN coalesce(json_array_length(j.content, '$.body.sale.lines'), 0) ELSE 0 END,
    CASE WHEN json_valid(j.content) THEN json_extract(j.content, '$.body.sale.completion.offline') IS TRUE ELSE 0 END,
    CASE WHEN json_valid(j.content) THEN coalesce((
      SELECT group_concat(kind, ' ') FROM (
        SELECT DISTINCT json_extract(t.value, '$.kind') AS kind FROM json_each(j.content, '$.body.sale.tenders') t
      )), '') ELSE '' END
  FROM sale s JOIN journal j ON j.hash = s.entry;
INSERT OR IGNORE INTO sale_tender (kind, place)
  SELECT json_extract(t.value, '$.kind'), j.place
  FROM sale s JOIN journal j ON j.hash = s.entry,
    json_each(CASE WHEN json_valid(j.content) THEN j.content ELSE '{}' END, '$.body.sale.tenders') t
  WHERE json_extract(t.value, '$.kind') IS NOT NULL;

-- Sales of the store's other registers that were asked for, and what the channel knew to have come back of any sale.
CREATE TABLE store_sale (
  receipt TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  register_name TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  body TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE store_return (
  receipt TEXT NOT NULL COLLATE NOCASE REFERENCES store_sale (receipt) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  paid INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  PRIMARY KEY (receipt, line)
) STRICT, WITHOUT ROWID;
`,
};

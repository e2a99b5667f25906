CREATE INDEX answer_not_posted ON answer (state) WHERE state <> 'posted';

CREATE INDEX answer_number ON answer (number);

CREATE UNIQUE INDEX card_payment_one_asked ON card_payment (state) WHERE state = 'asked';

CREATE INDEX card_payment_open ON card_payment (state) WHERE state IN ('asked', 'taken', 'undoing', 'unclear');

CREATE INDEX card_payment_original ON card_payment (json_extract(original, '$.reference')) WHERE original IS NOT NULL;

CREATE INDEX card_payment_sale ON card_payment (sale);

CREATE UNIQUE INDEX cart_one_open ON cart (state) WHERE state = 'open';

CREATE INDEX customer_code_customer ON customer_code (customer);

CREATE INDEX customer_name ON customer (name_en, id);

CREATE INDEX handover_sale ON handover (sale, at);

CREATE INDEX hold_seq ON hold (incarnation, seq);

CREATE INDEX journal_loose ON journal (place) WHERE covers = 0;

CREATE INDEX journal_number ON journal (number);

CREATE INDEX journal_previous_previous ON journal_previous (previous);

CREATE UNIQUE INDEX lock_request_one_asked ON lock_request (state) WHERE state = 'asked';

CREATE INDEX lock_request_sale ON lock_request (sale);

CREATE INDEX lock_request_unread ON lock_request (read) WHERE read = 0 AND fault IS NOT NULL;

CREATE INDEX lock_request_wanted ON lock_request (state) WHERE state IN ('asked', 'held', 'spent');

CREATE INDEX product_category ON product (generation, category_en, name_en, category_zh);

CREATE INDEX product_code_product ON product_code (product);

CREATE INDEX product_favourite ON product (generation, name_en) WHERE favourite = 1;

CREATE INDEX sale_id ON sale (id);

CREATE INDEX sale_receipt ON sale (receipt);

CREATE INDEX sale_return_receipt ON sale_return (receipt, receipt_line);

CREATE INDEX sale_row_at ON sale_row (at);

CREATE INDEX sale_row_cashier ON sale_row (cashier, place);

CREATE INDEX sale_row_offline ON sale_row (place) WHERE offline = 1;

CREATE INDEX sale_row_receipt ON sale_row (receipt);

CREATE INDEX sale_row_sequence ON sale_row (sequence);

CREATE INDEX sale_row_total ON sale_row (total, place);

CREATE INDEX sale_sequence ON sale (sequence);

CREATE INDEX shift_number ON shift (number);

CREATE INDEX shift_state ON shift (state) WHERE state <> 'closed';

CREATE INDEX staff_badge ON staff (badge) WHERE badge IS NOT NULL;

CREATE TABLE answer (
  hash TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('posted', 'late', 'exception')),
  amounts TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answer_cursor (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor INTEGER NOT NULL CHECK (cursor >= 0)
) STRICT;

CREATE TABLE card_payment (
  reference TEXT NOT NULL PRIMARY KEY,
  sale TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  currency TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'taken', 'sold', 'declined', 'undoing', 'undone', 'unclear')),
  asked_at TEXT NOT NULL
, original TEXT) STRICT;

CREATE TABLE cart (
  sale TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('open', 'suspended')),
  body TEXT NOT NULL,
  suspended_at TEXT,
  suspended_by TEXT,
  CHECK ((state = 'suspended') = (suspended_at IS NOT NULL)),
  CHECK ((state = 'suspended') = (suspended_by IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE configuration (
  id TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE customer_code (
  code TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer (number) ON DELETE CASCADE,
  PRIMARY KEY (code, customer)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE customer_words USING fts5(
  words, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE entry_unanswered (place INTEGER PRIMARY KEY) STRICT;

CREATE TABLE feed_row (
  job TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (job, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_stage (
  job TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 0),
  full INTEGER NOT NULL CHECK (full IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE handover (
  id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('given', 'taken')),
  sale TEXT NOT NULL,
  other TEXT NOT NULL,
  at TEXT NOT NULL,
  suspended_at TEXT NOT NULL,
  suspended_by TEXT NOT NULL,
  body TEXT,
  CHECK ((state = 'given') = (body IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (
  place INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  incarnation INTEGER NOT NULL CHECK (incarnation >= 0),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  epoch INTEGER NOT NULL CHECK (epoch >= 0),
  answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1))
) STRICT;

CREATE TABLE hold_want (
  hold TEXT NOT NULL REFERENCES hold (id) ON DELETE CASCADE,
  request TEXT NOT NULL,
  PRIMARY KEY (hold, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE identity (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  register TEXT NOT NULL,
  register_name TEXT NOT NULL,
  store TEXT NOT NULL,
  signing_key TEXT NOT NULL,
  channel TEXT NOT NULL,
  token TEXT NOT NULL,
  incarnation INTEGER NOT NULL CHECK (incarnation >= 0),
  epoch INTEGER NOT NULL CHECK (epoch >= 0)
) STRICT;

CREATE TABLE job (
  job TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 0),
  applied TEXT NOT NULL,
  full INTEGER NOT NULL CHECK (full IN (0, 1)),
  generation INTEGER NOT NULL CHECK (generation >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
  place INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  number INTEGER NOT NULL CHECK (number >= 1),
  incarnation INTEGER NOT NULL CHECK (incarnation >= 0),
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  value INTEGER NOT NULL,
  covers INTEGER NOT NULL CHECK (covers IN (0, 1)),
  content TEXT NOT NULL
) STRICT;

CREATE TABLE journal_head (hash TEXT NOT NULL PRIMARY KEY REFERENCES journal (hash)) STRICT, WITHOUT ROWID;

CREATE TABLE journal_pending (
  place INTEGER PRIMARY KEY REFERENCES journal (place),
  number INTEGER NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_previous (
  entry TEXT NOT NULL REFERENCES journal (hash),
  previous TEXT NOT NULL,
  PRIMARY KEY (entry, previous)
) STRICT, WITHOUT ROWID;

CREATE TABLE lock_request (
  request TEXT NOT NULL PRIMARY KEY,
  sale TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('giftCard', 'creditMemo')),
  purpose TEXT NOT NULL CHECK (purpose IN ('pay', 'issue', 'addValue', 'refundTo', 'cashOut')),
  last4 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'held', 'refused', 'gone', 'spent', 'done')),
  cashier TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  intent TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  signed_grant TEXT,
  held_at TEXT,
  sealed_number TEXT,
  fault TEXT,
  read INTEGER NOT NULL DEFAULT 0 CHECK (read IN (0, 1)),
  CHECK (state NOT IN ('held', 'spent', 'done') OR signed_grant IS NOT NULL)
) STRICT;

CREATE TABLE parameters (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 0),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE print_job (
  place INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  sealed TEXT NOT NULL
) STRICT;

CREATE TABLE product (
  number INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  id TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  barcodes TEXT NOT NULL,
  price INTEGER NOT NULL,
  tax TEXT NOT NULL,
  category_en TEXT NOT NULL,
  category_zh TEXT NOT NULL,
  favourite INTEGER NOT NULL CHECK (favourite IN (0, 1)), unit TEXT NOT NULL DEFAULT 'piece' CHECK (unit IN ('piece', 'kg')), age_limit INTEGER NOT NULL DEFAULT 0 CHECK (age_limit >= 0), picture TEXT,
  UNIQUE (generation, id)
) STRICT;

CREATE TABLE product_code (
  generation INTEGER NOT NULL,
  code TEXT NOT NULL,
  is_id INTEGER NOT NULL CHECK (is_id IN (0, 1)),
  product INTEGER NOT NULL REFERENCES product (number) ON DELETE CASCADE,
  PRIMARY KEY (generation, code, is_id, product)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_term (term TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE sale (
  entry TEXT NOT NULL PRIMARY KEY REFERENCES journal (hash),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'exchange')),
  receipt TEXT NOT NULL COLLATE NOCASE,
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  cashier TEXT NOT NULL,
  committed_at TEXT NOT NULL,
  currency TEXT NOT NULL,
  total INTEGER NOT NULL
) STRICT;

CREATE TABLE sale_return (
  entry TEXT NOT NULL REFERENCES sale (entry),
  line INTEGER NOT NULL,
  receipt TEXT NOT NULL COLLATE NOCASE,
  receipt_line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  paid INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  PRIMARY KEY (entry, line)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE sale_tender (
  kind TEXT NOT NULL,
  place INTEGER NOT NULL REFERENCES sale_row (place),
  PRIMARY KEY (kind, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL CHECK (number >= 1),
  state TEXT NOT NULL CHECK (state IN ('open', 'suspended', 'blindClosed', 'closed')),
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  currency TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  -- What was counted last, and the place of that entry: money that moved after it makes the count old.
  declared TEXT,
  declared_place INTEGER,
  closing TEXT REFERENCES journal (hash),
  CHECK ((state = 'closed') = (closing IS NOT NULL)),
  CHECK ((declared IS NULL) = (declared_place IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_entry (
  shift TEXT NOT NULL,
  place INTEGER NOT NULL,
  entry TEXT NOT NULL REFERENCES journal (hash),
  PRIMARY KEY (shift, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_sum (
  shift TEXT NOT NULL,
  what TEXT NOT NULL,
  place INTEGER NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (shift, what, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_total (
  shift TEXT NOT NULL,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (shift, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_failure (
  staff TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL CHECK (count > 0),
  last TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id TEXT NOT NULL PRIMARY KEY,
  name_en TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('cashier', 'manager', 'stock')),
  pin_hash TEXT NOT NULL,
  badge TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE store_return (
  receipt TEXT NOT NULL COLLATE NOCASE REFERENCES store_sale (receipt) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  paid INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  PRIMARY KEY (receipt, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE store_sale (
  receipt TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
  register_name TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  body TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answer_of_entry AFTER INSERT ON answer
  BEGIN DELETE FROM entry_unanswered WHERE place = (SELECT place FROM journal WHERE hash = NEW.hash); END;

CREATE TRIGGER card_payment_moves BEFORE UPDATE OF state ON card_payment
  WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'asked' AND NEW.state IN ('taken', 'declined', 'undoing', 'unclear', 'sold'))
    OR (OLD.state = 'taken' AND NEW.state IN ('sold', 'undoing', 'unclear'))
    OR (OLD.state = 'undoing' AND NEW.state IN ('undone', 'unclear', 'sold'))
    OR (OLD.state = 'unclear' AND NEW.state IN ('sold', 'undoing', 'undone'))
  )
  BEGIN SELECT RAISE(ABORT, 'a card payment moves only asked-taken-sold, or out'); END;

CREATE TRIGGER journal_follow AFTER INSERT ON journal BEGIN
  INSERT INTO journal_head (hash)
    SELECT NEW.hash WHERE NOT EXISTS (SELECT 1 FROM journal_previous WHERE previous = NEW.hash);
  INSERT INTO journal_pending (place, number, at, kind, value)
    VALUES (NEW.place, NEW.number, NEW.at, NEW.kind, NEW.value);
END;

CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
  WHEN EXISTS (SELECT 1 FROM journal WHERE hash = NEW.hash OR place = NEW.place)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_previous_follow AFTER INSERT ON journal_previous BEGIN
  DELETE FROM journal_head WHERE hash = NEW.previous;
END;

CREATE TRIGGER journal_previous_no_delete BEFORE DELETE ON journal_previous
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_previous_no_replace BEFORE INSERT ON journal_previous
  WHEN EXISTS (SELECT 1 FROM journal_previous WHERE entry = NEW.entry AND previous = NEW.previous)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_previous_no_update BEFORE UPDATE ON journal_previous
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_unanswered AFTER INSERT ON journal
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.hash)
  BEGIN INSERT INTO entry_unanswered (place) VALUES (NEW.place); END;

CREATE TRIGGER lock_request_moves BEFORE UPDATE OF state ON lock_request
  WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'asked' AND NEW.state IN ('held', 'refused', 'gone'))
    OR (OLD.state = 'held' AND NEW.state IN ('spent', 'gone'))
    OR (OLD.state = 'spent' AND NEW.state = 'done')
  )
  BEGIN SELECT RAISE(ABORT, 'a request moves only asked-held-spent-done, or out'); END;

CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_no_replace BEFORE INSERT ON sale
  WHEN EXISTS (SELECT 1 FROM sale WHERE entry = NEW.entry OR rowid = NEW.rowid)
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_return_no_delete BEFORE DELETE ON sale_return
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_return_no_replace BEFORE INSERT ON sale_return
  WHEN EXISTS (SELECT 1 FROM sale_return WHERE entry = NEW.entry AND line = NEW.line)
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_return_no_update BEFORE UPDATE ON sale_return
  BEGIN SELECT RAISE(ABORT, 'sales are append-only'); END;

CREATE TRIGGER sale_row_renamed AFTER UPDATE OF entry ON sale_row
  WHEN NOT EXISTS (SELECT 1 FROM answer WHERE hash = NEW.entry)
  BEGIN INSERT OR IGNORE INTO entry_unanswered (place) VALUES (NEW.place); END;

CREATE TRIGGER shift_sum_total AFTER INSERT ON shift_sum BEGIN
  INSERT INTO shift_total (shift, what, count, amount) VALUES (NEW.shift, NEW.what, NEW.count, NEW.amount)
    ON CONFLICT (shift, what) DO UPDATE SET count = count + NEW.count, amount = amount + NEW.amount;
END;

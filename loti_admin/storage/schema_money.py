"""The tables that came with bank files, reminders and corrections of money; see `schema` for how they are written."""

# What no upgrade may change: how many rows of money there are, and what they come to in pence.
MONEY_TOTALS = """
SELECT 'documents', count(*), coalesce(sum(gross_pence), 0) FROM documents
UNION ALL SELECT 'receipts', count(*), coalesce(sum(amount_pence), 0) FROM receipts
UNION ALL SELECT 'allocations', count(*), coalesce(sum(amount_pence), 0) FROM allocations
"""

# SQLite cannot change the rules of a column, so the table of allocations is made anew and takes over every row, and
# where its numbering stands: the history must never mean two different rows by one number.
MONEY_IN_TABLES = """
CREATE TABLE allocations_with_uses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt_id INTEGER REFERENCES receipts (id),
    document_id INTEGER REFERENCES documents (id),
    amount_pence INTEGER NOT NULL CHECK (amount_pence <> 0),
    use TEXT NOT NULL DEFAULT 'payment' CHECK (use IN ('payment', 'refund', 'reversal', 'write off')),
    "on" TEXT,
    reason TEXT NOT NULL DEFAULT '',
    corrects_id INTEGER REFERENCES allocations_with_uses (id),
    CHECK ((receipt_id IS NULL) = (use = 'write off')),
    CHECK ((document_id IS NULL) = (use IN ('refund', 'reversal'))),
    CHECK ((amount_pence < 0) = (corrects_id IS NOT NULL))
) STRICT;
INSERT INTO allocations_with_uses (id, receipt_id, document_id, amount_pence)
    SELECT id, receipt_id, document_id, amount_pence FROM allocations;
DELETE FROM sqlite_sequence WHERE name = 'allocations_with_uses';
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'allocations_with_uses', seq FROM sqlite_sequence WHERE name = 'allocations';
DROP TABLE allocations;
ALTER TABLE allocations_with_uses RENAME TO allocations;
CREATE INDEX allocations_by_document ON allocations (document_id);
CREATE TABLE bank_mappings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    signature TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL
) STRICT;
CREATE TABLE bank_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,
    "on" TEXT NOT NULL,
    amount_pence INTEGER NOT NULL,
    text TEXT NOT NULL,
    receipt_id INTEGER REFERENCES receipts (id)
) STRICT;
CREATE TABLE chase_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    "on" TEXT NOT NULL,
    way TEXT NOT NULL
        CHECK (way IN ('call', 'e-mail', 'letter', 'meeting', 'note', 'statement', 'reminder')),
    text TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
    numbers TEXT NOT NULL,
    answer_by TEXT,
    CHECK ((way = 'reminder') = (level > 0))
) STRICT;
CREATE TABLE ledger_exports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    format TEXT NOT NULL CHECK (format IN ('xero', 'sage', 'plain')),
    "on" TEXT NOT NULL,
    UNIQUE (document_id, format)
) STRICT;
"""

"""The tables of the register, as SQL. Amounts are whole pence, days ISO texts, yes and no 1 and 0.

A released migration is never edited; a change is a new one at the end of `MIGRATIONS`.
"""

TABLES = """
CREATE TABLE organisations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('borough', 'gla', 'london councils', 'funder', 'other')),
    short_name TEXT NOT NULL,
    invoice_name TEXT NOT NULL,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    invoice_email TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    account_code TEXT NOT NULL,
    buyer_reference TEXT NOT NULL,
    purchase_order_required INTEGER NOT NULL CHECK (purchase_order_required IN (0, 1)),
    vat_treatment TEXT CHECK (vat_treatment IN ('standard', 'outside scope')),
    charter_agreed TEXT,
    payment_confirmed TEXT,
    notes TEXT NOT NULL
) STRICT;
CREATE TABLE memberships (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    joined TEXT NOT NULL,
    "left" TEXT,
    CHECK ("left" IS NULL OR "left" >= joined),
    UNIQUE (organisation_id, joined)
) STRICT;
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    newsletter INTEGER NOT NULL CHECK (newsletter IN (0, 1)),
    newsletter_since TEXT,
    newsletter_source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX people_by_email ON people (lower(email)) WHERE email <> '';
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    role TEXT NOT NULL,
    main_representative INTEGER NOT NULL CHECK (main_representative IN (0, 1)),
    start TEXT,
    "end" TEXT
) STRICT;
CREATE TABLE purchase_orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    year TEXT NOT NULL,
    number TEXT NOT NULL,
    UNIQUE (organisation_id, year)
) STRICT;
CREATE TABLE services (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    notes TEXT NOT NULL
) STRICT;
CREATE TABLE service_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    service_id INTEGER NOT NULL REFERENCES services (id),
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    start TEXT,
    "end" TEXT
) STRICT;
CREATE TABLE fee_schedules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year TEXT NOT NULL UNIQUE,
    standard_pence INTEGER NOT NULL CHECK (standard_pence >= 0),
    shared_it_pence INTEGER NOT NULL CHECK (shared_it_pence >= 0),
    contribution_pence INTEGER NOT NULL CHECK (contribution_pence >= 0),
    charge_date TEXT NOT NULL,
    pro_rata TEXT NOT NULL CHECK (pro_rata IN ('months', 'whole months after', 'days', 'none')),
    vat_rate TEXT
) STRICT;
CREATE TABLE adjustments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    year TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('agreed rate', 'discount percent', 'credit', 'accept standard')),
    amount_pence INTEGER NOT NULL,
    percent TEXT NOT NULL,
    reason TEXT NOT NULL,
    agreed_by TEXT NOT NULL,
    "on" TEXT
) STRICT;
CREATE TABLE fee_approvals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    inputs TEXT NOT NULL,
    charges TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit note', 'request')),
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),
    year TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    membership_id INTEGER REFERENCES memberships (id),
    code TEXT NOT NULL,
    organisation TEXT NOT NULL,
    "on" TEXT NOT NULL,
    tax_point TEXT NOT NULL,
    due TEXT NOT NULL,
    payment_days INTEGER NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    supplier TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    customer_address TEXT NOT NULL,
    customer_postcode TEXT NOT NULL,
    customer_vat_number TEXT NOT NULL,
    customer_email TEXT NOT NULL,
    customer_account TEXT NOT NULL,
    purchase_order TEXT NOT NULL,
    buyer_reference TEXT NOT NULL,
    lines TEXT NOT NULL,
    figures TEXT NOT NULL,
    net_pence INTEGER NOT NULL,
    vat_pence INTEGER NOT NULL,
    gross_pence INTEGER NOT NULL CHECK (gross_pence = net_pence + vat_pence),
    credits_number TEXT NOT NULL,
    credits_date TEXT,
    reason TEXT NOT NULL,
    rebill INTEGER NOT NULL CHECK (rebill IN (0, 1)),
    example INTEGER NOT NULL CHECK (example IN (0, 1)),
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX documents_by_year ON documents (year);
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "on" TEXT NOT NULL,
    amount_pence INTEGER NOT NULL CHECK (amount_pence > 0),
    reference TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisations (id),
    note TEXT NOT NULL
) STRICT;
CREATE TABLE allocations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    receipt_id INTEGER NOT NULL REFERENCES receipts (id),
    document_id INTEGER NOT NULL REFERENCES documents (id),
    amount_pence INTEGER NOT NULL CHECK (amount_pence > 0)
) STRICT;
CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
    year TEXT NOT NULL,
    agreed_pence INTEGER NOT NULL CHECK (agreed_pence >= 0),
    received_pence INTEGER NOT NULL CHECK (received_pence >= 0),
    UNIQUE (organisation_id, name, year)
) STRICT;
CREATE TABLE budget_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('income', 'expenditure')),
    "group" TEXT NOT NULL,
    line TEXT NOT NULL,
    original_pence INTEGER NOT NULL,
    variations_pence INTEGER NOT NULL,
    actual_pence INTEGER NOT NULL,
    forecast_pence INTEGER NOT NULL,
    restricted INTEGER NOT NULL CHECK (restricted IN (0, 1)),
    note TEXT NOT NULL,
    UNIQUE (year, side, "group", line)
) STRICT;
CREATE TABLE activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    way TEXT NOT NULL CHECK (way IN ('resource', 'product', 'project', 'network', 'campaign')),
    name TEXT NOT NULL,
    start TEXT,
    "end" TEXT,
    lead TEXT NOT NULL,
    budget_pence INTEGER NOT NULL CHECK (budget_pence >= 0),
    notes TEXT NOT NULL,
    UNIQUE (way, name)
) STRICT;
CREATE TABLE participations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    UNIQUE (activity_id, organisation_id)
) STRICT;
CREATE TABLE settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    start TEXT
) STRICT;
CREATE UNIQUE INDEX settings_by_key ON settings (key, coalesce(start, ''));
"""

# Triggers may only refuse: one that wrote would pass by the history. `RAISE(ABORT)` undoes the statement.
TRIGGERS = {
    "documents_no_update": """
        CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents
        BEGIN SELECT RAISE(ABORT, 'An issued document cannot be changed. Correct it with a credit note.'); END
    """,
    "documents_no_delete": """
        CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, 'An issued document cannot be removed. Correct it with a credit note.'); END
    """,
    "documents_no_replace": """
        CREATE TRIGGER documents_no_replace BEFORE INSERT ON documents
        WHEN EXISTS (SELECT 1 FROM documents WHERE id = NEW.id OR number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'That number has been given to another document.'); END
    """,
    "fee_schedules_frozen_update": """
        CREATE TRIGGER fee_schedules_frozen_update BEFORE UPDATE ON fee_schedules
        WHEN EXISTS (SELECT 1 FROM fee_approvals WHERE year = OLD.year)
        BEGIN SELECT RAISE(ABORT, 'The fee schedule of an approved year cannot be changed.'); END
    """,
    "fee_schedules_frozen_delete": """
        CREATE TRIGGER fee_schedules_frozen_delete BEFORE DELETE ON fee_schedules
        WHEN EXISTS (SELECT 1 FROM fee_approvals WHERE year = OLD.year)
        BEGIN SELECT RAISE(ABORT, 'The fee schedule of an approved year cannot be removed.'); END
    """,
}

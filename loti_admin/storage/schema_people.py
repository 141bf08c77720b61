"""The table that came with objections to the newsletter; see `schema` for how it is written."""

NEWSLETTER_OBJECTIONS_TABLE = """
CREATE TABLE newsletter_objections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email_hash TEXT NOT NULL UNIQUE CHECK (length(email_hash) = 64),
    "on" TEXT NOT NULL
) STRICT;
"""

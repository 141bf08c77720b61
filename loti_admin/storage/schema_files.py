"""The table that came with keeping what the file of a document was; see `schema` for how it is written."""

DOCUMENT_FILES_TABLE = """
CREATE TABLE document_files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL UNIQUE REFERENCES documents (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    made_by TEXT NOT NULL,
    "on" TEXT NOT NULL
) STRICT;
"""

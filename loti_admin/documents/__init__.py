"""Data in, files out: PDF, workbook and ledger files; no database, no decisions."""

"""The budget workbook: plain data in (`data`), figures (`figures`), one module for each sheet, `write` for the file."""

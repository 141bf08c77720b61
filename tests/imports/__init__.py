"""Tests of the import workbook: reading, cells, rows and the template."""

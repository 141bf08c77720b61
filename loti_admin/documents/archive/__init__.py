"""PDFs that can be read in fifty years: PDF/A-3u (ISO 19005-3), with the invoice as data inside where there is one."""

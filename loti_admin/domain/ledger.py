"""Which documents the finance system has got already."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExport:
    """A document that was written to a ledger file of one format (`xero`, `sage`, `plain`) on `on`."""

    id: int = 0
    document_id: int
    format: str
    on: date

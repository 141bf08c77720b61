"""Documents and their numbers in words: `27 invoices`, `LOTI-2026-0001 to LOTI-2026-0027`."""

from collections.abc import Collection

from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document, DocumentKind, series_of

KIND_NAMES = {
    DocumentKind.INVOICE: ("invoice", "invoices"),
    DocumentKind.REQUEST: ("request for payment", "requests for payment"),
    DocumentKind.CREDIT_NOTE: ("credit note", "credit notes"),
}


def number_ranges(numbers: Collection[str]) -> str:
    """`LOTI-2026-0001 to LOTI-2026-0027 and LOTI-REQ-2026-0001`: each series from its first to its last."""
    series: dict[str, list[str]] = {}
    for number in numbers:
        series.setdefault(series_of(number)[0], []).append(number)
    parts = [
        given[0] if len(given) == 1 else f"{given[0]} to {given[-1]}" for given in series.values()
    ]
    return listed(parts) if parts else ""


def counted(documents: Collection[Document]) -> str:
    """`27 invoices, 1 request for payment and 1 credit note`; `no documents`."""
    return counted_kinds([document.kind for document in documents])


def counted_kinds(kinds: Collection[DocumentKind]) -> str:
    """As `counted`, of what is to become documents."""
    words = []
    for kind, (one, many) in KIND_NAMES.items():
        count = sum(each is kind for each in kinds)
        if count:
            words.append(f"{count:,} {one if count == 1 else many}")
    return listed(words) if words else "no documents"

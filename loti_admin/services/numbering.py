"""The numbers of documents: each kind has its own series, and the next number follows the last without a gap."""

from collections.abc import Iterable, Sequence
from datetime import date

from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    next_in_series,
    number_text,
    series_of,
)
from loti_admin.domain.settings import Setting, value_on
from loti_admin.storage.register import Register

_PREFIXES = {
    DocumentKind.INVOICE: "invoice prefix",
    DocumentKind.CREDIT_NOTE: "credit note prefix",
    DocumentKind.REQUEST: "request prefix",
}


def next_number(
    settings: Iterable[Setting], kind: DocumentKind, on: date, numbers: Iterable[str]
) -> str:
    """The number that a document of this kind and date gets after all `numbers` that were given before."""
    known = tuple(settings)
    width = int(value_on(known, "number width", on))
    yearly = value_on(known, "number reset", on) == "yearly"
    prefix = value_on(known, _PREFIXES[kind], on)
    series = series_of(number_text(prefix, on, 1, width=width, yearly=yearly))[0]
    return number_text(prefix, on, next_in_series(series, numbers), width=width, yearly=yearly)


def planned_numbers(register: Register, drafts: Sequence[Document]) -> list[str]:
    """The numbers that these drafts would get if they were issued now, in this order. Reads only."""
    settings = register.settings.all()
    given = [document.number for document in register.documents.all()]
    planned: list[str] = []
    for draft in drafts:
        planned.append(next_number(settings, draft.kind, draft.on, [*given, *planned]))
    return planned

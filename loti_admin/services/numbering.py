"""The numbers of documents: each kind has its own series, and the next number follows the last without a gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    audit_numbers,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of numbers: its documents from the first to the last, and what is wrong with it in sentences."""

    prefix: str
    kind: DocumentKind
    count: int
    first: str
    last: str
    first_on: date
    last_on: date
    problems: tuple[str, ...]


def number_audit(register: Register) -> list[Series]:
    """Every series that has given a number, by its prefix. Reads only."""
    series: dict[str, list[tuple[int, Document]]] = {}
    for document in register.documents.all():
        prefix, place = series_of(document.number)
        series.setdefault(prefix, []).append((place, document))
    return [
        _audited(prefix, [document for _, document in sorted(placed, key=lambda pair: pair[0])])
        for prefix, placed in sorted(series.items())
    ]


def next_numbers(register: Register, on: date) -> dict[DocumentKind, str]:
    """The number that a document of each kind that has numbers would get if it were issued on a day. Reads only."""
    settings = register.settings.all()
    # The last of each series is enough to tell the next.
    last = [series.last for series in number_audit(register)]
    return {kind: next_number(settings, kind, on, last) for kind in _PREFIXES}


def _audited(prefix: str, documents: list[Document]) -> Series:
    return Series(
        prefix=prefix,
        kind=documents[0].kind,
        count=len(documents),
        first=documents[0].number,
        last=documents[-1].number,
        first_on=documents[0].on,
        last_on=documents[-1].on,
        problems=tuple(audit_numbers(documents)),
    )

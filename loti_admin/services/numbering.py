"""The numbers of documents: each kind has its own series, and the next number follows the last without a gap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    audit_numbers,
    number_text,
    series_of,
)
from loti_admin.domain.settings import Setting, value_on
from loti_admin.pace import paced
from loti_admin.services.memory import Memory
from loti_admin.storage.register import Register

_PREFIXES = {
    DocumentKind.INVOICE: "invoice prefix",
    DocumentKind.CREDIT_NOTE: "credit note prefix",
    DocumentKind.REQUEST: "request prefix",
}


class NumberSeries:
    """Gives numbers that follow those given before. What was given is looked through once, so that giving thousands
    takes thousands of steps and not their square."""

    def __init__(self, settings: Iterable[Setting], given: Iterable[Document]) -> None:
        self._settings = tuple(settings)
        self._forms: dict[tuple[DocumentKind, date], tuple[str, int, bool]] = {}
        self._last_place: dict[str, int] = {}
        self._last_day: dict[str, date] = {}
        for document in paced(given):
            self._note(*series_of(document.number), document.on)

    def copy(self) -> "NumberSeries":
        """One that goes on from here by itself."""
        other = NumberSeries(self._settings, ())
        other._last_place, other._last_day = dict(self._last_place), dict(self._last_day)
        return other

    def give(self, kind: DocumentKind, on: date) -> str:
        """The next number for a document of this kind and date. It counts as given from then on."""
        number = self.next(kind, on)
        self._note(*series_of(number), on)
        return number

    def next(self, kind: DocumentKind, on: date) -> str:
        """The same without giving it."""
        prefix, width, yearly = self._form(kind, on)
        series = series_of(number_text(prefix, on, 1, width=width, yearly=yearly))[0]
        place = self._last_place.get(series, 0) + 1
        return number_text(prefix, on, place, width=width, yearly=yearly)

    def last_day(self, number: str) -> date:
        """The latest date in the series of a number that was given."""
        return self._last_day[series_of(number)[0]]

    def _note(self, series: str, place: int, on: date) -> None:
        self._last_place[series] = max(place, self._last_place.get(series, 0))
        self._last_day[series] = max(on, self._last_day.get(series, on))

    def _form(self, kind: DocumentKind, on: date) -> tuple[str, int, bool]:
        """Prefix, width and whether it begins again each year, as set on that day."""
        if (kind, on) not in self._forms:
            known = self._settings
            self._forms[kind, on] = (
                value_on(known, _PREFIXES[kind], on),
                int(value_on(known, "number width", on)),
                value_on(known, "number reset", on) == "yearly",
            )
        return self._forms[kind, on]


# Asked each time before something is issued, and documents are as many as there ever were.
_SERIES: "Memory[NumberSeries]" = Memory()


def planned_numbers(register: Register, drafts: Sequence[Document]) -> list[str]:
    """The numbers that these drafts would get if they were issued now, in this order. Reads only."""
    settings, given = tuple(register.settings.all()), tuple(register.documents.all())
    known = _SERIES.find(register, None, (settings, given), lambda: NumberSeries(settings, given))
    series = known.copy()
    return [series.give(draft.kind, draft.on) for draft in paced(drafts)]


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
    for document in paced(register.documents.all()):
        prefix, place = series_of(document.number)
        series.setdefault(prefix, []).append((place, document))
    return [
        _audited(prefix, [document for _, document in sorted(placed, key=lambda pair: pair[0])])
        for prefix, placed in sorted(series.items())
    ]


def next_numbers(register: Register, on: date) -> dict[DocumentKind, str]:
    """The number that a document of each kind that has numbers would get if it were issued on a day. Reads only."""
    series = NumberSeries(register.settings.all(), register.documents.all())
    return {kind: series.next(kind, on) for kind in _PREFIXES}


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

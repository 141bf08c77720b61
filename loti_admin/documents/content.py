"""What stands on an invoice-like page, in words and amounts, before anybody thinks of millimetres."""

from dataclasses import dataclass
from typing import Protocol

from loti_admin.domain.money import Money
from loti_admin.domain.settings import Supplier


class Paper(Protocol):
    """What the frame of every page needs to know: from whom, to whom, and whether the data are invented."""

    @property
    def supplier(self) -> Supplier: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def customer_address(self) -> str: ...
    @property
    def customer_postcode(self) -> str: ...
    @property
    def example(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `strong` for numbers of documents and accounts."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph of stretches, each with whether it is strong. A quiet one is small print; a close one follows the
    one before without a gap."""

    parts: tuple[tuple[str, bool], ...]
    quiet: bool = False
    close: bool = False

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Sum:
    """A heading and amounts below it, of which the last is the result of the others."""

    heading: str
    amounts: tuple[tuple[str, Money], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One half of the foot of the last page: a heading, then rows, then sentences."""

    heading: str
    facts: tuple[Fact, ...] = ()
    amounts: tuple[tuple[str, Money], ...] = ()
    sentences: tuple[Sentence, ...] = ()
    wide_labels: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One document in words, all but its lines.

    `note` stands between strip and table, `totals` above the grand total, and
    `beside` to the left of it in place of the table of VAT.
    """

    title: str
    number: str
    facts: tuple[Fact, ...]
    strip: tuple[Fact, ...]
    note: str = ""
    totals: tuple[tuple[str, Money], ...] = ()
    grand: tuple[str, Money]
    beside: Sum | None = None
    left: Panel
    right: Panel


def facts(*rows: tuple[str, str] | tuple[str, str, bool]) -> tuple[Fact, ...]:
    """Facts from (label, value) or (label, value, strong); a row without a value is left out."""
    return tuple(Fact(*row) for row in rows if row[1].strip())


def sentence(*parts: str | tuple[str, bool], quiet: bool = False, close: bool = False) -> Sentence:
    """`sentence("Payment is due ", strong("by 31 July 2026"), ".")`."""
    return Sentence(
        tuple((part, False) if isinstance(part, str) else part for part in parts), quiet, close
    )


def strong(text: str) -> tuple[str, bool]:
    return text, True

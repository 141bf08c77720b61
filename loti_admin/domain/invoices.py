"""Documents that leave the house: VAT invoices, credit notes and requests for payment.

A `Document` holds everything that is printed, because an issued invoice may not change when a name, an address or a
bank account does (VAT Regulations 1995 reg. 14: the particulars as at the time of issue).
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from string import digits

from loti_admin.domain.frozen import canonical, digest, to_plain
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.settings import Supplier
from loti_admin.domain.vat import vat_on
from loti_admin.pace import paced, rest

# How the lines of the two kinds of money begin; what is frozen shows by it which it is.
SUBSCRIPTION = "LOTI membership subscription"
CONTRIBUTION = "Contribution to LOTI"


class DocumentKind(StrEnum):
    """What a charge becomes. `NONE`: the host's own contribution, or a charge of nothing."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit note"
    REQUEST = "request"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a document. `working` is the quiet line under the description. Prices and net in pence before VAT.

    `vat_rate` is in per cent; None means outside the scope of VAT.
    """

    description: str
    working: str = ""
    quantity: int = 1
    unit_price: Money
    vat_rate: Decimal | None

    @property
    def net(self) -> Money:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class VatTotal:
    """Net and VAT at one rate on one document; `rate` None is outside the scope."""

    rate: Decimal | None
    net: Money
    vat: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount in pence that stands beside the lines: on a credit note what was invoiced, paid and is left to pay; on
    a request for payment the term's sums. The last one is what is left."""

    label: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An issued document, or a draft of one (no number, id 0). Amounts on credit notes are positive.

    `organisation` is the display name; `customer_*` is what is printed. Addresses hold lines separated by line
    breaks. `on` is the date of issue. `period_*` inclusive. `membership_id` with `year` says which charge is billed
    (0 on credit notes). `credits_number` and `credits_date` name what a credit note credits, and `rebill` says that
    the credited charge is to be billed again. `hash` covers all that is printed and `previous_hash`, so that no
    document can change unseen.
    """

    id: int = 0
    kind: DocumentKind
    number: str = ""
    year: str
    organisation_id: int
    membership_id: int = 0
    code: str
    organisation: str
    on: date
    tax_point: date
    due: date
    payment_days: int
    period_start: date
    period_end: date
    supplier: Supplier
    customer_name: str
    customer_address: str
    customer_postcode: str = ""
    customer_vat_number: str = ""
    customer_email: str = ""
    customer_account: str = ""
    purchase_order: str = ""
    buyer_reference: str = ""
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...] = ()
    net: Money
    vat: Money
    gross: Money
    credits_number: str = ""
    credits_date: date | None = None
    reason: str = ""
    rebill: bool = False
    example: bool = False
    previous_hash: str = ""
    hash: str = ""

    @property
    def is_subscription(self) -> bool:
        """Whether it bills a membership: a council's may be outside the scope of VAT and still is no grant."""
        return all(line.description.startswith(SUBSCRIPTION) for line in self.lines)

    @property
    def vat_totals(self) -> tuple[VatTotal, ...]:
        """Net and VAT by rate. They come to the document's own VAT: the last of several credits takes what is left,
        which can differ by a penny from the share of its highest rate."""
        totals = vat_breakdown(self.lines)
        rest = self.vat - total(part.vat for part in totals)
        if not rest:
            return totals
        return (replace(totals[0], vat=totals[0].vat + rest), *totals[1:])


def vat_breakdown(lines: Iterable[Line]) -> tuple[VatTotal, ...]:
    """VAT once per rate on the net total at that rate, highest rate first, outside the scope last."""
    nets: dict[Decimal | None, Money] = {}
    for line in lines:
        nets[line.vat_rate] = nets.get(line.vat_rate, ZERO) + line.net
    rates = sorted((rate for rate in nets if rate is not None), reverse=True)
    ordered: list[Decimal | None] = [*rates, None] if None in nets else [*rates]
    return tuple(
        VatTotal(rate=rate, net=nets[rate], vat=ZERO if rate is None else vat_on(nets[rate], rate))
        for rate in ordered
    )


def totals_of(lines: Sequence[Line]) -> tuple[Money, Money, Money]:
    """Net, VAT and gross of a document with these lines, in pence."""
    breakdown = vat_breakdown(lines)
    net, vat = total(t.net for t in breakdown), total(t.vat for t in breakdown)
    return net, vat, net + vat


def number_text(prefix: str, day: date, sequence: int, *, width: int, yearly: bool) -> str:
    """`LOTI-2026-0001`: the calendar year of issue and a running number; without the year if never reset."""
    return (
        f"{prefix}-{day.year}-{sequence:0{width}d}" if yearly else f"{prefix}-{sequence:0{width}d}"
    )


def series_of(number: str) -> tuple[str, int]:
    """The series a number belongs to and its place in it: `LOTI-2026-0007` is (`LOTI-2026-`, 7).

    Raises ValueError for a text that does not end in digits.
    """
    series = number.rstrip(digits)
    if series == number:
        raise ValueError(f"{number} does not end in a number.")
    return series, int(number[len(series) :])


def audit_numbers(documents: Iterable[Document]) -> list[str]:
    """Gaps, duplicates and dates out of order in every series, in sentences; empty if all is well."""
    series: dict[str, list[tuple[int, Document]]] = {}
    for document in paced(documents):
        prefix, place = series_of(document.number)
        series.setdefault(prefix, []).append((place, document))
    found = []
    for prefix, entries in sorted(series.items()):
        entries.sort(key=lambda entry: entry[0])
        rest()
        places = [place for place, _ in entries]
        missing = sorted(set(range(1, places[-1] + 1)) - set(places))
        found += [f"Number {place} of series {prefix} is missing." for place in missing]
        for (place, earlier), (later_place, later) in paced(itertools.pairwise(entries)):
            if place == later_place:
                found.append(f"{later.number} was given twice.")
            elif later.on < earlier.on:
                found.append(f"{later.number} is dated before {earlier.number}.")
    return found


def credited(document: Document, credit_notes: Iterable[Document]) -> tuple[Money, Money]:
    """Net and gross of all credit notes against this document, in pence."""
    own = [note for note in credit_notes if note.credits_number == document.number]
    return total(note.net for note in own), total(note.gross for note in own)


def notes_by_number(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """The credit notes among these documents by the number of what they credit."""
    found: dict[str, list[Document]] = {}
    for document in paced(documents):
        if document.kind is DocumentKind.CREDIT_NOTE:
            found.setdefault(document.credits_number, []).append(document)
    return found


def document_slug(document: Document) -> str:
    """A file name without ending, the same on every system: `LOTI-2026-0001 Camden`."""
    words = re.sub(r"[^A-Za-z0-9 ]+", " ", document.organisation)
    return f"{document.number} {' '.join(words.split())}"[:90].strip(" .")


def chained(document: Document, previous_hash: str) -> Document:
    """The document with its hash over all it prints and over the document issued before it."""
    found = chained_hash(document, previous_hash)
    return replace(document, previous_hash=previous_hash, hash=found)


def chained_hash(document: Document, previous_hash: str) -> str:
    """The hash over all that a document prints and over the document issued before it."""
    plain = to_plain(document)
    # As of a draft; what is empty is left out.
    for name in ("id", "hash", "previous_hash"):
        plain.pop(name, None)
    if previous_hash:
        plain["previous_hash"] = previous_hash
    return digest(canonical(plain))

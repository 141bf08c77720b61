"""Lines of a bank file, and which column of a bank's file holds what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loti_admin.domain.frozen import digest
from loti_admin.domain.money import ZERO, Money

NO_COLUMN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One line: what came in (pence; below zero went out). `row` is its line in the file,
    `bank_id` the bank's own key."""

    row: int
    on: date
    amount: Money
    reference: str = ""
    payer: str = ""
    bank_id: str = ""

    @property
    def text(self) -> str:
        """Everything that the bank says about it, each part once."""
        parts = [" ".join(part.split()) for part in (self.payer, self.reference)]
        kept = [p for i, p in enumerate(parts) if p and p.casefold() not in _folded(parts[i + 1 :])]
        return " · ".join(kept)

    @property
    def came_in(self) -> bool:
        return self.amount > ZERO


def _folded(parts: Iterable[str]) -> str:
    return " ".join(parts).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class BankMapping:
    """Columns of a bank's file, counted from 0; `NO_COLUMN` where it has none.

    Either `amount`, signed, or `money_in`, with or without `money_out`. `flipped`: the bank shows what came in as
    negative. `month_first`: dates are 12/31/2026.
    """

    on: int
    amount: int = NO_COLUMN
    money_in: int = NO_COLUMN
    money_out: int = NO_COLUMN
    reference: tuple[int, ...] = ()
    payer: int = NO_COLUMN
    flipped: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMapping:
    """The mapping that the officer confirmed for files with the same heads."""

    id: int = 0
    signature: str
    mapping: BankMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedLine:
    """A line of a bank file that was booked, or set aside (`receipt_id` 0) as not for us."""

    id: int = 0
    fingerprint: str
    on: date
    amount: Money
    text: str
    receipt_id: int = 0


def fingerprints(lines: Iterable[BankLine]) -> list[str]:
    """For each line what tells it from all others, in this file and in one that overlaps it.

    Two lines that say the same on one day are two payments: the second of them is another line.
    """
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        said = line.bank_id or f"{line.payer} {line.reference}"
        key = f"{line.on.isoformat()}|{line.amount.pence}|{' '.join(said.split()).casefold()}"
        seen[key] = seen.get(key, 0) + 1
        found.append(digest(f"{key}|{seen[key]}"))
    return found

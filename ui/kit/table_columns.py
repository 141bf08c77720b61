"""Columns are data: what a table shows of a record, how it sorts, and how it adds up."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from loti_admin.domain.dates import long_date
from loti_admin.domain.money import ZERO, Money
from ui.kit.chip import Chip

T = TypeVar("T")
NOTHING = "–"
CHECK_KEY = "_check"


class Align(StrEnum):
    """Where the text of a column stands; amounts and counts are at the right."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The colour token of a cell's text, and whether it is in weight 600."""

    tone: str = "text"
    strong: bool = False


NORMAL = CellStyle()
STRONG = CellStyle(strong=True)
QUIET = CellStyle("text2")
FAINT = CellStyle("text3")
ATTENTION = CellStyle("warn")


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon before the text of a cell, or alone in it; `words` say the same to a screen reader and in the tip."""

    icon: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Everything the delegate needs to draw one cell, given in one go because each call from Qt is slow."""

    text: str
    align: Align = Align.LEFT
    style: CellStyle = NORMAL
    chip: Chip | None = None
    mark: Mark | None = None
    checked: bool | None = None


def shown(value: object) -> str:
    """The usual text of a value: “–” for nothing, 30,000.00 for money, 1 July 2026 for days, Yes or No."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Money | str):
        return str(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def change(value: Money | None) -> str:
    """A difference in money: +15,000.00, −7,500.00, and “–” for none."""
    if not value:
        return NOTHING
    return f"+{value}" if value > ZERO else str(value)


@dataclass(frozen=True, kw_only=True)
class Column(Generic[T]):
    """One column of a table of records.

    `value` gives the real value, which is what sorting compares; None sorts last, up and down. `text` turns it into
    what is shown. `total` turns the records in view into what stands in the totals row. `width` is in pixels at 100 %
    and replaces the width found from the contents. `title` is short; `about` is its full name in menus and tips.

    A column with `edit` can be typed into where the list allows it: `edit` is the field that it changes, `edit_lines`
    how many lines a typed text may have. `typed` gives what was typed, for copying, where the text shown says more.

    A column with `gives_way` is left out where the table is too narrow for all, the one with the highest number first;
    the officer can bring it back.
    """

    key: str
    title: str
    value: Callable[[T], Any]
    text: Callable[[Any], str] = shown
    align: Align = Align.LEFT
    width: int | None = None
    stretch: bool = False
    style: CellStyle | Callable[[T], CellStyle] = NORMAL
    chip: Callable[[T], Chip | None] | None = None
    mark: Callable[[T], Mark | None] | None = None
    tip: Callable[[T], str] | None = None
    total: Callable[[Sequence[T]], str] | None = None
    sort_value: Callable[[T], Any] | None = None
    found: bool = True
    hidden: bool = False
    gives_way: int = 0
    about: str = ""
    edit: str = ""
    edit_lines: int = 1
    typed: Callable[[T], str] | None = None

    @property
    def full_title(self) -> str:
        return self.about or self.title

    def cell(self, record: T) -> Cell:
        """The drawn form of one record's cell."""
        chip = self.chip(record) if self.chip else None
        style = self.style if isinstance(self.style, CellStyle) else self.style(record)
        mark = self.mark(record) if self.mark else None
        return Cell(self.text(self.value(record)), self.align, style, chip, mark)

    def words(self, record: T) -> str:
        """What the cell says, for copying, finding and screen readers: the chip's words where there is a chip."""
        chip = self.chip(record) if self.chip else None
        if chip:
            return chip.text
        text = self.text(self.value(record))
        if text or not self.mark:
            return text
        mark = self.mark(record)
        return mark.words if mark else ""

    def plain(self, record: T) -> tuple[str, bool]:
        """What the cell says to a spreadsheet, and whether it reads it as a number or a day: 30000.00, 2027-03-27; ""
        for “–”."""
        if self.typed is not None:
            return self.typed(record), False
        value = self.value(record)
        if isinstance(value, Money):
            return value.plain(), True
        if isinstance(value, date):
            return value.isoformat(), True
        words = self.words(record)
        if isinstance(value, int) and not isinstance(value, bool) and words == shown(value):
            return str(value), True
        return ("" if words == NOTHING else words), False


def money_column(
    key: str,
    title: str,
    value: Callable[[T], Money | None],
    *,
    style: CellStyle | Callable[[T], CellStyle] = NORMAL,
    text: Callable[[Any], str] = shown,
    totalled: bool = True,
    hidden: bool = False,
    gives_way: int = 0,
    about: str = "",
    tip: Callable[[T], str] | None = None,
) -> Column[T]:
    """A column of amounts, right-aligned, with its sum in the totals row. The title carries the unit: "Net £"."""

    def sum_of(records: Sequence[T]) -> str:
        # In pence, because thousands of rows are added up whenever the list is shown anew.
        found = [amount.pence for record in records if (amount := value(record)) is not None]
        return text(Money(sum(found)))

    return Column(
        key=key,
        title=title,
        value=value,
        text=text,
        align=Align.RIGHT,
        style=style,
        total=sum_of if totalled else None,
        hidden=hidden,
        gives_way=gives_way,
        about=about,
        tip=tip,
    )


def folded(text: str) -> str:
    """Text for comparing and finding: no case, no accents, so that “cafe” finds “Café”."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def sort_key(value: Any) -> Any:
    """Real values as they are, texts and names of choices folded."""
    if isinstance(value, Enum):
        value = value.value
    return folded(value) if isinstance(value, str) else value


def sort_keys(values: Iterable[Any]) -> list[Any]:
    """The same for a whole column: amounts in plain pence, which thousands of comparisons are made of."""
    return [
        (value.casefold() if value.isascii() else folded(value))
        if type(value) is str
        else value.pence
        if type(value) is Money
        else sort_key(value)
        for value in values
    ]


@dataclass(frozen=True, slots=True)
class TableState:
    """How the officer arranged a table; plain values, so that it can be stored as JSON with `dataclasses.asdict`.

    `widths` are pixels at 100 % text, only of the columns that were drawn wider or narrower by hand; `find` and
    `segment` are what the list is filtered by.
    """

    order: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    find: str = ""
    segment: str = ""

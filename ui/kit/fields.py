"""Fields of a form, in code: what each is called, how it is edited, and how typed text becomes a value.

A field knows the name of an attribute ("name", or "address.postcode" for one inside another record) and makes its
editor. Reading an editor may raise ValueError with a sentence; nothing is checked while somebody is typing.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QWidget

from loti_admin.domain.dates import long_date, parse_date
from loti_admin.domain.money import Money
from ui.kit.editors import CheckEditor, ChoiceEditor, Editor, LineEditor, TextEditor

_EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")


@dataclass(frozen=True, kw_only=True)
class FormField:
    """A line of text, and what all fields have in common.

    `half` puts the field beside the next half one. `hint` is a quiet line below it, never in place of the label.
    `required` names the sentence shown when nothing was entered. `read_only` shows the value without editing.
    """

    key: str
    label: str
    hint: str = ""
    placeholder: str = ""
    required: str = ""
    half: bool = False
    read_only: bool = False
    max_length: int = 200

    def make_editor(self, parent: QWidget) -> Editor:
        """The widget that edits this field; a field without a better idea is one line of text."""
        editor = LineEditor(
            parent,
            parse=self.parse,
            show=self.show,
            max_length=self.max_length,
            right=self.right_aligned,
        )
        editor.setPlaceholderText(self.placeholder)
        editor.setReadOnly(self.read_only)
        return editor

    @property
    def right_aligned(self) -> bool:
        return False

    def parse(self, text: str) -> Any:
        """Typed text as a value. Raises ValueError with a sentence for the officer."""
        return " ".join(text.split())

    def show(self, value: Any) -> str:
        """A value as it stands in the field."""
        return "" if value is None else str(value)

    def is_empty(self, value: Any) -> bool:
        """Whether nothing was entered, for `required`."""
        return value is None or value == ""


@dataclass(frozen=True, kw_only=True)
class TextField(FormField):
    """One line of text; spaces at the ends and doubled ones go."""


@dataclass(frozen=True, kw_only=True)
class MultiLineField(FormField):
    """Several lines; `lines` is how many are seen at once."""

    lines: int = 4
    max_length: int = 4000

    def make_editor(self, parent: QWidget) -> Editor:
        editor = TextEditor(parent, lines=self.lines, max_length=self.max_length)
        editor.setPlaceholderText(self.placeholder)
        editor.setReadOnly(self.read_only)
        return editor


@dataclass(frozen=True, kw_only=True)
class EmailField(FormField):
    """One e-mail address; may be empty unless `required`."""

    max_length: int = 254

    def parse(self, text: str) -> str:
        bare = text.strip()
        if not bare:
            return ""
        if "@" not in bare:
            raise ValueError("There is no @. Type it like name@council.gov.uk.")
        if not _EMAIL.match(bare):
            raise ValueError(f"“{bare}” is not a whole address. Type it like name@council.gov.uk.")
        return bare


@dataclass(frozen=True, kw_only=True)
class MoneyField(FormField):
    """Pounds and pence as Money; an empty field is None when `optional`, else a problem."""

    optional: bool = False
    max_length: int = 24

    @property
    def right_aligned(self) -> bool:
        return True

    def parse(self, text: str) -> Money | None:
        if not text.strip():
            if self.optional or self.required:
                return None
            raise ValueError("There is no amount. Type pounds and pence, like 30,000.00.")
        return Money.parse(text)


@dataclass(frozen=True, kw_only=True)
class DateField(FormField):
    """A day, typed as 27 3 2027, 27/3/2027, 27 March 2027 or 2027-03-27 and shown as 27 March 2027."""

    optional: bool = False
    max_length: int = 40

    def parse(self, text: str) -> date | None:
        if not text.strip():
            if self.optional or self.required:
                return None
            raise ValueError("There is no date. Type it like 27/3/2027.")
        return parse_date(text)

    def show(self, value: Any) -> str:
        return "" if value is None else long_date(value)


@dataclass(frozen=True, kw_only=True)
class OptionalDateField(DateField):
    """A day that may be left empty: None."""

    optional: bool = True


@dataclass(frozen=True, kw_only=True)
class WholeNumberField(FormField):
    """A whole number from `minimum` to `maximum`, both included."""

    minimum: int = 0
    maximum: int = 1_000_000
    optional: bool = False
    max_length: int = 12

    @property
    def right_aligned(self) -> bool:
        return True

    def parse(self, text: str) -> int | None:
        bare = text.strip().replace(",", "").replace("\u2212", "-")
        if not bare:
            if self.optional or self.required:
                return None
            raise ValueError("There is no number here.")
        if not re.fullmatch(r"-?\d{1,12}", bare):
            raise ValueError(f"“{text.strip()}” is not a whole number.")
        if not self.minimum <= int(bare) <= self.maximum:
            raise ValueError(f"Type a number from {self.minimum:,} to {self.maximum:,}.")
        return int(bare)


@dataclass(frozen=True, kw_only=True)
class PercentField(FormField):
    """A percentage as Decimal, 20 for 20 %, from `minimum` to `maximum`, both included, with at most two decimals."""

    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(100)
    optional: bool = False
    max_length: int = 12

    @property
    def right_aligned(self) -> bool:
        return True

    def parse(self, text: str) -> Decimal | None:
        bare = text.replace("%", "").replace("\u2212", "-").strip()
        if not bare:
            if self.optional or self.required:
                return None
            raise ValueError("There is no percentage. Type it like 20 or 2.5.")
        try:
            value = Decimal(bare)
        except InvalidOperation:
            raise ValueError(
                f"“{text.strip()}” is not a percentage. Type it like 20 or 2.5."
            ) from None
        if not value.is_finite() or not self.minimum <= value <= self.maximum:
            raise ValueError(f"Type a percentage from {self.minimum} to {self.maximum}.")
        if value != round(value, 2):
            raise ValueError("Type at most two decimals.")
        return value

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:f}\u00a0%"


@dataclass(frozen=True, kw_only=True)
class ChoiceField(FormField):
    """One of some values. `choices` are (value, words), or a function that gives them when the form is loaded."""

    choices: Sequence[tuple[Any, str]] | Callable[[], Sequence[tuple[Any, str]]] = ()

    def make_editor(self, parent: QWidget) -> Editor:
        editor = ChoiceEditor(parent, self.choices, placeholder=self.placeholder)
        editor.setEnabled(not self.read_only)
        return editor


@dataclass(frozen=True, kw_only=True)
class CheckField(FormField):
    """Yes or no; the label stands beside the box."""

    def make_editor(self, parent: QWidget) -> Editor:
        editor = CheckEditor(self.label, parent)
        editor.setEnabled(not self.read_only)
        return editor

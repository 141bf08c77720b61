"""Between a frozen dataclass and the row of a STRICT table: which columns, which texts and numbers.

Everything is decided once per class from its annotations; rows are then converted column by column, which keeps
reading some thousands of records to a few milliseconds.
"""

import dataclasses
import operator
import types
import typing
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from loti_admin.domain import frozen
from loti_admin.domain.dates import Year
from loti_admin.domain.money import Money
from loti_admin.errors import DamagedRegister

Value = str | int | None
Row = dict[str, Value]


class Record(Protocol):
    """A frozen, keyword-only dataclass with `id: int`; 0 means that it is not stored yet."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Record)

# Amounts and prices repeat; a frozen Money can be shared by all the records that show it.
_money = lru_cache(maxsize=4096)(Money)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record and the column it is kept in; no converter means that the value is stored as it is."""

    name: str
    column: str
    encode: Callable[[Any], Value] | None
    decode: Callable[[Any], Any] | None
    null: Any = None

    def to_column(self, value: Any) -> Value:
        """The value for SQLite; what stands for "none" becomes NULL."""
        if value is None or value == self.null:
            return None
        if self.encode:
            return self.encode(value)
        stored: Value = value
        return stored

    def from_column(self, values: Sequence[Any]) -> Sequence[Any]:
        """A whole column, as the records want it."""
        decode, null = self.decode, self.null
        if None in values:
            return [null if v is None else decode(v) if decode else v for v in values]
        return list(map(decode, values)) if decode else values


class Codec(Generic[T]):
    """The columns of a record class.

    `Money` -> whole pence in `<field>_pence`; `Decimal`, `date`, `datetime`, `Year` -> text; `bool` -> 0 or 1; a
    `StrEnum` -> its value; `X | None` -> NULL; tuples and records inside the record -> canonical JSON text. An `int`
    field called `<something>_id` that holds 0 ("none") is NULL, so that the column can be a foreign key.
    """

    def __init__(self, record: type[T]) -> None:
        hints = typing.get_type_hints(record)
        names = [field.name for field in dataclasses.fields(record)]
        self.record = record
        self.fields = tuple(_field(name, hints[name], record) for name in names)
        self.by_name = {field.name: field for field in self.fields}
        # What a row that is older than a column has in it.
        self.missing = {
            self.by_name[field.name].column: self.by_name[field.name].to_column(field.default)
            for field in dataclasses.fields(record)
            if field.default is not dataclasses.MISSING
        }
        self.columns = tuple(field.column for field in self.fields)
        self._names = tuple(names)
        self._slots = _slots(record, names)
        self._values = operator.attrgetter(*names, "id")
        if "id" not in self.by_name:
            raise TypeError(f"{record.__name__} has no field id.")

    def encode(self, record: T) -> Row:
        """The row of a record, by column, the id included."""
        values = self._values(record)
        return {
            field.column: field.to_column(value)
            for field, value in zip(self.fields, values, strict=False)
        }

    def fields_of(self, row: Mapping[str, Value]) -> dict[str, Any]:
        """The fields of a row by name, as far as it has them: a row of the history may be older than a field.

        Raises DamagedRegister for what cannot be read.
        """
        try:
            return {
                field.name: field.from_column([row[field.column]])[0]
                for field in self.fields
                if field.column in row
            }
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise DamagedRegister(
                f"The history holds a {self.record.__name__} that this program cannot read. "
                "Make the change by hand."
            ) from error

    def decode(self, rows: Iterable[Sequence[Value]]) -> list[T]:
        """Records of rows in the order of `columns`. Raises DamagedRegister for what cannot be read."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return []
        try:
            converted = [
                field.from_column(column)
                for field, column in zip(self.fields, columns, strict=True)
            ]
            return self._make(converted)
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise DamagedRegister(
                f"The register holds a {self.record.__name__} that this program cannot read. "
                "Run File > Check register, or go back to a backup."
            ) from error

    def _make(self, columns: list[Sequence[Any]]) -> list[T]:
        """Records of converted columns.

        A record class without a check of its own is filled through its slots, a whole column at a time: three times as
        fast as one call of `__init__` for each row, which does nothing else for such a class.
        """
        if self._slots is None:
            return [
                self.record(**dict(zip(self._names, values, strict=True)))
                for values in zip(*columns, strict=True)
            ]
        records = [object.__new__(self.record) for _ in columns[0]]
        for slot, column in zip(self._slots, columns, strict=True):
            deque(map(slot.__set__, records, column), maxlen=0)
        return records


def _field(name: str, hint: Any, record: type) -> Field:
    optional, kind = _unwrapped(hint)
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    if name == "id":
        return Field(name, "id", None, None)
    if kind is Money:
        return Field(name, f"{name}_pence", operator.attrgetter("pence"), _money)
    if kind is int and name.endswith("_id") and not optional:
        return Field(name, name, None, None, null=0)
    if kind is str or kind is int:
        return Field(name, name, None, None)
    if kind is bool:
        return Field(name, name, int, bool)
    if kind is date:
        # Called on the class, so that a datetime that strays in is stored as its day.
        return Field(name, name, date.isoformat, date.fromisoformat)
    if kind is datetime:
        return Field(name, name, datetime.isoformat, datetime.fromisoformat)
    if kind is Decimal:
        return Field(name, name, str, Decimal)
    if kind is Year:
        return Field(name, name, str, Year.parse)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        members = {member.value: member for member in kind}
        return Field(name, name, operator.attrgetter("value"), members.__getitem__)
    if typing.get_origin(kind) is tuple or dataclasses.is_dataclass(kind):
        # The issuer's details stand in every document of a year: what is frozen is read once and shared, like amounts.
        read = lru_cache(maxsize=4096)(lambda text: frozen.from_text(kind, text))
        return Field(name, name, frozen.canonical, read)
    raise TypeError(f"{record.__name__}.{name}: no column is known for {hint}.")


def _slots(record: type, names: Sequence[str]) -> list[Any] | None:
    """The descriptors that hold the fields, or None for a class that has to be called."""
    slots = [getattr(record, name, None) for name in names]
    plain = not hasattr(record, "__post_init__") and all(
        isinstance(slot, types.MemberDescriptorType) for slot in slots
    )
    return slots if plain else None


def _unwrapped(hint: Any) -> tuple[bool, Any]:
    """Whether the annotation allows None, and the annotation without it."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return False, hint
    kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
    return True, kinds[0] if len(kinds) == 1 else hint

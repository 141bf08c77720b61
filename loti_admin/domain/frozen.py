"""Records as canonical text, for what is frozen: approved inputs, charges and issued documents.

The text is JSON with sorted keys, so that the same records always give the same hash, and it can be turned back into
the records, so that any past year can be calculated again.
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter, methodcaller
from typing import Any, TypeVar

from loti_admin.domain.money import Money
from loti_admin.pace import paced, rest

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """A record, or a tuple of records, as dictionaries, lists, texts and whole numbers (money in pence).

    An empty field whose default is the same emptiness is left out, so that a field added in a later version does not
    change the hash of what was frozen before.
    """
    convert = _converter(type(value))
    return convert(value) if convert else value


_Convert = Callable[[Any], Any]
# So many records take long enough to rest in between.
_MANY = 100
# How values of a type become plain; None if they are. Found once, because a register holds a million of them.
_CONVERTERS: dict[type, _Convert | None] = {}


def _converter(kind: type) -> _Convert | None:
    if kind not in _CONVERTERS:
        _CONVERTERS[kind] = _find_converter(kind)
    return _CONVERTERS[kind]


def _find_converter(kind: type) -> _Convert | None:
    if issubclass(kind, Money):
        return attrgetter("pence")
    if dataclasses.is_dataclass(kind):
        return _record_converter(kind)
    if issubclass(kind, (tuple, list)):
        return _items
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, (date, datetime)):
        return methodcaller("isoformat")
    return str if issubclass(kind, Decimal) else None


def _items(items: tuple[object, ...]) -> list[Any]:
    return [to_plain(item) for item in (paced(items) if len(items) > _MANY else items)]


def _record_converter(kind: Any) -> Callable[[Any], dict[str, Any]]:
    fields = [(field.name, field.default) for field in dataclasses.fields(kind)]

    def convert(record: Any) -> dict[str, Any]:
        found = {}
        for name, default in fields:
            item = getattr(record, name)
            if item or item != default:
                inner = _converter(type(item))
                found[name] = inner(item) if inner else item
        return found

    return convert


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, letters as they are."""
    return _ENCODER.encode(to_plain(value))


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_text(kind: type[T], text: str) -> T:
    """The record of type `kind` that `canonical` wrote. Raises ValueError for any other text."""
    try:
        # Millions of letters are read in one go, so others have their turn before and after.
        rest()
        plain = json.loads(text)
        rest()
        result: T = _from_plain(kind, plain)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"The text does not hold a {kind.__name__}: {error!r}") from error
    return result


def _from_plain(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        (inner,) = [arg for arg in typing.get_args(kind) if arg is not types.NoneType]
        return _from_plain(inner, value)
    if origin is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_from_plain(inner, item) for item in paced(value))
    if kind is Money:
        return Money(value)
    if kind is date or kind is datetime:
        return kind.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if dataclasses.is_dataclass(kind):
        # A field that a later version added is missing in an older text and takes its default.
        hints = _hints(typing.cast(type, kind))
        make: Any = kind
        return make(**{name: _from_plain(hints[name], item) for name, item in value.items()})
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)

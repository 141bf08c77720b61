"""Opens a workbook safely: another process reads it, within limits of size, time and memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from loti_admin.errors import FileTrouble
from loti_admin.imports import workbook_reader
from loti_admin.imports.workbook_reader import TOO_LARGE, TOO_SLOW, plain_name


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may ask for. Bytes, seconds, counts; `ratio` is unpacked to packed size of a large part."""

    packed: int = 20_000_000
    unpacked: int = 200_000_000
    parts: int = 500
    ratio: int = 100
    rows: int = 20_000
    columns: int = 60
    cells: int = 500_000
    seconds: float = 7.0
    memory: int = 300_000_000


LIMITS = Limits()
# Starting a process can take long on a busy PC; the reading itself is timed by the process.
_SECONDS_TO_START = 20.0


@dataclass(frozen=True, slots=True)
class PerCent:
    """A number that the sheet shows with a per cent sign: 0.2 shown as 20 % is 20 here."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class CellError:
    """`#REF!` and its like."""

    text: str


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that no program has calculated since it was typed."""


Value = str | int | float | bool | date | PerCent | CellError | Uncalculated


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with anything in it; `cells` by column, both counted from 1."""

    number: int
    cells: dict[int, Value]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands. `below` and `beside` name the first cell outside what is read ("" = none)."""

    title: str
    rows: tuple[RawRow, ...]
    below: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """The wanted sheets, and the titles of the visible others."""

    sheets: tuple[RawSheet, ...]
    others: tuple[str, ...]


def read_raw(path: Path, sheets: Iterable[str], limits: Limits = LIMITS) -> RawWorkbook:
    """The sheets of these names (in any case and spacing) as plain values. Raises FileTrouble with one sentence."""
    _check_outside(path, limits)
    task = {
        "sheets": [plain_name(name) for name in sheets],
        **{name: getattr(limits, name) for name in Limits.__slots__},
    }
    try:
        done = subprocess.run(
            [*_reader(), str(path), json.dumps(task)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds + _SECONDS_TO_START,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise FileTrouble(_too_slow(path)) from None
    if done.returncode == TOO_SLOW:
        raise FileTrouble(_too_slow(path))
    if done.returncode == TOO_LARGE:
        raise FileTrouble(
            f"{path.name} needs more memory than an import workbook does. "
            "Copy its cells into a new workbook and import that."
        )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise FileTrouble(
            f"{path.name} stopped the program that reads it. "
            "Copy its cells into a new workbook and import that."
        ) from None
    if "refused" in answer:
        raise FileTrouble(f"{path.name} {answer['refused']}")
    return RawWorkbook(
        sheets=tuple(_sheet(entry) for entry in answer["sheets"]), others=tuple(answer["others"])
    )


def _reader() -> list[str]:
    """How the reading process starts. A packaged program has no Python of its own to start: it starts itself, and its
    `main.py` hands these arguments to `workbook_reader.main`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-workbook"]
    # -P: this folder's modules must not stand in for the library's own of the same name.
    return [sys.executable, "-P", os.fspath(workbook_reader.__file__)]


def _check_outside(path: Path, limits: Limits) -> None:
    """What can be told without opening the file."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise FileTrouble(f"There is no file {path}. Check the name and the folder.") from None
    except (OSError, ValueError):
        raise FileTrouble(f"{path} cannot be reached. Check the name and the folder.") from None
    if path.is_dir():
        raise FileTrouble(f"{path} is a folder. Choose an Excel workbook (.xlsx).")
    if not path.is_file():
        raise FileTrouble(f"{path} is not a file. Choose an Excel workbook (.xlsx).")
    if path.suffix.lower() != ".xlsx":
        raise FileTrouble(f"{path.name} is not an Excel workbook (.xlsx). Save it as one in Excel.")
    if size > limits.packed:
        raise FileTrouble(
            f"{path.name} is larger than {limits.packed // 1_000_000} MB. "
            "Delete what the import does not need, or import it in parts."
        )


def _too_slow(path: Path) -> str:
    return (
        f"{path.name} takes too long to read. "
        "Copy its cells into a new workbook and import that, or import it in parts."
    )


def _sheet(entry: dict[str, Any]) -> RawSheet:
    rows = tuple(
        RawRow(number, {column: _value(value) for column, value in cells})
        for number, cells in entry["rows"]
    )
    return RawSheet(entry["title"], rows, entry["below"], entry["beside"])


def _value(plain: Any) -> Value:
    if not isinstance(plain, dict):
        value: Value = plain
        return value
    ((kind, content),) = plain.items()
    if kind == "date":
        return date.fromisoformat(content)
    if kind == "percent":
        return PerCent(Decimal(content))
    return CellError(content) if kind == "error" else Uncalculated()

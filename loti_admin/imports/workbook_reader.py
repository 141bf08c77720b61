"""Reads an Excel workbook in a process of its own, so that a hostile or broken one can harm nothing.

Run as a script: the name of the file and a JSON text with the wanted sheets and the limits as arguments, one JSON text
on standard output. A 5 kB file can ask for gigabytes or for ever: here it costs this process its life, and the
register's process gets a sentence. The register's process must not open the file either: closing any file of one's own
drops the lock of a register at that path. Imports nothing of the program, and openpyxl only when a file is read.
"""

import contextlib
import json
import os
import re
import sys
import threading
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

TOO_SLOW, TOO_LARGE = 75, 76  # exit codes, for want of a process that can still speak
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old .xls, and every workbook with a password
_LARGE_PART = 1_000_000  # bytes; a small part may well be nearly all repetition
_CHUNK = 1 << 16
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}


class Unreadable(Exception):
    """The workbook is refused; the text is the rest of a sentence that begins with the file's name."""


def plain_name(text: str) -> str:
    """Names of sheets and columns are the same whatever their case and spacing: `Fee  Schedule` is `fee schedule`."""
    return " ".join(text.replace("_", " ").replace("\u00a0", " ").split()).casefold()


def main(arguments: list[str]) -> int:
    path, task = Path(arguments[0]), json.loads(arguments[1])
    _limit_memory(task["memory"], task["seconds"])
    warnings.simplefilter(
        "ignore"
    )  # openpyxl tells of extensions that it leaves out: not news here
    watchdog = threading.Timer(task["seconds"], os._exit, (TOO_SLOW,))
    watchdog.daemon = True
    watchdog.start()
    try:
        sys.stdout.write(json.dumps(_answer(path, task)))
        sys.stdout.flush()
    except MemoryError:
        return TOO_LARGE
    return 0


def _answer(path: Path, task: dict[str, Any]) -> dict[str, Any]:
    try:
        return _read(path, task)
    except MemoryError:
        raise
    except Unreadable as refusal:
        return {"refused": str(refusal)}
    except PermissionError:
        return {"refused": "cannot be read: you have no permission, or another program holds it."}
    except Exception:  # whatever a broken file does to the readers, the officer is told one thing
        return {"refused": "is damaged. Open it in Excel, save it as .xlsx and import that."}


def _limit_memory(memory: int, seconds: float) -> None:
    """Where the system can: not on Windows, where the caps on size and time have to do."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 2, int(seconds) + 3))


def _read(path: Path, task: dict[str, Any]) -> dict[str, Any]:
    with path.open("rb") as file:
        start = file.read(8)
        if not start:
            raise Unreadable("is empty. Choose another file.")
        if start == _OLE:
            raise Unreadable(
                "has a password or is in the old .xls format. "
                "Open it in Excel, take the password off and save it as .xlsx."
            )
        if not is_zipfile(file):
            raise Unreadable("is not an Excel workbook. Save it as .xlsx in Excel.")
    with ZipFile(path) as archive:
        _check_parts(archive, task)
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, keep_links=False, data_only=True)
    wanted, sheets, others, count = set(task["sheets"]), [], [], 0
    for sheet in workbook.worksheets:
        if plain_name(sheet.title) not in wanted:
            if sheet.sheet_state == "visible":
                others.append(sheet.title)
            continue
        read = _read_sheet(workbook, sheet, task)
        count += sum(len(cells) for _, cells in read["rows"])
        if count > task["cells"]:
            raise Unreadable(f"has more than {task['cells']:,} cells. Import it in smaller parts.")
        sheets.append(read)
    workbook.close()
    return {"sheets": sheets, "others": others}


def _check_parts(archive: ZipFile, task: dict[str, Any]) -> None:
    """What the directory declares is bounded before anything is unpacked; zipfile unpacks no more than declared."""
    parts = archive.infolist()
    swollen = any(
        part.file_size > max(_LARGE_PART, part.compress_size * task["ratio"]) for part in parts
    )
    declared = sum(part.file_size for part in parts)
    if len(parts) > task["parts"] or declared > task["unpacked"] or swollen:
        raise Unreadable(
            "unpacks to far more than an import workbook holds. "
            "Copy its cells into a new workbook and import that."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("has a password. Take it off in Excel and save the workbook again.")
    for part in parts:
        if not part.is_dir() and not part.filename.startswith("xl/media/"):
            _check_markup(archive, part.filename)


def _check_markup(archive: ZipFile, name: str) -> None:
    """No DOCTYPE: no workbook has one, and attacks by entities need one. Noughts go, so that UTF-16 is seen as well."""
    with archive.open(name) as part:
        before = part.read(512).replace(b"\0", b"")
        encoding = _ENCODING.search(before)
        foreign = encoding is not None and encoding[1].lower() not in _ENCODINGS
        while not foreign:
            chunk = part.read(_CHUNK).replace(b"\0", b"")
            foreign = b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk
            if not chunk:
                break
            before = chunk[-16:]
    if foreign:
        raise Unreadable(
            "holds markup that no workbook has. Copy its cells into a new workbook and import that."
        )


def _read_sheet(workbook: Any, sheet: Any, task: dict[str, Any]) -> dict[str, Any]:
    """Rows with anything in them. openpyxl's own loop would fill every gap up to a far cell; its parser does not."""
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> Any:
            cell = super().parse_cell(element)
            # An empty `<v>` in a text cell is a formula whose result is the empty text.
            tags = {child.tag.rpartition("}")[2] for child in element}
            empty_text = element.get("t") == "str" and "v" in tags
            if cell["value"] is None and "f" in tags and not empty_text:
                cell["value"], cell["data_type"] = "", "uncalculated"
            return cell

    rows: list[list[Any]] = []
    below = beside = ""
    with sheet._get_source() as source:
        parser = Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for number, cells in parser.parse():
            kept = []
            for cell in cells:
                value = _plain(cell, lambda cell=cell: ReadOnlyCell(sheet, **cell).number_format)
                if value is None:
                    continue
                if cell["column"] > task["columns"]:
                    beside = beside or ReadOnlyCell(sheet, **cell).coordinate
                else:
                    kept.append([cell["column"], value])
            if kept and number > task["rows"]:
                below = f"A{number}"
                break
            if kept:
                rows.append([number, kept])
    return {"title": sheet.title, "rows": rows, "below": below, "beside": beside}


def _plain(cell: dict[str, Any], number_format: Any) -> Any:
    """A cell's value for JSON; what JSON lacks is a dictionary that names its kind. None: nothing in it."""
    value, kind = cell["value"], cell["data_type"]
    if kind == "uncalculated":
        return {"uncalculated": True}
    if kind == "e":
        return {"error": str(value)}
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        per_cent = kind == "n" and "%" in (number_format() or "")
        return {"percent": str(Decimal(repr(value)) * 100)} if per_cent else value
    text = str(value)
    return text if text.strip() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Any list as an Excel or CSV file: the rows and columns that are shown, in their order."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from loti_admin.documents.cells import csv_text
from loti_admin.domain.money import Money
from ui.file_actions import show_folder
from ui.file_dialogs import ask_where_to_save
from ui.kit.message_bar import Message
from ui.kit.table import Align, Column, RecordTable
from ui.kit.table_columns import CHECK_KEY
from ui.page import Page
from ui.preferences import Preferences

# So many rows make a workbook before the window is felt to wait.
_AT_ONCE = 500
LISTS = ("lists", "Excel workbooks (*.xlsx);;CSV files (*.csv)", "xlsx")


def ask_export(page: Page, preferences: Preferences, table: RecordTable[Any], name: str) -> None:
    """Ask where a list is to go and as what, write it, and say so on the page. `name` is without an ending."""

    def write(path: Path) -> None:
        export_list(page, table, path)

    title = "Export this list"
    ask_where_to_save(page, preferences, title, LISTS, f"{name}.xlsx", write)


def export_list(page: Page, table: RecordTable[Any], path: Path) -> None:
    """Write a list and say so on the page; a long one is written by the worker. Raises FileTrouble, or Refused for a
    text that no cell can hold."""
    count = len(table.records())

    def said() -> None:
        page.show_message(
            Message.OK,
            "1 row was saved" if count == 1 else f"{count:,} rows were saved",
            f"{path.name} in {path.parent}",
            action="Show in folder",
            on_action=lambda: show_folder(path.parent),
        )

    make = _contents(table, path)
    if count < _AT_ONCE:
        _write(path, make())
        said()
    else:
        page.session.tasks.start(
            lambda _progress: _write(path, make()), lambda _none: said(), f"Writing {path.name}"
        )


def save_list(table: RecordTable[Any], path: Path) -> int:
    """Write the list: as CSV where the name says so, otherwise as a workbook; how many rows. Raises FileTrouble, or
    Refused for a text that no cell can hold."""
    _write(path, _contents(table, path)())
    return len(table.records())


def _contents(table: RecordTable[Any], path: Path) -> Callable[[], bytes]:
    """What the file holds, gathered now and made when it is called."""
    if path.suffix.lower() == ".csv":
        # UTF-8 with a mark that Excel knows.
        text = list_as_csv(table).encode("utf-8-sig")
        return lambda: text
    return list_as_workbook(table)


def _write(path: Path, contents: bytes) -> None:
    from loti_admin.documents.files import write_aside

    write_aside(path, contents)


def list_as_csv(table: RecordTable[Any]) -> str:
    """The list with its titles above. Amounts and dates stand as spreadsheets read them, everything else as shown."""
    columns = shown_columns(table)
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.full_title for column in columns])
    for record in table.records():
        cells = (column.plain(record) for column in columns)
        writer.writerow([words if is_number else csv_text(words) for words, is_number in cells])
    return text.getvalue()


def list_as_workbook(table: RecordTable[Any]) -> Callable[[], bytes]:
    """Gathers the list; what is given back makes the Excel workbook, and raises Refused for a text that no cell can
    hold."""
    from loti_admin.documents.list_workbook import ListColumn, list_workbook

    columns = shown_columns(table)
    heads = [ListColumn(column.full_title, column.align is Align.RIGHT) for column in columns]
    rows = [[_value(column, record) for column in columns] for record in table.records()]
    title = table.view.accessibleName()
    return lambda: list_workbook(title, heads, rows, date.today())


def shown_columns(table: RecordTable[Any]) -> Sequence[Column[Any]]:
    """The columns in view from left to right, without the ticks."""
    columns = (table.model.columns[number] for number in table.view.header.shown_columns())
    return [column for column in columns if column.key != CHECK_KEY]


def _value(column: Column[Any], record: Any) -> Money | date | int | str:
    """Real amounts, days and counts, so that Excel can add them up; the words of everything else."""
    text, is_number = column.plain(record)
    value = column.value(record)
    return value if is_number and isinstance(value, Money | date | int) else text

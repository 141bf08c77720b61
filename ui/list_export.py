"""Any list as a CSV file: the rows and columns that are shown, in their order."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from loti_admin.documents.cells import csv_text
from ui.kit.table import Column, RecordTable
from ui.kit.table_columns import CHECK_KEY

LISTS = ("lists", "CSV files (*.csv)", "csv")


def list_as_csv(table: RecordTable[Any]) -> str:
    """The list with its titles above. Amounts and dates stand as spreadsheets read them, everything else as shown."""
    columns = [
        table.model.columns[number]
        for number in table.view.header.shown_columns()
        if table.model.columns[number].key != CHECK_KEY
    ]
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.full_title for column in columns])
    for record in table.records():
        writer.writerow([_cell(column, record) for column in columns])
    return text.getvalue()


def save_list(table: RecordTable[Any], path: Path) -> int:
    """Write the list in UTF-8 with a mark that Excel knows; how many rows. Raises FileTrouble."""
    from loti_admin.documents.files import write_aside

    write_aside(path, list_as_csv(table).encode("utf-8-sig"))
    return len(table.records())


def _cell(column: Column[Any], record: Any) -> str:
    text, is_number = column.plain(record)
    return text if is_number else csv_text(text)

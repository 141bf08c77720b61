"""LibreOffice reads the ledger files: every cell that was written, amounts as numbers, days as days."""

import csv
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loti_admin.documents.ledger_csv import LedgerFormat, write_ledger
from loti_admin.domain.dates import parse_date
from tests.documents.test_ledger_csv import CODES, the_year

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or shutil.which("localc")
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice Calc is not installed, so nothing else reads the ledgers."
)
# Commas, double quotes, UTF-8, from line 1, British dates, quoted cells as text, numbers and days recognised.
_AS_AN_OFFICER_OPENS_IT = "CSV:44,34,76,1,,2057,false,true"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger files, and what LibreOffice read in them."""
    folder = tmp_path_factory.mktemp("ledgers")
    files = [folder / f"{kind}.csv" for kind in LedgerFormat]
    for kind, path in zip(LedgerFormat, files, strict=True):
        write_ledger(path, the_year(), kind, CODES)
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            f"--infilter={_AS_AN_OFFICER_OPENS_IT}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "read"),
            *map(str, files),
        ],
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return folder


@pytest.mark.parametrize("kind", LedgerFormat)
def test_libreoffice_reads_every_cell_that_was_written(folder: Path, kind: LedgerFormat) -> None:
    with (folder / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [list(row) for row in csv.reader(file)]
    sheet = load_workbook(folder / "read" / f"{kind}.xlsx").worksheets[0]
    read = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(written) == len(read)
    for before, after in zip(written, read, strict=True):
        assert [meant(*pair) for pair in zip(before, after, strict=True)] == after
    for row in read[1:]:
        kinds = {type(value) for value in row}
        assert datetime in kinds
        assert kinds & {int, float}


def meant(text: str, read: object) -> object:
    """What a cell of the file says, in the kind of value that was read."""
    if isinstance(read, datetime):
        return datetime.combine(parse_date(text), datetime.min.time())
    if isinstance(read, (int, float)):
        return float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    return text or None

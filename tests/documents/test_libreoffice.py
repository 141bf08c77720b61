"""LibreOffice recalculates the workbook: every formula gives the value that stands in the file, and changes flow.

One start of LibreOffice for all of it, because it takes longer than anything else here. It has a profile of its own,
with the switch that makes it recalculate files it did not write itself; without that it would only show our values.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from loti_admin.documents.workbook.data import AGREED, WorkbookData
from loti_admin.documents.workbook.write import write_workbook
from loti_admin.domain.dates import Period
from loti_admin.domain.money import Money
from tests.documents.workbook_builders import a_member, a_year, an_empty_year

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or shutil.which("localc")
pytestmark = pytest.mark.skipif(
    OFFICE is None,
    reason="LibreOffice Calc is not installed, so nothing here recalculates the workbook.",
)

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def odd_calendars() -> WorkbookData:
    """A financial year from 6 April, a charge date within a month, odd prices and a rate with a half."""
    data = an_empty_year(
        financial=Period(date(2026, 4, 6), date(2027, 4, 5)),
        members=(
            a_member("Whole", covers_from=date(2026, 7, 15)),
            a_member("End of January", covers_from=date(2027, 1, 31), numerator=6),
            a_member(
                "Late", covers_from=date(2027, 4, 30), numerator=3, rule=AGREED, agreed=Money(1)
            ),
            a_member("Days", covers_from=date(2027, 1, 5), numerator=191, denominator=365),
        ),
        brought_forward=a_year().brought_forward,
        register_net=Money(6_070_481),
        as_of=date(2027, 4, 4),
    )
    schedule = replace(
        data.schedule,
        standard=Money(3_000_006),
        charge_date=date(2026, 7, 15),
        vat_rate=Decimal("17.5"),
    )
    return replace(data, schedule=schedule)


def one_penny_off_an_invoice(book: Workbook) -> None:
    cell = book["Invoices and receipts"]["G6"]
    cell.value = round(float(cell.value) - 0.01, 2)


def fee_for_the_financial_year(book: Workbook) -> None:
    at(book, "Fee_Covers").value = "April to March"


def a_dearer_standard_fee(book: Workbook) -> None:
    at(book, "Fee_Standard").value = 31_000


def a_line_that_outlives_its_grant(book: Workbook) -> None:
    sheet = book["Expenditure"]
    row = next(r for r in range(6, 30) if sheet[f"N{r}"].value == "Ends")
    sheet[f"N{row}"].value = "Fixed"


CHANGES: tuple[Callable[[Workbook], None], ...] = (
    one_penny_off_an_invoice,
    fee_for_the_financial_year,
    a_dearer_standard_fee,
    a_line_that_outlives_its_grant,
)


def at(book: Workbook, name: str) -> object:
    """The cell behind a name."""
    title, ref = book.defined_names[name].attr_text.split("!")
    return book[title.strip("'")][ref.replace("$", "")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`made` holds the workbooks of this program, and changed ones; `again` what LibreOffice made of them."""
    folder = tmp_path_factory.mktemp("office")
    made, again, profile = (folder / name for name in ("made", "again", "profile"))
    made.mkdir()
    write_workbook(a_year(), made / "year.xlsx")
    write_workbook(replace(a_year(), by_membership_year=False), made / "financial.xlsx")
    write_workbook(an_empty_year(), made / "empty.xlsx")
    write_workbook(odd_calendars(), made / "odd.xlsx")
    for change in CHANGES:
        book = load_workbook(made / "year.xlsx")
        change(book)
        book.save(made / f"{change.__name__}.xlsx")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE, encoding="utf-8")
    assert OFFICE is not None
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(again),
            *map(str, sorted(made.glob("*.xlsx"))),
        ],
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    missing = {p.name for p in made.iterdir()} - {p.name for p in again.glob("*.xlsx")}
    assert not missing, f"LibreOffice made no {missing}: {done.stderr}"
    return folder


def recalculated(folder: Path, name: str) -> Workbook:
    return load_workbook(folder / "again" / f"{name}.xlsx", data_only=True)


def number(value: object) -> object:
    if isinstance(value, datetime):
        return float((value - datetime(1899, 12, 30)).days)
    if isinstance(value, (int, float)):
        return round(float(value), 7)
    return value or ""


@pytest.mark.parametrize("name", ["year", "financial", "empty", "odd"])
def test_every_formula_gives_the_value_that_stands_in_the_file(folder: Path, name: str) -> None:
    path = folder / "made" / f"{name}.xlsx"
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    again = recalculated(folder, name)
    counted, differences = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                counted += 1
                ours = number(values[sheet.title][cell.coordinate].value)
                theirs = number(again[sheet.title][cell.coordinate].value)
                if ours != theirs:
                    differences.append((sheet.title, cell.coordinate, cell.value, ours, theirs))
    assert [] == differences
    assert counted > 500


def result(book: Workbook) -> tuple[object, object]:
    return book["Summary"]["L1"].value, book["Checks"]["B6"].value


def test_one_penny_off_one_invoice_makes_the_workbook_say_check(folder: Path) -> None:
    book = recalculated(folder, "one_penny_off_an_invoice")
    assert ("CHECK", "16 of 17 checks pass") == result(book)
    assert 0.01 == pytest.approx(book["Checks"]["E9"].value)


def test_a_fee_that_covers_the_financial_year_leaves_nothing_in_advance(folder: Path) -> None:
    book = recalculated(folder, "fee_for_the_financial_year")
    assert ("OK", "17 of 17 checks pass") == result(book)
    assert 0 == book["Members and fees"]["Q37"].value


def test_a_new_price_flows_through_to_the_summary_and_is_seen_not_to_be_the_register_s(
    folder: Path,
) -> None:
    before, after = recalculated(folder, "year"), recalculated(folder, "a_dearer_standard_fee")
    assert 31_000 == after["Members and fees"]["F6"].value
    rows = {row[0].value: row[6].value for row in before["Summary"].iter_rows(min_row=6)}
    now = {row[0].value: row[6].value for row in after["Summary"].iter_rows(min_row=6)}
    label = "Fees of the year, without VAT"
    assert now[label] > rows[label] + 20_000
    assert now["Recognised in the year"] > rows["Recognised in the year"] + 15_000
    assert "CHECK" == result(after)[0]


def test_a_restricted_line_that_outlives_its_grant_is_found(folder: Path) -> None:
    book = recalculated(folder, "a_line_that_outlives_its_grant")
    assert ("CHECK", "16 of 17 checks pass") == result(book)
    assert "CHECK" == book["Checks"]["F21"].value

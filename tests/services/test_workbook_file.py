"""The budget workbook as a file."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from loti_admin.services.workbook import export_workbook, gather_workbook
from loti_admin.storage.register import Register
from tests.office import THE_YEAR, Office

AS_OF = date(2026, 12, 14)


def test_an_empty_register_gives_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    export_workbook(Register.in_memory(), THE_YEAR, path, AS_OF)
    assert "OK" == load_workbook(path, data_only=True)["Summary"]["L1"].value


def test_the_exported_workbook_is_written_aside_and_counts_its_sheets(tmp_path: Path) -> None:
    office = Office("Camden")
    seen: list[int] = []
    path = tmp_path / "budget.xlsx"
    export_workbook(office.register, THE_YEAR, path, AS_OF, lambda done, whole: seen.append(done))
    assert list(range(1, 11)) == seen
    book = load_workbook(path, data_only=True)
    assert "LOTI budget 2026-27" == book["Summary"]["A1"].value
    assert 30_000 == book["Members and fees"]["K6"].value
    assert [path] == list(tmp_path.iterdir())


def test_gathering_changes_nothing() -> None:
    office = Office("Camden")
    before = office.dump()
    gather_workbook(office.register, THE_YEAR, AS_OF)
    assert before == office.dump()

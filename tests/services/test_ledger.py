"""The ledger files of a register's year."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.dates import Year
from loti_admin.errors import FileTrouble, NotFound, NothingToDo, Refused
from loti_admin.services.issuing import credit
from loti_admin.services.ledger import export_ledger
from loti_admin.services.members import save_organisation
from loti_admin.services.settings import save_settings
from tests.office import THE_YEAR, Office


@pytest.fixture
def office() -> Office:
    office = Office("Barnet", "Camden")
    office.approve()
    office.issue()
    credit(office.register, "LOTI-2026-0001", date(2026, 9, 14), "Agreed.")
    return office


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("kind", "column"),
    [("xero", "*InvoiceNumber"), ("sage", "Reference"), ("plain", "Number")],
)
def test_every_document_of_the_year_is_in_every_file_in_the_order_of_issue(
    office: Office, tmp_path: Path, kind: str, column: str
) -> None:
    for name in ("Barnet", "Camden"):
        save_organisation(office.register, replace(office[name], account_code=name[:3]))
    path = tmp_path / "ledger.csv"
    assert 3 == export_ledger(office.register, THE_YEAR, kind, path)
    expected = ["LOTI-2026-0001", "LOTI-2026-0002", "LOTI-CN-2026-0001"]
    assert expected == [row[column] for row in rows(path)]


def test_the_accounts_of_the_settings_are_used(office: Office, tmp_path: Path) -> None:
    save_settings(office.register, {"account code": "6100", "cost centre": "7410"})
    path = tmp_path / "plain.csv"
    export_ledger(office.register, THE_YEAR, "plain", path)
    assert {("6100", "7410")} == {(r["Account code"], r["Cost centre"]) for r in rows(path)}


def test_sage_names_who_has_no_account_and_takes_one_given_after_issue(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "sage.csv"
    with pytest.raises(Refused, match="Give one to Barnet, Camden"):
        export_ledger(office.register, THE_YEAR, "sage", path)
    assert not path.exists()
    for name in ("Barnet", "Camden"):
        save_organisation(office.register, replace(office[name], account_code=name[:3].upper()))
    export_ledger(office.register, THE_YEAR, "sage", path)
    assert ["BAR", "CAM", "BAR"] == [row["Account Reference"] for row in rows(path)]


def test_a_year_without_documents_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="No document has been issued for 2031-32"):
        export_ledger(office.register, Year(2031), "plain", tmp_path / "ledger.csv")


def test_a_folder_in_the_way_is_named(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="is a folder"):
        export_ledger(office.register, THE_YEAR, "plain", tmp_path)


def test_exporting_again_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (first, second):
        export_ledger(office.register, THE_YEAR, "xero", path)
    assert first.read_bytes() == second.read_bytes()


def test_a_file_of_what_is_new_holds_each_document_once_for_each_system(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.csv"

    def new(kind: str = "plain") -> int:
        return export_ledger(office.register, THE_YEAR, kind, path, only_new=True, note=True)

    assert (3, 3) == (new(), new("xero"))
    with pytest.raises(NothingToDo, match="is in a file for other ledgers already"):
        new()
    credit(office.register, "LOTI-2026-0002", date(2026, 9, 15), "Agreed.")
    assert 1 == new()
    assert ["LOTI-CN-2026-0002"] == [row["Number"] for row in rows(path)]
    assert 4 == export_ledger(office.register, THE_YEAR, "plain", path)
    office.register.undo()
    assert 1 == new()


def test_nothing_is_noted_if_the_file_could_not_be_written(office: Office, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        export_ledger(office.register, THE_YEAR, "plain", tmp_path, only_new=True, note=True)
    assert 0 == office.register.ledger_exports.count()

"""The import as a whole: all or nothing, each mistake named, twice the same as once."""

import json
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.dates import Year
from loti_admin.errors import FileTrouble, Refused
from loti_admin.imports.rows import read_workbook
from loti_admin.services.import_template import write_template
from loti_admin.services.import_workbook import SheetResult, import_workbook
from loti_admin.services.members import save_organisation
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from tests.builders import a_council
from tests.imports.importing import counts, import_sheets, imported
from tests.imports.workbooks import Rows, write_book
from tests.office import Office

GOOD: dict[str, Rows] = {
    "Organisations": [
        ("code", "name", "kind", "joined", "address"),
        ("E09000007", "London Borough of Camden", "borough", date(2024, 7, 1), "Town Hall; London"),
        ("LODZ", "Łódź & <b>Söhne</b>", "other", None, "=HYPERLINK(1)"),
    ],
    "Contacts": [
        ("organisation", "name", "email", "main representative"),
        ("E09000007", "Ann Example", "ann@camden.example", "yes"),
    ],
    "Settings": [("key", "value"), ("officer", "Ann Officer")],
}
WRONG: dict[str, Rows] = {
    "Organisations": [
        ("code", "name", "kind", "joined"),
        ("E1", "One", "borough", "31/9/2026"),
        ("E2", "Two", "county", None),
        ("E3", "Three", "borough", None),
    ],
    "Contacts": [
        ("organisation", "name", "email"),
        ("E1", "Ann", "ann@one.example"),
        ("E99", "Ben", "ben@one.example"),
        ("E2", "Cat", "nobody"),
    ],
    "Shared IT": [("service", "organisation"), ("North", "E3"), ("South", "E3"), ("North", "E1")],
    "Fee schedule": [("year", "standard"), ("2026-27", "thirty thousand")],
    "Adjustments": [
        ("organisation", "year", "kind", "amount", "reason"),
        ("E3", "2026-27", "credit", 1_000, None),
    ],
    "Purchase orders": [("organisation", "year", "number"), ("E3", "2026-28", "PO 1")],
    "Receipts": [("on", "amount"), (date(2026, 7, 3), 12.345)],
    "Settings": [("key", "value"), ("colour", "blue")],
}
TEN_LINES = [
    "Organisations D2: found “31/9/2026”, expected a date like 27/3/2027.",
    "Organisations C3: found “county”, expected borough, gla, london councils, funder or other.",
    "Contacts A3: found “E99”, expected the code of an organisation in the register or on the sheet Organisations.",
    "Contacts C4: found “nobody”, expected an e-mail address like name@council.gov.uk.",
    "Shared IT B3: Three would be in two services at the same time: North (always) and South (always). "
    "A council can be in one; end the first before the second begins.",
    "Fee schedule B2: found “thirty thousand”, expected an amount like 30,000.00.",
    "Adjustments E2: found nothing, expected a reason.",
    "Purchase orders B2: found “2026-28”, expected a year like 2026-27.",
    "Receipts B2: found “12.345”, expected an amount with at most two decimals.",
    "Settings A2: found “colour”, expected a setting named on the template’s sheet Read me.",
]


@pytest.fixture
def register() -> Register:
    return Register.in_memory()


def test_ten_mistakes_give_ten_lines_and_leave_the_register_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "LOTI.loti"
    book = write_book(tmp_path / "wrong.xlsx", WRONG)
    with Register.create(path) as register:
        save_organisation(register, a_council())
        before = path.read_bytes()
        result = import_workbook(register, book)
        assert result.lines() == TEN_LINES
        assert path.read_bytes() == before
        assert (
            result.summary
            == "Nothing was imported from wrong.xlsx: 10 places need to be put right first."
        )
        assert backups_of(path) == []
    with Register.open(path, read_only=True) as snapshot:
        before = path.read_bytes()
        assert import_workbook(snapshot, book, dry_run=True).lines() == TEN_LINES
        assert path.read_bytes() == before


def test_a_good_workbook_is_one_step_that_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "LOTI.loti"
    book = write_book(tmp_path / "members.xlsx", GOOD)
    with Register.create(path) as register:
        result = import_workbook(register, book)
        assert counts(result) == {
            "Organisations": (2, 0, 0),
            "Contacts": (1, 0, 0),
            "Settings": (1, 0, 0),
        }
        assert result.summary == "members.xlsx: 4 rows added, 0 changed."
        assert register.undo_label == "Import members.xlsx"
        assert [backup.path.suffix for backup in backups_of(path)] == [".loti"]
        names = {o.code: (o.name, o.address) for o in register.organisations.all()}
        assert names["LODZ"] == ("Łódź & <b>Söhne</b>", "=HYPERLINK(1)")
        assert names["E09000007"][1] == "Town Hall\nLondon"
        register.undo()
        assert (
            register.organisations.all() == register.contacts.all() == register.settings.all() == []
        )
        register.redo()
        assert len(register.organisations.all()) == 2


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    book = write_book(tmp_path / "members.xlsx", GOOD)
    with Register.create(tmp_path / "LOTI.loti") as register:
        import_workbook(register, book)
        before, kept = register.history.head(), len(backups_of(tmp_path / "LOTI.loti"))
        again = import_workbook(register, book)
        assert counts(again) == {
            "Organisations": (0, 0, 2),
            "Contacts": (0, 0, 1),
            "Settings": (0, 0, 1),
        }
        assert again.summary == "members.xlsx holds nothing new: the register has it all."
        assert register.history.head() == before
        assert len(backups_of(tmp_path / "LOTI.loti")) == kept


def test_a_dry_run_says_the_same_and_writes_nothing(register: Register) -> None:
    head = register.history.head()
    trial = import_sheets(register, GOOD, dry_run=True)
    assert (register.organisations.all(), register.history.head()) == ([], head)
    assert trial.summary == "members.xlsx: 4 rows would be added, 0 changed."
    assert trial.sheets == import_sheets(register, GOOD).sheets


def test_a_workbook_filled_in_by_others_may_order_and_spell_as_it_likes(register: Register) -> None:
    book: dict[str, Rows] = {
        "contacts": [("E-Mail address", "NAME", "Organisation"), ("a@b.example", "Ann", "lodz")],
        "ORGANISATIONS": [("Kind", "Name", "Code"), ("OTHER", "Łódź", "LODZ")],
    }
    result = import_sheets(register, book)
    assert result.lines() == [
        "Organisations: 1 added, 0 changed, 0 unchanged.",
        "Contacts: 1 added, 0 changed, 0 unchanged.",
        "Contacts A1: the column “E-Mail address” is not known and was left.",
    ]
    (contact,) = register.contacts.all()
    assert contact.organisation_id == register.organisations.all()[0].id


def test_unknown_sheets_are_named_and_left(tmp_path: Path, register: Register) -> None:
    book = write_book(tmp_path / "x.xlsx", {"Diary": [["a"]], **GOOD})
    result = import_workbook(register, book)
    assert result.not_imported == ("Diary",)
    assert result.lines()[-1] == "Diary: this sheet is not known and was left."
    assert not result.refused


def test_the_result_goes_into_json(register: Register) -> None:
    plain = json.loads(json.dumps(import_sheets(register, WRONG, dry_run=True).to_plain()))
    assert plain["refused"] is True
    assert plain["problems"][0] == {
        "sheet": "Organisations",
        "cell": "D2",
        "found": "“31/9/2026”",
        "expected": "a date like 27/3/2027",
        "severity": "blocks",
        "message": TEN_LINES[0],
    }
    plain = json.loads(json.dumps(import_sheets(register, GOOD).to_plain()))
    assert plain["sheets"][0] == {
        "sheet": "Organisations",
        "added": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert plain["problems"] == []


def test_one_place_reads_as_one_place(register: Register) -> None:
    book: dict[str, Rows] = {"Organisations": [("code",), ("E1",)]}
    result = import_sheets(register, {"Organisations": [("code", "name"), ("E1", "One")]})
    assert (
        result.summary
        == "Nothing was imported from members.xlsx: 1 place needs to be put right first."
    )
    assert len(import_sheets(register, book).lines()) == 2
    assert SheetResult("Grants", 1, 2, 3).text == "Grants: 1 added, 2 changed, 3 unchanged."


def test_the_template_imports_as_nothing_and_takes_what_is_typed(
    tmp_path: Path, register: Register
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, Year(2026))
    result = import_workbook(register, path)
    assert (result.problems, result.sheets, result.lines()) == ((), (), [])
    assert result.summary == "template.xlsx has no rows yet. Fill in a sheet and import it again."
    assert len(read_workbook(path).sheets) == 11
    with pytest.raises(Refused, match=r"ends in \.xlsx"):
        write_template(tmp_path / "template.xls", Year(2026))


def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path: Path, register: Register) -> None:
    path = tmp_path / "members.xlsx"
    path.write_text("code,name")
    with pytest.raises(FileTrouble, match="is not an Excel workbook"):
        import_workbook(register, path)


def test_an_office_imports_its_own_register_again_without_a_change() -> None:
    office = Office("Camden", "Islington")
    office.share_it("Canalside IT", "Camden", "Islington")
    office.represented_by("Priya Nair", "Camden", "Islington")
    book: dict[str, Rows] = {
        "Organisations": [("code", "short name", "joined"), ("CAMDEN", "Camden", date(2020, 7, 1))],
        "Contacts": [
            ("organisation", "name", "email", "main representative"),
            ("CAMDEN", "Priya Nair", "PRIYA.NAIR@council.example", "yes"),
            ("ISLINGTON", "Priya Nair", "priya.nair@council.example", "yes"),
        ],
        "Shared IT": [
            ("service", "organisation"),
            ("canalside it", "Camden"),
            ("Canalside IT", "islington"),
        ],
    }
    result = imported(office.register, book)
    assert (result.added, result.changed) == (0, 0)

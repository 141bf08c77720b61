"""`new`, `template`, `import`, `workbook` and `ledger`."""

import csv
from pathlib import Path

import pytest

from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason
from tests.commands.conftest import Run
from tests.imports.workbooks import write_book

YEAR = ("--year", "2026-27")
ORGANISATIONS = [
    ["code", "name", "kind", "joined"],
    ["E09000007", "London Borough of Camden", "borough", "2020-07-01"],
    ["E09000019", "London Borough of Islington", "borough", "1/10/2026"],
]


@pytest.fixture
def fresh(run: Run, tmp_path: Path) -> Path:
    """What `new` makes."""
    path = tmp_path / "fresh.loti"
    assert 0 == run("new", path).status
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "members.xlsx", {"Organisations": ORGANISATIONS})


@pytest.fixture
def bad_book(tmp_path: Path) -> Path:
    """Three mistakes in the same sheet."""
    rows = [*ORGANISATIONS, ["X 1 !", "Bad code", "borough", "31/9/2026"], ["X2", "Y", "town", ""]]
    return write_book(tmp_path / "bad.xlsx", {"Organisations": rows})


def test_a_new_register_has_the_authorities_the_gla_and_london_councils(fresh: Path) -> None:
    with Register.open(fresh, read_only=True) as register:
        codes = {organisation.code for organisation in register.organisations.all()}
        assert 0 == register.memberships.count()
    assert 35 == len(codes)
    assert {"E09000001", "E09000033", "E61000001", "LC"} < codes


def test_a_new_register_never_takes_the_place_of_a_file(run: Run, fresh: Path) -> None:
    before = fresh.read_bytes()
    assert "exists already. Choose another name." in run("new", fresh).refusal
    assert before == fresh.read_bytes()


def test_a_registers_name_ends_as_it_must(run: Run, tmp_path: Path) -> None:
    assert "A register's name ends in .loti. Type year.loti." in (
        run("new", tmp_path / "year").refusal
    )
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_new_register_needs_a_folder(run: Run, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    assert 1 == len(run("new", tmp_path / folder / "year.loti").refusal.splitlines())


def test_the_template_is_imported_without_a_word(run: Run, fresh: Path, tmp_path: Path) -> None:
    template = tmp_path / "template.xlsx"
    assert 0 == run("template", template).status
    before = fresh.read_bytes()
    done = run("import", fresh, template)
    assert (0, "") == (done.status, done.err)
    assert before == fresh.read_bytes()


@pytest.mark.parametrize("name", ["template.csv", "file/template.xlsx", "folder.xlsx"])
def test_a_template_that_cannot_be_written_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder.xlsx").mkdir()
    assert 1 == len(run("template", tmp_path / name).refusal.splitlines())


def test_an_import_says_what_became_of_each_sheet(run: Run, fresh: Path, book: Path) -> None:
    done = run("import", fresh, book)
    assert (0, "") == (done.status, done.err)
    assert "Organisations: 0 added, 2 changed, 0 unchanged." in done.out
    (backup,) = backups_of(fresh)
    assert Reason.IMPORT is backup.reason
    fees = run("fees", fresh, *YEAR, "--json").json
    assert ["30000.00", "22500.00"] == [charge["net"] for charge in fees["charges"]]


def test_importing_twice_changes_nothing(run: Run, fresh: Path, book: Path) -> None:
    run("import", fresh, book)
    before = fresh.read_bytes()
    done = run("import", fresh, book)
    assert 0 == done.status
    assert "Organisations: 0 added, 0 changed, 2 unchanged." in done.out
    assert before == fresh.read_bytes()
    assert 1 == len(backups_of(fresh))


def test_a_dry_run_writes_nothing(run: Run, fresh: Path, book: Path) -> None:
    before = fresh.read_bytes()
    result = run("import", fresh, book, "--dry-run", "--json").json
    assert (True, False) == (result["dry_run"], result["refused"])
    assert [{"sheet": "Organisations", "added": 0, "changed": 2, "unchanged": 0}] == (
        result["sheets"]
    )
    assert before == fresh.read_bytes()


def test_each_mistake_is_one_line_and_nothing_is_imported(
    run: Run, fresh: Path, bad_book: Path
) -> None:
    before = fresh.read_bytes()
    done = run("import", fresh, bad_book)
    assert 1 == done.status
    lines = done.err.splitlines()
    assert ["Organisations A4", "Organisations D4", "Organisations C5"] == [
        line.split(":")[0] for line in lines
    ]
    assert "Nothing was imported from bad.xlsx: 3 places need to be put right first." in done.out
    assert before == fresh.read_bytes()
    assert [] == backups_of(fresh)


def test_mistakes_as_json_have_sheet_and_cell(run: Run, fresh: Path, bad_book: Path) -> None:
    done = run("import", fresh, bad_book, "--json")
    assert (1, 1) == (done.status, len(done.err.splitlines()))
    assert [("Organisations", "A4"), ("Organisations", "D4"), ("Organisations", "C5")] == [
        (problem["sheet"], problem["cell"]) for problem in done.json["problems"]
    ]


@pytest.mark.parametrize("name", ["missing.xlsx", "folder.xlsx", "text.xlsx", "book.csv"])
def test_what_is_no_workbook_is_refused(run: Run, fresh: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "text.xlsx").write_text("hello")
    (tmp_path / "book.csv").write_text("code,name")
    before = fresh.read_bytes()
    assert name in run("import", fresh, tmp_path / name).refusal
    assert before == fresh.read_bytes()


def test_the_workbook_is_made(run: Run, issued: Path, tmp_path: Path) -> None:
    target = tmp_path / "budget.xlsx"
    done = run("workbook", issued, *YEAR, target)
    assert (0, f"Made {target}.\n", "") == (done.status, done.out, done.err)
    assert target.read_bytes().startswith(b"PK")


def test_a_workbook_of_a_year_without_prices_says_which_it_takes(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    done = run("workbook", issued, "--year", "2027-28", tmp_path / "budget.xlsx")
    assert 0 == done.status
    assert "2027-28 has no fee schedule of its own; the prices of 2026-27 are used." in done.err


@pytest.mark.parametrize("kind", ["xero", "sage", "plain"])
def test_the_ledger_file_is_made(run: Run, issued: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "ledger.csv"
    done = run("ledger", issued, *YEAR, "--format", kind, target)
    assert (0, f"Made {target} with 4 documents.\n", "") == (done.status, done.out, done.err)
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert 4 <= len(list(csv.reader(data.decode("utf-8-sig").splitlines())))


def test_a_ledger_of_a_year_without_documents_is_refused(run: Run, issued: Path) -> None:
    done = run("ledger", issued, "--year", "2098-99", "--format", "plain", issued.parent / "x.csv")
    assert "No document has been issued for 2098-99." in done.refusal
    assert not (issued.parent / "x.csv").exists()


@pytest.mark.parametrize(
    "arguments", [("workbook", "x.xlsx"), ("ledger", "x.csv", "--format", "plain")]
)
def test_a_file_that_cannot_be_written_is_refused(
    run: Run, issued: Path, arguments: tuple[str, ...]
) -> None:
    command, name, *more = arguments
    (issued.parent / "file").touch()
    for target in (issued.parent / "file" / name, issued.parent):
        assert 1 == len(run(command, issued, *YEAR, target, *more).refusal.splitlines())


def test_a_ledger_of_what_is_new_is_empty_the_second_time(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    command = ("ledger", issued, *YEAR, "--format", "plain", tmp_path / "ledger.csv")
    assert "with 4 documents" in run(*command, "--new").out
    assert "already" in run(*command, "--new").out
    assert "with 4 documents" in run(*command, "--all").out
    assert 2 == run(*command, "--all", "--new").status

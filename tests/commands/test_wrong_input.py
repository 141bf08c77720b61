"""Every command, given what is no register or one it may not have: one sentence, status 1, no byte changed."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from loti_admin.commands.program import COMMANDS as ALL_COMMANDS
from loti_admin.services.members import save_contact
from loti_admin.storage.connection import APPLICATION_ID
from loti_admin.storage.register import Register
from tests.builders import a_contact, a_person
from tests.commands.conftest import Run
from tests.imports.workbooks import write_book

ROOT = Path(__file__).parents[2]
YEAR = ("--year", "2026-27")

READING = {
    "fees": YEAR,
    "documents": (*YEAR, "--out", "out"),
    "proforma": (*YEAR, "--out", "out", "--on", "2026-10-01"),
    "drafts": (*YEAR, "--out", "out"),
    "joined": (*YEAR, "all.pdf"),
    "ubl": ("LOTI-2026-0003", "invoice.xml"),
    "workbook": (*YEAR, "book.xlsx"),
    "ledger": (*YEAR, "--format", "plain", "ledger.csv"),
    "aged": ("--on", "2026-09-15"),
    "statement": ("--all", "--on", "2026-09-15", "--out", "out"),
    "check": (),
    "backup": (),
    "history": (),
    "person-data": ("--person", "Sam Gone", "--out", "sam.xlsx"),
}
WRITING = {
    "import": ("good.xlsx",),
    "approve": YEAR,
    "issue": (*YEAR, "--on", "2026-10-01", "--out", "out"),
    "request": ("E61000001", "Data skills", *YEAR, "--on", "2026-09-01"),
    "credit": ("LOTI-2026-0001", "--on", "2026-09-01", "--reason", "agreed"),
    "recalculate": (*YEAR, "--on", "2026-09-01"),
    "receipt": ("--on", "2026-07-20", "--amount", "100", "--reference", "x"),
    "bank": ("bank.csv", "--book"),
    "reminders": ("--on", "2026-09-15", "--out", "out"),
    "erase-person": ("--person", "Sam Gone"),
}
COMMANDS = READING | WRITING
# On a register in which all is approved and billed as it should be, there is nothing to write.
DONE_ALREADY = ("approve", "recalculate")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a workbook and a bank file that could be imported."""
    monkeypatch.chdir(tmp_path)
    write_book(tmp_path / "good.xlsx", {"Settings": [["key", "value"], ["officer", "B. Board"]]})
    (tmp_path / "bank.csv").write_text(
        "Date,Description,Amount\n20/07/2026,LOTI-2026-0001,36000.00\n"
    )
    return tmp_path


@pytest.fixture
def issued(issued: Path) -> Path:
    """With somebody of Camden who left, and can be erased."""
    with Register.open(issued) as register:
        sam = a_person("Sam Gone")
        camden = register.organisations.by_code("CAMDEN")
        left = a_contact(sam, camden, main_representative=False, end=date(2026, 5, 31))
        save_contact(register, left, sam)
    return issued


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE shopping (item TEXT)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute("PRAGMA user_version=999")
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.commit()
    connection.close()


WRONG = {
    "missing": (lambda path: None, "There is no file"),
    "folder": (Path.mkdir, "is a folder. Choose the register file inside it."),
    "empty": (Path.touch, "is empty, so it is not a register."),
    "text": (lambda path: path.write_text("hello"), "is not a LOTI Admin register."),
    "foreign": (_other_database, "belongs to another program."),
    "newer": (_newer, "was written by a newer version of LOTI Admin."),
}


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_register_is_refused(run: Run, folder: Path, command: str, kind: str) -> None:
    make, sentence = WRONG[kind]
    make(folder / "year.loti")
    before = _contents(folder)
    assert sentence in run(command, "year.loti", *COMMANDS[command]).refusal
    assert before == _contents(folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_register_cut_short_is_refused(
    run: Run, issued: Path, folder: Path, command: str
) -> None:
    issued.write_bytes(issued.read_bytes()[:-20_000])
    before = _contents(folder)
    done = run(command, issued, *COMMANDS[command])
    assert 1 == done.status
    assert 1 == len(done.err.splitlines())
    assert "mistake of its own" not in done.err
    assert before == _contents(folder)


def test_every_command_that_takes_a_register_is_tested() -> None:
    assert {*COMMANDS, "new", "demo", "template"} == set(ALL_COMMANDS)


@pytest.fixture
def held(issued: Path) -> Iterator[Path]:
    """The register, open for writing in another process."""
    code = (
        "import sys; from loti_admin.storage.register import Register; from loti_admin.storage.lock import Who\n"
        "register = Register.open(sys.argv[1], who=Who('A. Officer', 'PC14'))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, issued],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin
    assert other.stdout
    assert "open\n" == other.stdout.readline()
    yield issued
    other.stdin.close()
    assert 0 == other.wait(timeout=20)
    other.stdout.close()


def test_a_register_that_is_open_elsewhere_is_read_and_not_written(run: Run, held: Path) -> None:
    before = held.read_bytes()
    for command, arguments in READING.items():
        done = run(command, held, *arguments)
        assert 0 == done.status, done
        remark, *others = done.err.splitlines()
        assert all("no e-mail address" in other for other in others)
        assert f"{held} is open for editing by A. Officer on PC14; shown as at " in remark
    for command, arguments in WRITING.items():
        if command in DONE_ALREADY:
            continue
        assert "is open for editing by A. Officer on PC14 since" in (
            run(command, held, *arguments).refusal
        )
    assert before == held.read_bytes()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_register_that_may_not_be_read_is_refused(run: Run, issued: Path, command: str) -> None:
    issued.chmod(0)
    assert "may not be read with your account" in run(command, issued, *COMMANDS[command]).refusal


@pytest.mark.parametrize("command", [name for name in WRITING if name not in DONE_ALREADY])
def test_a_register_that_may_not_be_written_is_refused(
    run: Run, issued: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nothing is forbidden to root, so SQLite is told to open the file to read only.
    def to_read(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr("loti_admin.storage.store.connect", to_read)
    before = issued.read_bytes()
    done = run(command, issued, *WRITING[command])
    assert "may not be written to, so nothing was changed." in done.refusal
    assert before == issued.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("fees", "year.loti"), "Missing option '--year'. See: python main.py fees --help"),
        (("fees",), "Missing argument 'REGISTER'."),
        (("fees", "year.loti", *YEAR, "--colour"), "No such option"),
        (("fees", "year.loti", *YEAR, "more"), "Got unexpected extra argument"),
        (("issue", "year.loti", *YEAR, "--out", "x"), "Missing option '--on'."),
        (("issue", "year.loti", *YEAR, "--on"), "Option '--on' requires an argument."),
        (("ledger", "year.loti", *YEAR, "x.csv"), "Missing option '--format'."),
        (("ledger", "year.loti", *YEAR, "--format", "abacus", "x.csv"), "'abacus' is not one of"),
        (("dance",), "No such command 'dance'."),
        (("--dance",), "No such option"),
    ],
)
def test_what_is_no_command_line_is_usage(
    run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run(*arguments)
    assert (2, "") == (done.status, done.out)
    (line,) = done.err.splitlines()
    assert sentence in line
    assert "--help" in line


def test_help_is_a_result(run: Run) -> None:
    for arguments in (("--help",), *((name, "-h") for name in ALL_COMMANDS)):
        done = run(*arguments)
        assert (0, "") == (done.status, done.err)
        assert done.out.startswith("Usage: main.py")


def test_a_mistake_of_the_program_is_one_sentence_and_a_trace_on_request(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("7")

    monkeypatch.setattr("loti_admin.commands.year.year_fees", broken)
    done = run("fees", issued, *YEAR)
    assert "a mistake of its own (ZeroDivisionError)" in done.refusal
    monkeypatch.setenv("LOTI_ADMIN_DEBUG", "1")
    assert "Traceback" in run("fees", issued, *YEAR).err


def test_stopping_by_the_keyboard_is_one_sentence(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("loti_admin.commands.year.year_fees", stopped)
    done = run("fees", issued, *YEAR)
    assert 1 == done.status
    assert done.err.strip() == "Stopped. What was not finished is not in the register."


def test_the_register_is_left_closed(run: Run, issued: Path) -> None:
    for command, arguments in WRITING.items():
        run(command, issued, *arguments)
        assert not issued.with_name("year.loti-lock").exists()
    Register.open(issued).close()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_text_with_half_a_character_is_damage(run: Run, issued: Path, command: str) -> None:
    connection = sqlite3.connect(issued)
    connection.execute("UPDATE register_state SET person = CAST(x'41c3' AS TEXT)")
    connection.execute("DROP TRIGGER history_never_changed")
    connection.execute("UPDATE history SET label = CAST(x'41c3' AS TEXT) WHERE id = 1")
    connection.commit()
    connection.close()
    done = run(command, issued, *COMMANDS[command])
    assert 1 == done.status
    assert "mistake of its own" not in done.err
    assert 1 == len(done.err.splitlines())

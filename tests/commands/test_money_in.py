"""`bank`, `aged`, `statement` and `reminders`."""

from pathlib import Path

import pytest

from loti_admin.domain.accounts import AGES
from loti_admin.storage.register import Register
from tests.commands.conftest import Run
from tests.imports.bank_files import ENTRIES, signed_with_balance, without_heads

# Camden's invoice is the first of this register.
PAID = [(ENTRIES[0][0], "LB CAMDEN", "LOTI 2026 0001", "36000.00"), *ENTRIES[1:]]
LATE = ("--on", "2026-09-15")


@pytest.fixture
def july(tmp_path: Path) -> Path:
    path = tmp_path / "july.csv"
    path.write_bytes(signed_with_balance(PAID))
    return path


def test_a_bank_file_is_only_looked_at_unless_booking_is_asked_for(
    run: Run, issued: Path, july: Path
) -> None:
    before = issued.read_bytes()
    done = run("bank", issued, july)
    assert 0 == done.status
    assert "2026-07-20  £36,000.00  LB CAMDEN LOTI 2026 0001" in done.out
    assert "* " in done.out
    assert before == issued.read_bytes()


def test_a_bank_file_is_booked_once(run: Run, issued: Path, july: Path) -> None:
    assert "Booked 1 line." in run("bank", issued, july, "--book").out
    again = run("bank", issued, july, "--book", "--json")
    assert (0, 0) == (again.status, again.json["booked"])
    assert ["booked", "new", "went out", "new"] == [line["state"] for line in again.json["lines"]]
    assert (
        "Nothing was booked: no line is both new and sure."
        in run("bank", issued, july, "--book").out
    )
    with Register.open(issued, read_only=True) as register:
        assert 1 == register.receipts.count()


def test_columns_that_cannot_be_guessed_are_asked_for_and_remembered(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    path = tmp_path / "plain.csv"
    path.write_bytes(without_heads(PAID))
    assert "Use --map; the columns are: 1 Column 1, 2 Column 2" in run("bank", issued, path).refusal
    columns = ("--map", "date=1,amount=2,payer=3,reference=4")
    assert "Booked 1 line." in run("bank", issued, path, *columns, "--book").out
    assert 0 == run("bank", issued, path).status


@pytest.mark.parametrize("text", ["date", "date=x", "when=1", "date=0", "amount=1,,"])
def test_a_mapping_that_says_nothing_is_refused(
    run: Run, issued: Path, july: Path, text: str
) -> None:
    assert "says nothing about a column" in run("bank", issued, july, "--map", text).refusal


def test_a_line_that_cannot_be_read_is_named(run: Run, issued: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Date,Description,Amount\n31/02/2026,a,5.00\n")
    done = run("bank", issued, path)
    assert (1, True) == (done.status, done.err.startswith("Line 2: February 2026 has 28 days."))


def test_ages_of_the_list_add_up_to_what_is_due(run: Run, issued: Path) -> None:
    run("receipt", issued, "--on", "2026-07-20", "--amount", "500", "--reference", "x")
    plain = run("aged", issued, *LATE, "--json").json
    for row in (*plain["rows"], plain["total"]):
        ages = sum(float(row["ages"][age.value]) for age in AGES)
        assert round(ages - float(row["on_account"]), 2) == float(row["due"])
    assert "Payer not known" == plain["rows"][-1]["organisation"]
    said = run("aged", issued, *LATE)
    assert "31–60 days" in said.out
    assert plain["total"]["due"] == said.out.split()[-1].replace(",", "")


def test_a_statement_is_made_for_one_or_for_all(run: Run, issued: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    everybody = run("statement", issued, "--all", *LATE, "--out", out)
    assert 4 == len(everybody.out.splitlines())
    one = run("statement", issued, "E61000001", *LATE, "--out", out)
    assert one.out.strip().endswith(".pdf")
    assert 4 == len(list(out.iterdir()))
    assert 2 == run("statement", issued, *LATE, "--out", out).status
    assert "no organisation" in run("statement", issued, "XX", *LATE, "--out", out).refusal


def test_reminders_rise_by_level_and_wait_for_the_answer(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    out = ("--out", tmp_path / "out")
    before = issued.read_bytes()
    assert "First reminder: Camden" in run("reminders", issued, *LATE, *out, "--dry-run").out
    assert before == issued.read_bytes()
    first = run("reminders", issued, *LATE, *out)
    assert "First reminder: Camden, £36,000.00, answer by 29 September 2026" in first.out
    assert 4 == len(list((tmp_path / "out").iterdir()))
    assert "No reminder is due" in run("reminders", issued, "--on", "2026-09-29", *out).out
    assert "Second reminder: Camden" in run("reminders", issued, "--on", "2026-09-30", *out).out
    chosen = run("reminders", issued, "--on", "2026-10-01", *out, "--level", "3")
    assert "Final reminder: Camden" in chosen.out


def test_a_statement_can_be_noted_for_the_next_one(run: Run, issued: Path, tmp_path: Path) -> None:
    run("statement", issued, "--all", *LATE, "--out", tmp_path / "out", "--note")
    with Register.open(issued, read_only=True) as register:
        assert 4 == register.chase_notes.count()


def test_letters_come_with_e_mail_drafts_where_there_is_an_address(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    done = run("reminders", issued, *LATE, "--out", tmp_path / "out", "--emails")
    assert (0, 4) == (done.status, len(done.err.splitlines()))
    assert "Camden has no e-mail address for invoices." in done.err
    done = run("statement", issued, "E61000001", *LATE, "--out", tmp_path / "out", "--emails")
    assert "has no e-mail address" in done.err

"""`credit` and `receipt`."""

from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.money import Money
from loti_admin.errors import FileTrouble
from loti_admin.services.schedules import save_adjustment
from loti_admin.storage.register import Register
from tests.builders import an_adjustment
from tests.commands.conftest import Run

ON = ("--on", "2026-09-01")
CREDIT = (*ON, "--reason", "Agreed by the Board")


def receipt(*more: object, amount: str = "36000", on: str = "2026-07-20") -> tuple[object, ...]:
    return "--on", on, "--amount", amount, "--reference", "BACS 1", *more


def test_a_credit_prints_its_number_and_credits_all(run: Run, issued: Path) -> None:
    done = run("credit", issued, "LOTI-2026-0001", *CREDIT)
    assert (0, "LOTI-CN-2026-0001\n", "") == (done.status, done.out, done.err)
    with Register.open(issued, read_only=True) as register:
        (note,) = register.documents.where(number="LOTI-CN-2026-0001")
    assert (Money.pounds(30_000), Money.pounds(36_000)) == (note.net, note.gross)
    assert ("LOTI-2026-0001", "Agreed by the Board", False) == (
        note.credits_number,
        note.reason,
        note.rebill,
    )


def test_a_part_is_credited_before_vat_and_its_file_made(
    run: Run, issued: Path, tmp_path: Path
) -> None:
    done = run(
        "credit", issued, "LOTI-2026-0001", *CREDIT, "--amount", "£7,500.00", "--out", tmp_path
    )
    assert "LOTI-CN-2026-0001\n" == done.out
    assert ["LOTI-CN-2026-0001 Camden.pdf"] == [path.name for path in tmp_path.glob("*.pdf")]
    with Register.open(issued, read_only=True) as register:
        (note,) = register.documents.where(number="LOTI-CN-2026-0001")
    assert Money.pounds(9_000) == note.gross


def test_a_full_disk_leaves_the_credit_note_issued_and_says_how_to_get_its_file(
    run: Run, issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileTrouble("The disk is full. Make room on it.")

    monkeypatch.setattr("loti_admin.commands.files.make_files", full)
    number = "LOTI-2026-0001"
    done = run("credit", issued, number, *CREDIT, "--out", tmp_path / "out")
    assert (1, "LOTI-CN-2026-0001") == (done.status, done.out.strip())
    assert (
        "LOTI-CN-2026-0001 stands in the register as issued, but its file could not be made: "
        "The disk is full. Make room on it. The command documents makes the files again."
    ) in done.err


def test_one_line_of_a_document_is_credited(run: Run, issued: Path) -> None:
    credit = ("credit", issued, "LOTI-2026-0001", "--on", "2026-08-03", "--reason", "Agreed.")
    assert "has 1 line. Choose one that it has." in run(*credit, "--line", "2").refusal
    assert "LOTI-CN-2026-0001" == run(*credit, "--line", "1").out.strip()
    assert 2 == run(*credit, "--line", "0").status


def test_a_fee_that_is_to_be_billed_again_is(run: Run, issued: Path, tmp_path: Path) -> None:
    run("credit", issued, "LOTI-2026-0001", *CREDIT, "--rebill")
    again = run("issue", issued, "--year", "2026-27", *ON, "--out", tmp_path / "out", "--json").json
    assert ["LOTI-2026-0004"] == [document["number"] for document in again]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("LOTI-2026-0999", *CREDIT), "There is no document LOTI-2026-0999."),
        (("LOTI-2026-0001", *CREDIT, "--amount", "-5"), "of more than £0.00"),
        (("LOTI-2026-0001", *CREDIT, "--amount", "0"), "of more than £0.00"),
        (("LOTI-2026-0001", *CREDIT, "--amount", "30000.01"), "is more than is left"),
        (("LOTI-2026-0001", *CREDIT, "--amount", "ten"), "“ten” is not an amount."),
        (("LOTI-2026-0001", *CREDIT, "--amount", "1.005"), "is not an amount."),
        (("LOTI-2026-0001", "--on", "2026-06-30", "--reason", "x"), "Choose that date or a later"),
        (("LOTI-2026-0001", "--on", "31/9/2026", "--reason", "x"), "September 2026 has 30 days."),
        (("LOTI-2026-0001", *ON, "--reason", " "), "Say why"),
        (("LOTI-2026-0001", *ON, "--reason", "\N{PARTY POPPER}"), "Nothing was issued."),
    ],
)
def test_a_credit_that_cannot_be_is_refused_and_changes_nothing(
    run: Run, issued: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = issued.read_bytes()
    assert sentence in run("credit", issued, *arguments).refusal
    assert before == issued.read_bytes()


def test_a_receipt_pays_the_invoice_that_is_named(run: Run, issued: Path) -> None:
    done = run("receipt", issued, *receipt("--invoice", "LOTI-2026-0001"))
    assert (0, "") == (done.status, done.err)
    assert [
        "Recorded £36,000.00 of 20 July 2026.",
        "LOTI-2026-0001 Camden: £36,000.00 paid, £0.00 left to pay",
    ] == done.out.splitlines()


def test_what_is_over_stays_on_account(run: Run, issued: Path) -> None:
    done = run("receipt", issued, *receipt("--invoice", "LOTI-2026-0001", "--json", amount="36500"))
    assert {
        "on": "2026-07-20",
        "amount": "36500.00",
        "reference": "BACS 1",
        "paid": [{"number": "LOTI-2026-0001", "amount": "36000.00", "left": "0.00"}],
        "on_account": "500.00",
    } == done.json


def test_a_number_in_the_reference_does_without_the_option(run: Run, issued: Path) -> None:
    arguments = ("--on", "2026-07-20", "--amount", "27000", "--reference", "loti 2026 0002")
    assert "LOTI-2026-0002 Kingston: £27,000.00 paid" in run("receipt", issued, *arguments).out


def test_the_same_receipt_twice_is_recorded_with_a_warning(run: Run, issued: Path) -> None:
    run("receipt", issued, *receipt())
    done = run("receipt", issued, *receipt())
    assert 0 == done.status
    assert "stood in the register already" in done.err
    with Register.open(issued, read_only=True) as register:
        assert [date(2026, 7, 20)] * 2 == [r.on for r in register.receipts.all()]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (receipt(amount="-5"), "more than £0.00"),
        (receipt(amount="0"), "more than £0.00"),
        (receipt(amount="plenty"), "is not an amount"),
        (receipt(on="2026-02-30"), "February 2026 has 28 days"),
        (receipt("--invoice", "LOTI-2026-0999"), "There is no document LOTI-2026-0999"),
    ],
)
def test_a_receipt_that_cannot_be_is_refused_and_changes_nothing(
    run: Run, issued: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = issued.read_bytes()
    assert sentence in run("receipt", issued, *arguments).refusal
    assert before == issued.read_bytes()


def test_money_does_not_pay_a_credit_note(run: Run, issued: Path) -> None:
    run("credit", issued, "LOTI-2026-0001", *CREDIT)
    done = run("receipt", issued, *receipt("--invoice", "LOTI-CN-2026-0001"))
    assert "is a credit note; money pays invoices and requests." in done.refusal


@pytest.fixture
def changed(issued: Path) -> Path:
    """As issued; afterwards £25,000 was agreed with Camden."""
    with Register.open(issued) as register:
        camden = register.organisations.first(short_name="Camden")
        assert camden is not None
        save_adjustment(register, an_adjustment(camden))
    return issued


RECALCULATE = ("--year", "2026-27", *ON)


def test_a_correction_is_shown_before_it_is_made(run: Run, changed: Path) -> None:
    before = changed.read_bytes()
    done = run("recalculate", changed, *RECALCULATE, "--dry-run")
    assert "Camden        30,000.00  25,000.00     −5,000.00  1 credit note" in done.out
    assert before == changed.read_bytes()


def test_a_correction_can_be_shown_as_data(run: Run, changed: Path) -> None:
    (camden,) = run("recalculate", changed, *RECALCULATE, "--dry-run", "--json").json
    assert ("-5000.00", [{"kind": "credit note", "net": "5000.00"}]) == (
        camden["difference"],
        camden["documents"],
    )


def test_a_fee_that_changed_is_corrected_with_its_file(
    run: Run, changed: Path, tmp_path: Path
) -> None:
    (note,) = run("recalculate", changed, *RECALCULATE, "--out", tmp_path / "out", "--json").json
    assert ("LOTI-CN-2026-0001", "6000.00") == (note["number"], note["gross"])
    assert Path(note["file"]).exists()
    again = run("recalculate", changed, *RECALCULATE)
    assert "There is nothing to correct" in again.out

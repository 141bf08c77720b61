"""`demo`: the example and everything that is made from it, in one folder."""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from loti_admin.commands import run_command
from loti_admin.storage.register import Register
from tests.commands.conftest import Run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run made, for all tests that only look."""
    folder = tmp_path_factory.mktemp("demo") / "example-year"
    assert 0 == run_command(["demo", str(folder)])
    return folder


def test_it_makes_a_file_for_each_document_and_the_rest(folder: Path) -> None:
    assert [
        "budget-2026-27.xlsx",
        "documents-2025-26",
        "documents-2026-27",
        "e-mails-2026-27",
        "example.loti",
        *(f"ledger-2025-26-{kind}.csv" for kind in ("plain", "sage", "xero")),
        *(f"ledger-2026-27-{kind}.csv" for kind in ("plain", "sage", "xero")),
        "to-print-2026-27.pdf",
    ] == sorted(path.name for path in folder.iterdir())
    with Register.open(folder / "example.loti", read_only=True) as register:
        numbers = {document.number for document in register.documents.all()}
    files = [path.stem.split(" ")[0] for path in folder.glob("documents-*/*.pdf")]
    assert numbers == set(files)
    assert len(numbers) == len(files)


def test_it_prints_what_it_made_and_the_totals(run: Run, tmp_path: Path) -> None:
    done = run("demo", tmp_path)
    assert (0, "") == (done.status, done.err)
    for words in (
        f"Made in {tmp_path}, all with invented people, orders and payments:",
        "documents-2026-27: 29 invoices, 1 request for payment and 1 credit note",
        "to-print-2026-27.pdf: the documents in one PDF, with a covering list",
        "e-mails-2026-27: 29 e-mail drafts",
        "Fees 2026-27: 29 boroughs and 2 contributors · net £1,025,000.00 · VAT £165,000.00 · with VAT £1,190,000.00",
    ):
        assert words in done.out
    again = run("demo", tmp_path)
    assert "example.loti exists already. Open it, or choose another name or folder." in (
        again.refusal
    )


def test_the_files_are_the_same_each_time(run: Run, folder: Path, tmp_path: Path) -> None:
    run("demo", tmp_path)

    def digests(root: Path) -> dict[str, str]:
        files = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".loti")
        return {
            str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }

    assert digests(folder) == digests(tmp_path)


def test_files_register_and_ledger_agree_to_the_penny(folder: Path) -> None:
    with Register.open(folder / "example.loti", read_only=True) as register:
        documents = register.documents.where(year="2026-27")
    net = sum(d.net.decimal() * (-1 if d.credits_number else 1) for d in documents)
    text = (folder / "ledger-2026-27-plain.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    (column,) = [name for name in rows[0] if name.casefold() == "net"]
    assert net == sum(Decimal(row[column]) for row in rows)


def test_the_workbook_opens_and_says_that_it_is_an_example(folder: Path) -> None:
    book = load_workbook(folder / "budget-2026-27.xlsx", data_only=True)
    assert {"Summary", "Members and fees", "Checks"} <= set(book.sheetnames)
    first = [str(cell.value) for row in book["Summary"].iter_rows(max_row=3) for cell in row]
    assert any("example" in text.casefold() for text in first)


def test_a_folder_that_cannot_be_made_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "could not be made" in run("demo", tmp_path / "file" / "below").refusal
    assert "could not be made" in run("demo", tmp_path / "file").refusal

"""Everything that the program makes, from the example register, in one folder."""

from dataclasses import dataclass
from pathlib import Path

from loti_admin.domain.charges import FeeRun
from loti_admin.domain.dates import Year
from loti_admin.services.documents import MadeFile, documents_of, keep_files, make_files
from loti_admin.services.example import THE_OFFICER, build_example
from loti_admin.services.example_data import ENDS_ON, YEARS
from loti_admin.services.example_story import Clock
from loti_admin.services.fees import preview_fees
from loti_admin.services.ledger import export_ledger
from loti_admin.services.sending import email_drafts, write_emails, write_joined
from loti_admin.services.workbook import export_workbook
from loti_admin.storage.register import Register

REGISTER_NAME = "example.loti"
LEDGER_FORMATS = ("xero", "sage", "plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleYear:
    """One year of the example: its fees, its documents' files, and the files for finance."""

    year: Year
    run: FeeRun
    documents: tuple[MadeFile, ...]
    ledgers: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFiles:
    """What was made. `years` are in order; the workbook, the e-mail drafts and the PDF to print are of the last."""

    register: Path
    workbook: Path
    emails: tuple[Path, ...]
    to_print: Path
    years: tuple[ExampleYear, ...]


def make_example(folder: Path) -> ExampleFiles:
    """Make the example register and all its files. Raises FileTrouble, also if the register is there already."""
    register_path = folder / REGISTER_NAME
    build_example(register_path)
    workbook = folder / f"budget-{YEARS[-1]}.xlsx"
    last = YEARS[-1]
    with Register.open(register_path, read_only=True) as register:
        years = tuple(_make_year(register, year, folder) for year in YEARS)
        export_workbook(register, last, workbook, ENDS_ON)
        documents = documents_of(register, last)
        drafts = email_drafts(register, documents).drafts
    _keep(register_path, [file for year in years for file in year.documents])
    return ExampleFiles(
        register=register_path,
        workbook=workbook,
        emails=tuple(write_emails(drafts, folder / f"e-mails-{last}")),
        to_print=write_joined(documents, folder / f"to-print-{last}.pdf", ENDS_ON),
        years=years,
    )


def _keep(path: Path, made: list[MadeFile]) -> None:
    clock = Clock()
    clock.turn_to(ENDS_ON)
    with Register.open(path, who=THE_OFFICER, clock=clock) as register:
        keep_files(register, made)


def _make_year(register: Register, year: Year, folder: Path) -> ExampleYear:
    made = make_files(documents_of(register, year), folder / f"documents-{year}")
    ledgers = tuple(folder / f"ledger-{year}-{kind}.csv" for kind in LEDGER_FORMATS)
    for kind, path in zip(LEDGER_FORMATS, ledgers, strict=True):
        export_ledger(register, year, kind, path)
    return ExampleYear(
        year=year, run=preview_fees(register, year), documents=tuple(made), ledgers=ledgers
    )

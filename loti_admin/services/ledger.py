"""The year's documents as a file for the finance system."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from loti_admin.documents.ledger_csv import LedgerCodes, LedgerFormat, write_ledger
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import Document
from loti_admin.domain.ledger import LedgerExport
from loti_admin.errors import NothingToDo
from loti_admin.services.documents import documents_of
from loti_admin.services.settings import setting
from loti_admin.storage.register import Register

NAMES = {
    LedgerFormat.XERO: "Xero",
    LedgerFormat.SAGE: "Sage 50",
    LedgerFormat.PLAIN: "other ledgers",
}


def ledger_documents(register: Register, year: Year) -> list[Document]:
    """Every document of the year, in the order of issue, as finance books it.

    The customer account is finance's own code and no particular of the invoice, so one that was given to a member
    only after its documents were issued is filled in. Raises NotFound if nothing is issued yet.
    """
    accounts = {o.id: o.account_code for o in register.organisations.all()}
    return [
        document
        if document.customer_account
        else replace(document, customer_account=accounts.get(document.organisation_id, ""))
        for document in documents_of(register, year)
    ]


def ledger_codes(register: Register, on: date) -> LedgerCodes:
    """The ledger accounts and the cost centre in force on a day."""
    return LedgerCodes(
        account=setting(register, "account code", on),
        grant_account=setting(register, "grant account code", on),
        cost_centre=setting(register, "cost centre", on),
    )


def exported_on(register: Register, kind: str) -> dict[int, date]:
    """The day on which each document, by its id, was first written to a ledger file of a format and noted so."""
    return {entry.document_id: entry.on for entry in register.ledger_exports.where(format=kind)}


def export_ledger(
    register: Register,
    year: Year,
    kind: str,
    path: Path,
    *,
    only_new: bool = False,
    note: bool = False,
) -> int:
    """Write the file (`xero`, `sage` or `plain`) and give the number of its rows.

    `only_new` leaves out what was noted as exported in this format; `note` notes what is in the file, as one step to
    undo. Raises NotFound if nothing is issued yet, NothingToDo if nothing is new, Refused if the system would not take
    a row, FileTrouble if the file cannot be written; the file that was there before is unchanged then.
    """
    ledger = LedgerFormat(kind)
    documents = ledger_documents(register, year)
    known = exported_on(register, ledger)
    if only_new:
        documents = [document for document in documents if document.id not in known]
        if not documents:
            last = long_date(max(known.values()))
            raise NothingToDo(
                f"Every document of {year} is in a file for {NAMES[ledger]} already, the last since {last}."
            )
    today = register.now().date()
    rows = write_ledger(path, documents, ledger, ledger_codes(register, today))
    fresh = [document for document in documents if document.id not in known]
    if note and fresh:
        count = "1 document" if len(fresh) == 1 else f"{len(fresh)} documents"
        with register.write(f"Note {count} as exported for {NAMES[ledger]}"):
            for document in fresh:
                register.ledger_exports.add(
                    LedgerExport(document_id=document.id, format=ledger.value, on=today)
                )
    return rows

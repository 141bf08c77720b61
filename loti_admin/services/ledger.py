"""The year's documents as a file for the finance system."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from loti_admin.documents.ledger_csv import LedgerCodes, LedgerFormat, write_ledger
from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document
from loti_admin.services.documents import documents_of
from loti_admin.services.settings import setting
from loti_admin.storage.register import Register


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


def export_ledger(register: Register, year: Year, kind: str, path: Path) -> int:
    """Write the file (`xero`, `sage` or `plain`) and give the number of its rows.

    Raises NotFound if nothing is issued yet, Refused if the system would not take a row, FileTrouble if the file
    cannot be written; the file that was there before is unchanged then.
    """
    documents = ledger_documents(register, year)
    codes = ledger_codes(register, register.now().date())
    return write_ledger(path, documents, LedgerFormat(kind), codes)

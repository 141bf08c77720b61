"""Documents in words."""

from dataclasses import replace

from loti_admin.domain.document_words import counted, number_ranges
from loti_admin.domain.invoices import DocumentKind
from tests.documents.builders import a_document


def test_documents_are_counted_by_kind() -> None:
    invoice = a_document()
    request = replace(invoice, kind=DocumentKind.REQUEST)
    credit = replace(invoice, kind=DocumentKind.CREDIT_NOTE)
    assert counted([invoice, invoice, request, credit]) == (
        "2 invoices, 1 request for payment and 1 credit note"
    )
    assert counted([]) == "no documents"


def test_each_series_runs_from_its_first_number_to_its_last() -> None:
    given = ["LOTI-2026-0001", "LOTI-2026-0002", "LOTI-REQ-2026-0001", "LOTI-CN-2026-0001"]
    assert number_ranges(given) == (
        "LOTI-2026-0001 to LOTI-2026-0002, LOTI-REQ-2026-0001 and LOTI-CN-2026-0001"
    )
    assert number_ranges([]) == ""

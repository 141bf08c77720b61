"""E-mail drafts and the PDF to print, read back by Python's own e-mail parser and by a reader of PDFs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader

from loti_admin.domain.money import Money
from loti_admin.errors import Cancelled, NotFound
from loti_admin.services.documents import (
    MadePdf,
    differing,
    documents_of,
    keep_files,
    kept_files,
    make_files,
    render,
)
from loti_admin.services.issuing import credit
from loti_admin.services.members import save_organisation, set_purchase_order
from loti_admin.services.sending import (
    chosen_documents,
    email_drafts,
    write_emails,
    write_joined,
)
from loti_admin.services.settings import save_settings
from tests.office import THE_YEAR, Office

DAY = date(2026, 7, 20)


@pytest.fixture
def office() -> Iterator[Office]:
    """Three councils have their invoices; each has an address for them."""
    office = Office("Camden", "Islington", "Merton")
    save_settings(
        office.register,
        {"contact name": "Asha Example", "contact email": "membership@example.org"},
    )
    for name in ("Camden", "Islington", "Merton"):
        save_organisation(
            office.register, replace(office[name], invoice_email=f"{name.lower()}@example.org")
        )
    set_purchase_order(office.register, office["Camden"].id, THE_YEAR, "4500 77")
    office.approve()
    office.issue()
    yield office
    office.register.close()


def written(office: Office, folder: Path) -> list[EmailMessage]:
    made = email_drafts(office.register, documents_of(office.register, THE_YEAR))
    paths = write_emails(made.drafts, folder)
    return [
        cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default)) for path in paths
    ]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_each_member_gets_a_draft_that_is_still_to_be_sent(office: Office, tmp_path: Path) -> None:
    camden, *_ = messages = written(office, tmp_path)
    assert 3 == len(messages)
    assert "1" == camden["X-Unsent"]
    assert "camden@example.org" == camden["To"]
    assert "Asha Example <membership@example.org>" == camden["From"]
    assert "LOTI membership 2026-27: LOTI-2026-0001" == camden["Subject"]
    assert [] == [defect for message in messages for defect in message.defects]
    assert ["LOTI-2026-0001 Camden.eml", "LOTI-2026-0002 Islington.eml"] == sorted(
        path.name for path in tmp_path.iterdir()
    )[:2]


def test_the_text_says_what_has_to_be_paid(office: Office, tmp_path: Path) -> None:
    camden, islington, _ = written(office, tmp_path)
    line = "Invoice LOTI-2026-0001 of 1 July 2026: £36,000.00, to pay by 31 July 2026"
    assert f"{line}, your purchase order 4500 77" in text_of(camden).splitlines()
    assert "Questions: Asha Example, membership@example.org" in text_of(camden)
    assert "purchase order" not in text_of(islington)


def test_the_document_itself_is_attached(office: Office, tmp_path: Path) -> None:
    camden, *_ = written(office, tmp_path)
    (attached,) = camden.iter_attachments()
    assert ("application/pdf", "LOTI-2026-0001 Camden.pdf") == (
        attached.get_content_type(),
        attached.get_filename(),
    )
    first = office.register.documents.first(number="LOTI-2026-0001")
    assert first is not None
    assert render(first) == attached.get_content()


def test_a_credit_note_goes_with_its_invoice(office: Office, tmp_path: Path) -> None:
    credit(office.register, "LOTI-2026-0001", DAY, "Agreed", Money.pounds(5_000))
    camden, *_ = written(office, tmp_path)
    assert 2 == len(list(camden.iter_attachments()))
    assert "LOTI membership 2026-27: LOTI-2026-0001, LOTI-CN-2026-0001" == camden["Subject"]
    line = "Credit note LOTI-CN-2026-0001 of 20 July 2026: £6,000.00, credits LOTI-2026-0001"
    assert f"{line}, your purchase order 4500 77" in text_of(camden).splitlines()


def test_it_goes_to_the_address_of_today(office: Office, tmp_path: Path) -> None:
    save_organisation(office.register, replace(office["Camden"], invoice_email="new@example.org"))
    save_organisation(office.register, replace(office["Merton"], invoice_email=""))
    assert ["new@example.org", "islington@example.org", "merton@example.org"] == [
        message["To"] for message in written(office, tmp_path)
    ]


def test_a_member_without_an_address_is_named_and_left_out() -> None:
    office = Office("Camden")
    office.approve()
    made = email_drafts(office.register, office.issue())
    assert () == made.drafts
    (problem,) = made.problems
    message = "Camden has no e-mail address for invoices. Type it on the Members page."
    assert (message, office["Camden"].code) == (problem.message, problem.code)


def test_an_address_of_old_that_is_none_is_not_written_to(office: Office) -> None:
    documents = [
        replace(document, organisation_id=0, customer_email="finance, Camden")
        for document in documents_of(office.register, THE_YEAR)[:1]
    ]
    made = email_drafts(office.register, documents)
    assert ((), 1) == (made.drafts, len(made.problems))


def test_texts_are_the_officers_own(office: Office, tmp_path: Path) -> None:
    save_settings(
        office.register,
        {
            "e-mail subject": "Zażółć {year}\nBcc: x@example.org",
            "e-mail text": "Cześć {organisation},\n\n{documents}\n.\n{issuer}",
        },
    )
    camden, *_ = written(office, tmp_path)
    assert "Zażółć 2026-27 Bcc: x@example.org" == camden["Subject"]
    assert camden["Bcc"] is None
    assert text_of(camden).startswith("Cześć Camden,\n\nInvoice LOTI-2026-0001")
    assert text_of(camden).rstrip().endswith("\n.\nLondon Councils")


def test_an_example_says_so(tmp_path: Path) -> None:
    office = Office("Camden")
    save_settings(office.register, {"example": "yes"})
    save_organisation(office.register, replace(office["Camden"], invoice_email="a@example.org"))
    office.approve()
    office.issue()
    (message,) = written(office, tmp_path)
    assert text_of(message).startswith("Example: invented data.\n")


def test_the_same_drafts_have_the_same_bytes_and_are_left_alone(
    office: Office, tmp_path: Path
) -> None:
    written(office, tmp_path / "one")
    written(office, tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "one").iterdir()}
    written(office, tmp_path / "one")
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "one").iterdir()}


def test_a_stop_keeps_the_drafts_that_are_made(office: Office, tmp_path: Path) -> None:
    drafts = email_drafts(office.register, documents_of(office.register, THE_YEAR)).drafts

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_emails(drafts, tmp_path, stop)
    assert 2 == len(list(tmp_path.glob("*.eml")))
    assert [] == list(tmp_path.glob("*.part"))


# One PDF to print


def test_one_pdf_holds_a_covering_list_and_every_document(office: Office, tmp_path: Path) -> None:
    credit(office.register, "LOTI-2026-0001", DAY, "Agreed", Money.pounds(5_000))
    documents = documents_of(office.register, THE_YEAR)
    pdf = PdfReader(write_joined(documents, tmp_path / "all.pdf", DAY))
    front, *pages = [page.extract_text().replace("\u00a0", " ") for page in pdf.pages]
    assert "4 documents, put together on 20 July 2026" in front
    assert "102,000.00" in front
    assert "−6,000.00" in front
    assert 4 == len(pages)
    for document, page in zip(documents, pages, strict=True):
        assert document.number in front
        assert document.number in page
        assert document.gross.text in page


def test_the_covering_list_goes_over_pages_and_names_the_page_of_each(
    office: Office, tmp_path: Path
) -> None:
    (first, *_) = documents_of(office.register, THE_YEAR)
    many = [replace(first, id=n, number=f"LOTI-2026-{n:04}") for n in range(1, 71)]
    pdf = PdfReader(write_joined(many, tmp_path / "all.pdf", DAY))
    lists = [page for page in pdf.pages if "Covering list, page" in page.extract_text()]
    assert 3 == len(lists)
    assert 73 == len(pdf.pages)
    rows = lists[-1].extract_text().splitlines()
    assert any("LOTI-2026-0070" in row for row in rows)
    assert "LOTI-2026-0070" in pdf.pages[72].extract_text()


def test_joining_can_be_stopped_and_leaves_no_file(office: Office, tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_joined(documents_of(office.register, THE_YEAR), tmp_path / "all.pdf", DAY, stop)
    assert [] == list(tmp_path.iterdir())


def test_documents_are_chosen_by_number(office: Office) -> None:
    (chosen,) = chosen_documents(office.register, THE_YEAR, [" LOTI-2026-0002"])
    assert "Islington" == chosen.organisation
    with pytest.raises(NotFound, match="There is no document LOTI-2026-0009 of 2026-27"):
        chosen_documents(office.register, THE_YEAR, ["LOTI-2026-0009"])


def test_what_goes_with_a_message_is_what_lies_in_the_folder(
    office: Office, tmp_path: Path
) -> None:
    documents = documents_of(office.register, THE_YEAR)
    attached: list[MadePdf] = []
    write_emails(
        email_drafts(office.register, documents).drafts, tmp_path / "e-mails", attached=attached
    )
    assert 3 == keep_files(office.register, attached)
    made = make_files(documents, tmp_path / "PDFs")
    assert 0 == keep_files(office.register, made)
    assert [] == differing(made, kept_files(office.register))

"""Requests for payment of grants: never more than was agreed, with what was asked for before."""

from dataclasses import replace
from datetime import date

import pytest

from loti_admin.domain.budget import Grant
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.errors import LotiError, Refused
from loti_admin.services.budget import save_grant
from loti_admin.services.checks import check_register
from loti_admin.services.documents import render
from loti_admin.services.fees import billed_charges, year_fees
from loti_admin.services.grant_requests import (
    draft_request,
    grant_terms,
    request_grant,
    term_of,
)
from loti_admin.services.issuing import credit
from loti_admin.services.members import save_organisation
from loti_admin.services.receipts import record_receipt
from loti_admin.services.workbook import gather_workbook
from tests.builders import london_councils
from tests.documents import reading
from tests.office import THE_YEAR, Office

DAY = date(2026, 7, 6)


@pytest.fixture
def office() -> Office:
    """A foundation has agreed £60,000 over three years; 2026-27 is the second."""
    made = Office("Camden")
    funder = save_organisation(
        made.register,
        Organisation(
            code="FUND",
            name="Example Foundation",
            kind=Kind.FUNDER,
            address="1 Example Square\nLondon",
            postcode="WC1 0XX",
        ),
    )
    for year in (THE_YEAR.previous, THE_YEAR, THE_YEAR.next):
        save_grant(
            made.register,
            Grant(
                organisation_id=funder.id,
                name="Data skills",
                restricted=True,
                year=year.label,
                agreed=Money.pounds(20_000),
            ),
        )
    return made


def grant(office: Office, year: str = "2026-27") -> Grant:
    (found,) = office.register.grants.where(year=year, name="Data skills")
    return found


def test_a_request_shows_the_term(office: Office) -> None:
    request_grant(office.register, grant(office, "2025-26"), date(2026, 6, 1))
    document = request_grant(office.register, grant(office), DAY, Money.pounds(15_000))
    assert ("LOTI-REQ-2026-0002", DocumentKind.REQUEST, "Example Foundation") == (
        document.number,
        document.kind,
        document.organisation,
    )
    assert [
        ("Agreed, up to", Money.pounds(60_000)),
        ("Requested before", Money.pounds(20_000)),
        ("This request", Money.pounds(15_000)),
        ("Still to come", Money.pounds(25_000)),
    ] == [(figure.label, figure.amount) for figure in document.figures]
    text = " ".join(reading.lines(render(document)))
    assert "Data skills, financial year 2026-27" in text
    assert "Year 2 of 3. Restricted to its project. Up to £20,000.00 for 2026-27" in text
    assert "A grant, outside the scope of VAT. This is not a VAT invoice." in text
    assert "1 April 2026 to 31 March 2027" in text
    assert (Money.pounds(15_000), ZERO) == (document.gross, document.vat)


def test_all_that_is_left_of_the_year_is_asked_for_unless_said(office: Office) -> None:
    request_grant(office.register, grant(office), DAY, Money.pounds(5_000))
    assert Money.pounds(15_000) == draft_request(office.register, grant(office), DAY).net
    request_grant(office.register, grant(office), DAY)
    with pytest.raises(Refused, match="is requested already"):
        request_grant(office.register, grant(office), DAY)
    assert ZERO == term_of(office.register, grant(office)).left
    assert Money.pounds(20_000) == term_of(office.register, grant(office, "2027-28")).left


@pytest.mark.parametrize(
    ("pounds", "words"), [(20_001, "more than is left"), (0, "more than £0.00"), (-1, "more than")]
)
def test_more_than_was_agreed_or_nothing_is_refused(
    office: Office, pounds: int, words: str
) -> None:
    before = office.dump()
    with pytest.raises(Refused, match=words):
        request_grant(office.register, grant(office), DAY, Money.pounds(pounds))
    assert before == office.dump()


def test_what_was_credited_can_be_asked_for_again(office: Office) -> None:
    document = request_grant(office.register, grant(office), DAY)
    credit(office.register, document.number, DAY, "Asked too early", Money.pounds(8_000))
    assert Money.pounds(8_000) == term_of(office.register, grant(office)).left


def test_the_host_cannot_ask_itself(office: Office) -> None:
    host = save_organisation(office.register, london_councils())
    own = save_grant(
        office.register,
        Grant(organisation_id=host.id, name="Own", year=THE_YEAR.label, agreed=Money.pounds(1_000)),
    )
    with pytest.raises(Refused, match="is the host"):
        draft_request(office.register, own, DAY)
    assert ["Data skills"] == [t.grant.name for t in grant_terms(office.register, THE_YEAR)]


def test_a_request_without_an_address_is_refused(office: Office) -> None:
    funder = office.register.organisations.first(code="FUND")
    assert funder is not None
    save_organisation(office.register, replace(funder, address="", postcode=""))
    with pytest.raises(LotiError, match="has no invoice address"):
        request_grant(office.register, grant(office), DAY)


def test_the_fees_of_the_year_do_not_know_of_it(office: Office) -> None:
    before = year_fees(office.register, THE_YEAR).run
    request_grant(office.register, grant(office), DAY)
    assert {} == billed_charges(office.register, THE_YEAR)
    assert before == year_fees(office.register, THE_YEAR).run
    office.approve()
    assert ["LOTI-2026-0001"] == [document.number for document in office.issue(DAY)]


def test_it_is_paid_checked_and_in_the_workbook_like_any_other(office: Office) -> None:
    document = request_grant(office.register, grant(office), DAY)
    record_receipt(office.register, DAY, Money.pounds(20_000), document.number)
    assert [] == [p for result in check_register(office.register) for p in result.problems]
    data = gather_workbook(office.register, THE_YEAR, date(2026, 12, 14))
    (row,) = data.documents
    assert ("Grant", Money.pounds(20_000)) == (row.purpose, row.paid)

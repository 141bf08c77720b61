"""Requests for payment of a grant: what was agreed for its term, what was asked for before, what is asked for now."""

from dataclasses import dataclass
from datetime import date, timedelta

from loti_admin.domain.budget import Grant
from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    Figure,
    Line,
    credited,
    totals_of,
)
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind, Organisation
from loti_admin.domain.settings import day_and_month, supplier_on, value_on
from loti_admin.errors import Refused
from loti_admin.services.drafts import problems_of_drafts
from loti_admin.services.fees import blocking_text
from loti_admin.services.issuing import add_documents, read_back
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantTerm:
    """A grant over all the years it is recorded for. Amounts in pence; `requested` is less what was credited.

    `place` is the year's place in the term, counted from 1.
    """

    grant: Grant
    funder: Organisation
    years: tuple[Grant, ...]
    requested: Money
    requested_this_year: Money

    @property
    def place(self) -> int:
        return 1 + [one.year for one in self.years].index(self.grant.year)

    @property
    def agreed(self) -> Money:
        return total(one.agreed for one in self.years)

    @property
    def left(self) -> Money:
        """What can still be asked for in this year: an agreement is “up to” an amount."""
        return self.grant.agreed - self.requested_this_year


def grant_terms(register: Register, year: Year) -> list[GrantTerm]:
    """The grants of a year that somebody can be asked for, by funder and name. Reads only."""
    terms = [term_of(register, grant) for grant in register.grants.where(year=year.label)]
    return sorted(
        (term for term in terms if term.funder.kind is not Kind.LONDON_COUNCILS),
        key=lambda term: (term.funder.display_name.casefold(), term.grant.name.casefold()),
    )


def term_of(register: Register, grant: Grant) -> GrantTerm:
    """One grant with its other years and what was requested. Reads only."""
    documents = register.documents.where(organisation_id=grant.organisation_id)
    asked = {
        document.number: (document, document.net - credited(document, _notes(documents))[0])
        for document in documents
        if _asks_for(document, grant)
    }
    same = register.grants.where(organisation_id=grant.organisation_id, name=grant.name)
    return GrantTerm(
        grant=grant,
        funder=register.organisations.get(grant.organisation_id),
        years=tuple(sorted(same, key=lambda one: one.year)),
        requested=total(net for _, net in asked.values()),
        requested_this_year=total(net for d, net in asked.values() if d.year == grant.year),
    )


def draft_request(
    register: Register, grant: Grant, on: date, amount: Money | None = None
) -> Document:
    """The request that `request_grant` would issue: for `amount` in pence, or all that is left of the year. Reads only.

    Raises Refused for more than is left, for nothing, and for the host's own money.
    """
    term = term_of(register, grant)
    if term.funder.kind is Kind.LONDON_COUNCILS:
        raise Refused(
            f"{term.funder.display_name} is the host and cannot ask itself. Record it in the budget."
        )
    wanted = term.left if amount is None else amount
    if term.left <= ZERO:
        raise Refused(f"All that was agreed of {grant.name} for {grant.year} is requested already.")
    if wanted <= ZERO:
        raise Refused("Type an amount to request of more than £0.00.")
    if wanted > term.left:
        raise Refused(
            f"{wanted.text} is more than is left of {grant.name} for {grant.year}: {term.left.text}. Lower the amount."
        )
    return _draft(register, term, on, wanted)


def request_grant(
    register: Register, grant: Grant, on: date, amount: Money | None = None
) -> Document:
    """Issue a request for payment of a grant; final. Raises Refused as `draft_request`, and while something blocks."""
    with register.write(f"Request {grant.name} {grant.year}", undoable=False):
        draft = draft_request(register, grant, on, amount)
        blocking = tuple(p for p in problems_of_drafts(register, [draft], on) if p.blocks)
        if blocking:
            raise Refused(blocking_text("Nothing was issued.", blocking))
        issued = add_documents(register, [draft])
        read_back(register, issued)
    return issued[0]


def _draft(register: Register, term: GrantTerm, on: date, amount: Money) -> Document:
    settings, grant, funder = register.settings.all(), term.grant, term.funder
    order = register.purchase_orders.first(organisation_id=funder.id, year=grant.year)
    starts = day_and_month(value_on(settings, "financial year starts", on))
    financial = Year.parse(grant.year).financial_period(starts)
    assert financial.start is not None
    assert financial.end is not None
    days = int(value_on(settings, "payment days", on))
    purpose = "Restricted to its project" if grant.restricted else "Core funding"
    year_of = f"Year {term.place} of {len(term.years)}. " if len(term.years) > 1 else ""
    line = Line(
        description=_description(grant),
        working=f"{year_of}{purpose}. Up to {grant.agreed.text} for {grant.year} under the agreement.",
        unit_price=amount,
        vat_rate=None,
    )
    net, vat, gross = totals_of((line,))
    return Document(
        kind=DocumentKind.REQUEST,
        year=grant.year,
        organisation_id=funder.id,
        code=funder.code,
        organisation=funder.display_name,
        on=on,
        tax_point=on,
        due=on + timedelta(days=days),
        payment_days=days,
        period_start=financial.start,
        period_end=financial.end,
        supplier=supplier_on(settings, on),
        customer_name=funder.invoice_name or funder.name,
        customer_address=funder.address,
        customer_postcode=funder.postcode,
        customer_email=funder.invoice_email,
        customer_account=funder.account_code,
        purchase_order=order.number if order else "",
        buyer_reference=funder.buyer_reference or funder.account_code or funder.code,
        lines=(line,),
        figures=(
            Figure(label="Agreed, up to", amount=term.agreed),
            Figure(label="Requested before", amount=term.requested),
            Figure(label="This request", amount=amount),
            Figure(label="Still to come", amount=term.agreed - term.requested - amount),
        ),
        net=net,
        vat=vat,
        gross=gross,
        example=value_on(settings, "example", on) == "yes",
    )


def _description(grant: Grant) -> str:
    return f"{grant.name}, financial year {grant.year}"


def _asks_for(document: Document, grant: Grant) -> bool:
    """Whether a document requests this grant, of any year. It bills no charge, and names the grant in its line."""
    return (
        document.kind is DocumentKind.REQUEST
        and not document.membership_id
        and document.lines[0].description.rpartition(", financial year ")[0] == grant.name
    )


def _notes(documents: list[Document]) -> list[Document]:
    return [document for document in documents if document.kind is DocumentKind.CREDIT_NOTE]

"""What issuing would make: a draft for every fee that is due and not billed, and what stands against it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import (
    CONTRIBUTION,
    SUBSCRIPTION,
    Document,
    DocumentKind,
    Line,
    totals_of,
)
from loti_admin.domain.money import Money, total
from loti_admin.domain.organisations import Organisation
from loti_admin.domain.receipts import Receipt, by_receipt, unallocated
from loti_admin.domain.settings import Setting, Supplier, missing_to_issue, supplier_on, value_on
from loti_admin.domain.vat import rate_on
from loti_admin.domain.wording import is_divided
from loti_admin.errors import Problem, Severity
from loti_admin.pace import paced
from loti_admin.services.fees import YearFees, year_fees
from loti_admin.services.memory import Memory
from loti_admin.storage.register import Register

# What is left of receipts: of thousands, few.
_ON_ACCOUNT: "Memory[list[tuple[Receipt, Money]]]" = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """Drafts for `on`, and the problems of issuing them. `later` are fees that fall due after `on`."""

    year: Year
    on: date
    fees: YearFees
    drafts: tuple[Document, ...]
    later: tuple[Charge, ...]
    problems: tuple[Problem, ...]

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.blocks)

    @property
    def gross(self) -> Money:
        return total(draft.gross for draft in self.drafts)


class _Terms(NamedTuple):
    """What the settings give to every draft of a day; `days` to pay after it."""

    supplier: Supplier
    days: int
    example: bool


def plan_issue(register: Register, year: Year, on: date) -> IssuePlan:
    """What issuing on a day would make. Reads only; numbers are given at issue."""
    fees = year_fees(register, year)
    settings = register.settings.all()
    organisations = {o.id: o for o in register.organisations.all()}
    waiting = [c for c in paced(fees.run.charges) if c.key not in fees.issued and _has_document(c)]
    due = [charge for charge in waiting if charge.fixed_on <= on]
    draft = drafter(register, fees, on)
    drafts = tuple(draft(charge) for charge in paced(due))
    if drafts:
        from loti_admin.documents.loading import load_bit_by_bit

        load_bit_by_bit()
    return IssuePlan(
        year=year,
        on=on,
        fees=fees,
        drafts=drafts,
        later=tuple(charge for charge in waiting if charge.fixed_on > on),
        problems=(
            *_problems_of_the_year(fees, settings, on, bool(drafts)),
            *(p for draft in paced(drafts) for p in _problems_of(draft, organisations)),
        ),
    )


def drafter(register: Register, fees: YearFees, on: date) -> Callable[[Charge], Document]:
    """What makes the draft of a charge of `fees`, whether it is billed already or not. Reads only, and only now."""
    organisations = {o.id: o for o in register.organisations.all()}
    orders = _orders(register, fees.run.year)
    terms, prepaid = _terms_on(register.settings.all(), on), _prepaid(register, on)

    def draft(charge: Charge) -> Document:
        organisation = organisations[charge.organisation_id]
        order = orders.get(charge.organisation_id, "")
        return _draft(charge, organisation, order, terms, fees, on, prepaid)

    return draft


def _orders(register: Register, year: str) -> dict[int, str]:
    """The numbers of the year's orders by organisation."""
    return {o.organisation_id: o.number for o in register.purchase_orders.where(year=year)}


def problems_of_drafts(
    register: Register, drafts: Sequence[Document], on: date
) -> tuple[Problem, ...]:
    """What stands against issuing single drafts: the issuer's details, addresses, what cannot be printed."""
    organisations = {o.id: o for o in register.organisations.all()}
    return (
        *_problems_of_the_issuer(register.settings.all(), on),
        *(p for draft in drafts for p in _problems_of(draft, organisations)),
    )


def _terms_on(settings: list[Setting], on: date) -> _Terms:
    return _Terms(
        supplier=supplier_on(settings, on),
        days=int(value_on(settings, "payment days", on)),
        example=value_on(settings, "example", on) == "yes",
    )


def _has_document(charge: Charge) -> bool:
    return charge.document is not DocumentKind.NONE


def _draft(
    charge: Charge,
    organisation: Organisation,
    purchase_order: str,
    terms: _Terms,
    fees: YearFees,
    on: date,
    prepaid: dict[int, list[tuple[date, Money]]],
) -> Document:
    tax_point = _tax_point(charge, on, prepaid)
    rate = charge.vat_rate
    if rate is not None and fees.inputs.schedule.vat_rate is None:
        # The rate is that of the tax point, which may lie in another year of the law than the charge date.
        rate = rate_on(tax_point, fees.inputs.vat_rates)
    request = charge.document is DocumentKind.REQUEST
    # A council whose fee is outside the scope of VAT gets a request too, but for its subscription.
    title = CONTRIBUTION if request and not is_divided(organisation) else SUBSCRIPTION
    line = Line(
        description=f"{title} {fees.run.year}",
        working=_working(charge, fees, on),
        unit_price=charge.net,
        vat_rate=rate,
    )
    net, vat, gross = totals_of((line,))
    assert charge.covers.start is not None
    assert charge.covers.end is not None
    return Document(
        kind=charge.document,
        year=fees.run.year,
        organisation_id=organisation.id,
        membership_id=charge.membership_id,
        code=organisation.code,
        organisation=organisation.display_name,
        on=on,
        tax_point=tax_point,
        due=on + timedelta(days=terms.days),
        payment_days=terms.days,
        period_start=charge.covers.start,
        period_end=charge.covers.end,
        supplier=terms.supplier,
        customer_name=organisation.invoice_name or organisation.name,
        customer_address=organisation.address,
        customer_postcode=organisation.postcode,
        customer_vat_number=organisation.vat_number,
        customer_email=organisation.invoice_email,
        customer_account=organisation.account_code,
        purchase_order=purchase_order,
        # EN 16931 (PEPPOL-EN16931-R003) wants a buyer reference or an order; the customer account always serves.
        buyer_reference=organisation.buyer_reference
        or organisation.account_code
        or organisation.code,
        lines=(line,),
        net=net,
        vat=vat,
        gross=gross,
        example=terms.example,
    )


def _working(charge: Charge, fees: YearFees, on: date) -> str:
    approval = fees.approval
    # Documents can be dated before the day of approval; they then do not speak of what came later.
    known = approval is not None and approval.at.date() <= on
    approved = f", approved {long_date(approval.at.date())}" if approval and known else ""
    return f"{charge.working} Fee schedule {fees.run.year}{approved}."


def _tax_point(charge: Charge, on: date, prepaid: dict[int, list[tuple[date, Money]]]) -> date:
    """The earlier of invoice and payment: the day by which money on account covered the whole amount."""
    covered = Money(0)
    for day, amount in prepaid.get(charge.organisation_id, []):
        covered += amount
        if covered >= charge.gross:
            return min(day, on)
    return on


def _prepaid(register: Register, on: date) -> dict[int, list[tuple[date, Money]]]:
    """Credit on account by organisation, earliest first."""
    receipts, allocations = tuple(register.receipts.all()), tuple(register.allocations.all())

    def work_out() -> list[tuple[Receipt, Money]]:
        uses = by_receipt(allocations)
        left = ((r, unallocated(r, uses.get(r.id, ()))) for r in paced(receipts))
        found = [(receipt, amount) for receipt, amount in left if amount]
        return sorted(found, key=lambda pair: pair[0].on)

    found: dict[int, list[tuple[date, Money]]] = {}
    for receipt, left in _ON_ACCOUNT.find(register, None, (receipts, allocations), work_out):
        if receipt.organisation_id and receipt.on <= on:
            found.setdefault(receipt.organisation_id, []).append((receipt.on, left))
    return found


def _problems_of_the_year(
    fees: YearFees, settings: list[Setting], on: date, any_drafts: bool
) -> list[Problem]:
    problems = list(fees.run.problems)
    if fees.approval is None:
        message = f"The fees of {fees.run.year} are not approved yet. Approve them first."
        problems.append(Problem(message))
    problems += [
        Problem(
            f"{charge.organisation}'s fee has changed since the approval. Approve the fees of {fees.run.year} again.",
            code=charge.code,
        )
        for charge in fees.changed
    ]
    if any_drafts:
        problems += _problems_of_the_issuer(settings, on)
    return problems


def _problems_of_the_issuer(settings: list[Setting], on: date) -> list[Problem]:
    from loti_admin.documents.e_invoice.rules import check_issuer

    problems = []
    missing = missing_to_issue(settings, on)
    if missing:
        names = ", ".join(
            title.lower() if title != "VAT registration number" else title for title in missing
        )
        message = f"The issuer's details are not complete: {names}. Set them under Settings."
        problems.append(Problem(message))
    return [*problems, *check_issuer(supplier_on(settings, on))]


def _problems_of(draft: Document, organisations: dict[int, Organisation]) -> list[Problem]:
    problems = []
    name = draft.organisation
    if not draft.customer_address.strip():
        message = f"{name} has no invoice address. Type it on the Members page."
        problems.append(Problem(message, field="address", code=draft.code))
    problems += _problems_of_the_paper(draft)
    if organisations[draft.organisation_id].purchase_order_required and not draft.purchase_order:
        message = f"{name} needs a purchase order for {draft.year} and has none yet."
        problems.append(Problem(message, Severity.WARNS, "purchase_order", draft.code))
    return problems


@lru_cache(maxsize=10_000)
def _problems_of_the_paper(draft: Document) -> tuple[Problem, ...]:
    """They follow from the draft alone, which is laid out to find them; one that is as it was is not laid out again."""
    # The faces take longer to load than a list of fees takes to calculate.
    from loti_admin.documents.e_invoice.rules import check_e_invoice
    from loti_admin.documents.printable import check_printable

    return (*check_printable(draft), *check_e_invoice(draft))

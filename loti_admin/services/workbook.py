"""The budget workbook: gather plain data from the register, then write the file, which needs no register."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from loti_admin.documents.workbook.data import (
    AGREED,
    CONTRIBUTION,
    CREDIT_NOTE,
    GRANT,
    INVOICE,
    REQUEST,
    SHARED_IT,
    STANDARD,
    SUBSCRIPTION,
    DocumentRow,
    MemberRow,
    ReceiptRow,
    Schedule,
    Sourced,
    WorkbookData,
)
from loti_admin.domain.charges import Charge, Rule
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.fees import AdjustmentKind
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.domain.pricing import adjustments_of, price_of
from loti_admin.domain.receipts import unallocated
from loti_admin.domain.settings import day_and_month, supplier_on, value_on
from loti_admin.domain.vat import rate_on
from loti_admin.pace import paced
from loti_admin.services.fees import YearFees, approvals_of, year_fees
from loti_admin.services.reserves import opening_reserves
from loti_admin.services.settings import is_example
from loti_admin.services.workbook_budget import (
    contributions,
    estimate_of_subscriptions,
    grants,
    last_year_subscriptions,
    other_income,
    spending,
)
from loti_admin.services.workbook_money import YearMoney, is_contribution, is_subscription
from loti_admin.storage.register import Register

Progress = Callable[[int, int], None]

_KINDS = {
    DocumentKind.INVOICE: INVOICE,
    DocumentKind.CREDIT_NOTE: CREDIT_NOTE,
    DocumentKind.REQUEST: REQUEST,
}
_RULES = {Rule.STANDARD: STANDARD, Rule.SHARED_IT: SHARED_IT}


def export_workbook(
    register: Register, year: Year, path: Path, as_of: date, progress: Progress | None = None
) -> None:
    """Write the year's workbook with ages and actual figures as on `as_of`.

    Raises Refused for a text that no cell can hold, FileTrouble if the file cannot be written; what was there before
    is unchanged then.
    """
    # openpyxl takes longer to load than the window takes to appear.
    from loti_admin.documents.workbook.write import write_workbook

    write_workbook(gather_workbook(register, year, as_of), path, progress)


def gather_workbook(register: Register, year: Year, as_of: date) -> WorkbookData:
    """Everything in the workbook, as the register stands now; reads only. Money received counts up to `as_of`."""
    settings = register.settings.all()
    fees = year_fees(register, year)
    schedule = fees.inputs.schedule
    starts = day_and_month(value_on(settings, "financial year starts", schedule.charge_date))
    recognised = value_on(settings, "recognise income", schedule.charge_date)
    by_membership_year = recognised == "membership year"
    money = YearMoney(register, year, as_of, starts)
    members = tuple(
        _member(charge, fees, money)
        for charge in paced(fees.run.charges)
        if is_subscription(charge.kind)
    )
    brought_forward, prior = last_year_subscriptions(money, by_membership_year)
    original, variations = estimate_of_subscriptions(register, year)
    net, vat = _own_totals(fees, money)
    reserves = opening_reserves(register, money.financial)
    return WorkbookData(
        year=year,
        financial=money.financial,
        as_of=as_of,
        supplier=supplier_on(settings, as_of).name,
        example=is_example(register),
        schedule=Schedule(
            standard=schedule.standard,
            shared_it=schedule.shared_it,
            contribution=schedule.contribution,
            vat_rate=schedule.vat_rate
            if schedule.vat_rate is not None
            else rate_on(schedule.charge_date, fees.inputs.vat_rates),
            charge_date=schedule.charge_date,
            source=_source(register, fees, year),
        ),
        by_membership_year=by_membership_year,
        members=members,
        income=(
            *contributions(register, fees, money),
            *grants(register, money),
            *other_income(register, year),
        ),
        spending=spending(register, year),
        documents=tuple(_document(document, money) for document in paced(money.documents)),
        receipts=_receipts(register, money),
        brought_forward=brought_forward,
        subscriptions_prior=prior,
        subscriptions_original=original,
        subscriptions_variations=variations,
        general_reserve=_recorded(reserves.general, "the balance of the closed accounts"),
        restricted_reserve=_recorded(reserves.restricted, "the balance of the closed accounts"),
        smallest_reserve=_recorded(reserves.smallest, "the amount of the reserves policy"),
        register_net=net,
        register_vat=vat,
        open_decisions=len(fees.run.blocking),
    )


def _member(charge: Charge, fees: YearFees, money: YearMoney) -> MemberRow:
    document = fees.issued.get(charge.key)
    membership = money.membership(charge)
    rule = _rule(charge, fees)
    order = money.purchase_orders.get(charge.organisation_id, "")
    rate = document.lines[0].vat_rate if document else charge.vat_rate
    assert charge.covers.start is not None
    documents = fees.billed[charge.key].documents if document else ()
    notes = [note for one in documents for note in money.notes_on(one)]
    why = [
        *(reason.text for reason in charge.reasons),
        *(
            f"{n.number} of {long_date(n.on)} credits {n.net.text}: {n.reason.strip().rstrip('.')}."
            for n in notes
        ),
        *(f"{d.number} of {long_date(d.on)} bills {d.net.text} on top." for d in documents[1:]),
    ]
    return MemberRow(
        council=charge.organisation,
        joined=membership.joined if membership else charge.fixed_on,
        left=membership.left if membership else None,
        covers_from=charge.covers.start,
        rule=rule,
        service=charge.service,
        agreed=charge.list_price if rule == AGREED else None,
        numerator=charge.share.numerator,
        denominator=charge.share.denominator,
        adjustment=_before_credits(charge, documents, money) - charge.share.of(charge.list_price),
        vat_rate=rate or money.no_vat,
        purchase_order=order or (document.purchase_order if document else ""),
        document=document.number if document else "",
        why=" ".join(why),
    )


def _before_credits(charge: Charge, documents: Sequence[Document], money: YearMoney) -> Money:
    """What the sheet takes the credit notes on the charge's own document off: that document, and what stands of the
    additional ones. Without a document the charge itself."""
    if not documents:
        return charge.net
    first, *more = documents
    return first.net + total(money.net_of(document) for document in more)


def _rule(charge: Charge, fees: YearFees) -> str:
    """Which price a fee starts from. A discount or credit takes off from the schedule's price, an agreed rate
    replaces it; the charge calls both an adjustment, so the records behind it are asked, never the amount."""
    if charge.rule in _RULES:
        return _RULES[charge.rule]
    organisation = fees.inputs.organisation_by_id[charge.organisation_id]
    adjustments = adjustments_of(fees.inputs, organisation)
    if any(a.kind is AdjustmentKind.AGREED_RATE for a in adjustments):
        return AGREED
    price = price_of(fees.inputs, organisation, charge.fixed_on, adjustments)
    stands = price is not None and price.amount == charge.list_price
    return _RULES.get(price.rule, AGREED) if price and stands else AGREED


def _own_totals(fees: YearFees, money: YearMoney) -> tuple[Money, Money]:
    """Net and VAT of the subscriptions: of what is billed, the documents less their credit notes; else the charges."""
    net, vat = ZERO, ZERO
    for charge in paced(fees.run.charges):
        if not is_subscription(charge.kind):
            continue
        if charge.key not in fees.billed:
            net, vat = net + charge.net, vat + charge.vat
            continue
        for document in fees.billed[charge.key].documents:
            notes = money.notes_on(document)
            net = net + document.net - total(note.net for note in notes)
            vat = vat + document.vat - total(note.vat for note in notes)
    return net, vat


def _document(document: Document, money: YearMoney) -> DocumentRow:
    credit = document.kind is DocumentKind.CREDIT_NOTE
    kind = money.kinds.get(document.organisation_id, Kind.BOROUGH)
    purpose = SUBSCRIPTION
    if document.kind is DocumentKind.REQUEST and not document.membership_id:
        purpose = GRANT
    elif not is_subscription(kind):
        purpose = CONTRIBUTION if is_contribution(kind) else GRANT
    return DocumentRow(
        number=document.number,
        kind=_KINDS[document.kind],
        purpose=purpose,
        payer=document.organisation,
        on=document.on,
        due=None if credit else document.due,
        net=-document.net if credit else document.net,
        vat=-document.vat if credit else document.vat,
        paid=money.paid_on(document),
        written_off=money.written_off(document),
        credits=document.credits_number,
    )


def _receipts(register: Register, money: YearMoney) -> tuple[ReceiptRow, ...]:
    """What pays the year's documents, and what came in during the year and pays nothing yet."""
    own = {document.id for document in money.documents}
    names = {o.id: o.display_name for o in register.organisations.all()}
    rows = []
    for receipt, used in paced(money.used_receipts()):
        here = total(a.amount for a in used if a.document_id in own)
        left = unallocated(receipt, used)
        if not here and not (left and money.financial.contains(receipt.on)):
            continue
        rows.append(
            ReceiptRow(
                on=receipt.on,
                payer=names.get(receipt.organisation_id, ""),
                reference=receipt.reference,
                amount=receipt.amount,
                used_here=here,
                used_elsewhere=total(a.amount for a in used) - here,
            )
        )
    return tuple(rows)


def _source(register: Register, fees: YearFees, year: Year) -> str:
    """Where the prices come from, in words. The first approval froze them; later ones added joiners."""
    approvals = approvals_of(register, year)
    if approvals:
        return f"Fee schedule {year}, approved {long_date(approvals[0].at.date())}"
    if fees.inputs.schedule.id:
        return f"Fee schedule {year}, not approved yet"
    return f"Prices taken over, because {year} has no fee schedule of its own yet"


def _recorded(amount: Money | None, what: str) -> Sourced:
    return _not_known(what) if amount is None else Sourced(amount, f"As recorded: {what}")


def _not_known(what: str) -> Sourced:
    return Sourced(ZERO, f"Not in the register: type {what}", known=False)

"""Issuing: numbers, frozen rows and hashes in one transaction; and credit notes, the only way to correct."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    Figure,
    chained,
    credited,
    series_of,
    totals_of,
)
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.receipts import paid, written_off
from loti_admin.domain.settings import supplier_on
from loti_admin.errors import Conflict, DamagedRegister, NotFound, NothingToDo, Refused
from loti_admin.services.credit_lines import amount_left, left_by_line, lines_to_credit
from loti_admin.services.drafts import IssuePlan, plan_issue
from loti_admin.services.fees import add_approval, billed_charges, blocking_text
from loti_admin.services.numbering import NumberSeries
from loti_admin.storage.register import Register


def issue_invoices(
    register: Register,
    year: Year,
    on: date,
    *,
    only: Collection[str] | None = None,
    expected: IssuePlan | None = None,
) -> tuple[Document, ...]:
    """Issue what is due and not billed yet, final: numbers without a gap, everything printed copied into the rows.

    `only` limits it to organisations with these codes. `expected` is the plan the officer confirmed: Conflict if it
    is no longer what would be issued. Raises Refused while something blocks, NothingToDo if nothing is left.
    """
    with register.write(f"Issue invoices {year}", undoable=False):
        plan = plan_issue(register, year, on)
        if plan.blocking:
            raise Refused(blocking_text("Nothing was issued.", plan.blocking))
        drafts = [draft for draft in plan.drafts if only is None or draft.code in only]
        if expected is not None and expected.drafts != plan.drafts:
            raise Conflict(
                "The fees have changed since they were shown. Look at them again, then issue."
            )
        if not drafts:
            raise NothingToDo(_nothing_left(plan))
        if plan.fees.new:
            # A joiner's fee follows from the approved schedule; its charge is frozen beside the others.
            add_approval(register, plan.fees.inputs, "")
        issued = add_documents(register, drafts)
        read_back(register, issued)
    return issued


def _nothing_left(plan: IssuePlan) -> str:
    if plan.later:
        first = min(charge.fixed_on for charge in plan.later)
        return (
            f"Nothing is left to issue on {long_date(plan.on)}; "
            f"the next fee of {plan.year} falls due on {long_date(first)}."
        )
    return f"Nothing is left to issue for {plan.year}: every fee that is due has its document."


def add_documents(register: Register, drafts: Sequence[Document]) -> tuple[Document, ...]:
    """Give drafts their numbers and add them, each chained to the one before. Inside a write; `read_back` follows."""
    known = register.documents.all()
    series = NumberSeries(register.settings.all(), known)
    previous = max(known, key=lambda d: d.id).hash if known else ""
    added: list[Document] = []
    for draft in drafts:
        number = series.give(draft.kind, draft.on)
        _check_order(series.last_day(number), number, draft)
        document = register.documents.add(chained(replace(draft, number=number), previous))
        previous = document.hash
        added.append(document)
    return tuple(added)


def _check_order(last_day: date, number: str, draft: Document) -> None:
    """Numbers and dates run together (VAT Notice 700/63: a sequence that an auditor can follow)."""
    if draft.on < last_day:
        raise Refused(
            f"Numbers of the series {series_of(number)[0]} were given on {long_date(last_day)} already. "
            "Choose that date or a later one."
        )


def read_back(register: Register, issued: Sequence[Document]) -> None:
    """Every row again from the file, its totals recomputed from its lines and its hash from all it prints."""
    for document in issued:
        stored = register.documents.get(document.id)
        same = stored == document and chained(stored, stored.previous_hash).hash == stored.hash
        net, _, _ = totals_of(stored.lines)
        if not same or net != stored.net or stored.net + stored.vat != stored.gross:
            raise DamagedRegister(
                f"{document.number} did not read back as it was written, so nothing was issued. "
                "Run the check of the register and go back to a backup."
            )


def document_by_number(register: Register, number: str) -> Document:
    """Raises NotFound if no document bears the number."""
    found = register.documents.where(number=number.strip())
    if not found:
        raise NotFound(f"There is no document {number.strip()}. Check the number.")
    return found[0]


def credit_notes_on(register: Register, document: Document) -> list[Document]:
    """The credit notes against a document, in the order of issue."""
    return register.documents.where(credits_number=document.number)


def left_to_credit(
    register: Register, document: Document, notes: Sequence[Document] | None = None
) -> Money:
    """The net amount, in pence, that no credit note has taken yet. `notes` as for `draft_credit_note`."""
    known = credit_notes_on(register, document) if notes is None else notes
    return document.net - credited(document, known)[0]


def draft_credit_note(
    register: Register,
    number: str,
    on: date,
    reason: str,
    net: Money | None = None,
    *,
    rebill: bool = False,
    line: int = 0,
    notes: Sequence[Document] | None = None,
) -> Document:
    """The credit note that `credit` would issue: all that is left of a document, or `net` (pence before VAT) of it.

    `line` is the place of one line, counted from 1, of which that is to be; 0 credits the lines from the first on.
    `notes` are the credit notes against it, for whoever has looked them up already.

    Raises Refused for more than is left, nothing, a date before the document's, no reason, or what its page cannot
    show.
    """
    original = document_by_number(register, number)
    if original.kind is DocumentKind.CREDIT_NOTE:
        raise Refused(f"{original.number} is a credit note itself. Choose the invoice.")
    if not reason.strip():
        raise Refused("Say why: the reason is printed on the credit note.")
    if on < original.on:
        raise Refused(
            f"{original.number} is dated {long_date(original.on)}. Choose that date or a later one."
        )
    if notes is None:
        notes = credit_notes_on(register, original)
    gross_before = credited(original, notes)[1]
    by_line = left_by_line(original, notes)
    left = amount_left(original, by_line, line)
    amount = left if net is None else net
    if amount <= ZERO:
        raise Refused("Type an amount to credit of more than £0.00.")
    if amount > left:
        what = f"line {line} of {original.number}" if line else original.number
        raise Refused(
            f"{amount.text} is more than is left of {what}: {left.text} before VAT. Lower the amount."
        )
    lines = lines_to_credit(original, by_line, amount, line)
    is_all = amount == total(by_line)
    if rebill and not is_all:
        raise Refused(
            "A fee is billed again only after all of its invoice is credited. Credit all."
        )
    if rebill and _has_additional(register, original):
        raise Refused(
            f"{original.organisation} has more than one invoice for this fee, so it cannot simply be billed again. "
            "Correct the records and recalculate what was billed."
        )
    vat_left = original.vat - (gross_before - (original.net - total(by_line)))
    # The last credit takes the penny that rounding each credit by itself may leave.
    vat = vat_left if is_all else min(totals_of(lines)[1], vat_left)
    gross = amount + vat
    allocations = register.allocations.where(document_id=original.id)
    given_up = written_off(original, allocations)
    if gross_before + gross + given_up > original.gross:
        raise Refused(
            f"{given_up.text} of {original.number} is written off. Take the write-off back first, or credit less."
        )
    settled = paid(original, allocations)
    settings = register.settings.all()
    draft = replace(
        original,
        id=0,
        kind=DocumentKind.CREDIT_NOTE,
        number="",
        membership_id=0,
        on=on,
        tax_point=on,
        due=on,
        supplier=supplier_on(settings, on),
        lines=lines,
        figures=(
            Figure(label="Invoiced", amount=original.gross),
            Figure(label="Credited before", amount=gross_before),
            Figure(label="This credit", amount=gross),
            Figure(label="Paid", amount=settled),
            Figure(label="Left to pay", amount=original.gross - gross_before - gross - settled),
        ),
        net=amount,
        vat=vat,
        gross=gross,
        credits_number=original.number,
        credits_date=original.on,
        reason=reason.strip(),
        rebill=rebill,
        previous_hash="",
        hash="",
    )
    _refuse_unfit(draft)
    return draft


def _has_additional(register: Register, document: Document) -> bool:
    billed = billed_charges(register, Year.parse(document.year))
    own = billed.get((document.organisation_id, document.membership_id))
    return own is not None and len(own.documents) > 1


def _refuse_unfit(draft: Document) -> None:
    """Refuse what could not be printed, or not be read as data."""
    # Fonts and layout take longer to load than the window takes to appear.
    from loti_admin.documents.e_invoice.rules import check_e_invoice, check_issuer
    from loti_admin.documents.printable import check_printable

    problems = (
        *check_printable(draft),
        *check_issuer(draft.supplier),
        *check_e_invoice(draft),
    )
    if problems:
        raise Refused(blocking_text("Nothing was issued.", problems))


def credit(
    register: Register,
    number: str,
    on: date,
    reason: str,
    net: Money | None = None,
    *,
    rebill: bool = False,
    line: int = 0,
) -> Document:
    """Issue a credit note for all that is left of a document, or for `net` (pence before VAT) of it; final.

    `line` is the place of one line, counted from 1; 0 credits the lines from the first on. `rebill` marks the fee to
    be billed again, for an invoice that was wrong. Raises Refused as `draft_credit_note`.
    """
    with register.write(f"Credit {number.strip()}", undoable=False):
        draft = draft_credit_note(register, number, on, reason, net, rebill=rebill, line=line)
        issued = add_documents(register, [draft])
        read_back(register, issued)
    return issued[0]

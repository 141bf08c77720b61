"""Fees that changed after they were billed: a credit note for what was too much, an additional invoice for the rest.

Nothing is ever corrected by itself. The records say what a fee is now, the documents what was billed; the officer sees
the documents that would make up the difference, and issues them or lets what was billed stand.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loti_admin.domain.charges import Charge
from loti_admin.domain.dates import Year
from loti_admin.domain.fees import adjustment_text
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import (
    Document,
    DocumentKind,
    notes_by_number,
    totals_of,
)
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import Kind
from loti_admin.domain.vat import vat_on
from loti_admin.errors import Conflict, NothingToDo, Problem, Refused
from loti_admin.pace import paced
from loti_admin.services.drafts import drafter, problems_of_drafts
from loti_admin.services.fees import (
    Billed,
    ChargeKey,
    add_approval,
    blocking_text,
    year_fees,
)
from loti_admin.services.issuing import (
    add_documents,
    draft_credit_note,
    left_to_credit,
    read_back,
)
from loti_admin.storage.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was billed for a charge, what its fee is now (both net, in pence), and the documents that make it right."""

    key: ChargeKey
    code: str
    organisation: str
    billed: Money
    now: Money
    reason: str
    drafts: tuple[Document, ...]

    @property
    def difference(self) -> Money:
        """Below zero where too much was billed."""
        return self.now - self.billed


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionPlan:
    """Every charge of a year that differs from what was billed, and what stands against correcting it on that day."""

    year: Year
    on: date
    corrections: tuple[Correction, ...]
    problems: tuple[Problem, ...]

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.blocks)


def plan_corrections(
    register: Register, year: Year, on: date, reasons: Mapping[ChargeKey, str] | None = None
) -> CorrectionPlan:
    """What issuing the corrections on a day would make. Reads only.

    `reasons` replace, by charge, the reason that the records give; it is printed. Raises Refused for a day before
    that of what is corrected, or a reason that cannot be printed.
    """
    fees = year_fees(register, year)
    if not fees.differing:
        return CorrectionPlan(year=year, on=on, corrections=(), problems=())
    corrections = []
    maker = _Maker(
        register, on, drafter(register, fees, on), notes_by_number(register.documents.all())
    )
    for key, charge in paced(fees.differing.items()):
        billed = fees.billed[key]
        if billed.first.kind is DocumentKind.NONE or _is_internal(charge):
            continue
        reason = (reasons or {}).get(key, "").strip() or _reason(register, year, key, charge)
        now = charge.net if charge else ZERO
        corrections.append(
            Correction(
                key=key,
                code=billed.first.code,
                organisation=billed.first.organisation,
                billed=billed.net,
                now=now,
                reason=reason,
                drafts=maker.drafts(billed, charge, now - billed.net, reason),
            )
        )
    more = [
        draft
        for correction in corrections
        for draft in correction.drafts
        if draft.kind is not DocumentKind.CREDIT_NOTE
    ]
    return CorrectionPlan(
        year=year,
        on=on,
        corrections=tuple(sorted(corrections, key=lambda c: (c.organisation.casefold(), c.key))),
        problems=problems_of_drafts(register, more, on) if more else (),
    )


def issue_corrections(
    register: Register,
    year: Year,
    on: date,
    *,
    only: Collection[ChargeKey] | None = None,
    reasons: Mapping[ChargeKey, str] | None = None,
    expected: CorrectionPlan | None = None,
) -> tuple[Document, ...]:
    """Issue the documents of `plan_corrections`, final, as one step. `only` limits it to some charges.

    `expected` is the plan that was shown: Conflict if it is no longer what would be issued. Raises Refused while
    something blocks, NothingToDo if every fee is as it was billed.
    """
    with register.write(f"Correct what was billed {year}", undoable=False):
        plan = plan_corrections(register, year, on, reasons)
        if plan.blocking:
            raise Refused(blocking_text("Nothing was issued.", plan.blocking))
        if expected is not None and expected != plan:
            raise Conflict(
                "The fees have changed since they were shown. Look at them again, then issue."
            )
        drafts = [
            draft
            for correction in plan.corrections
            if only is None or correction.key in only
            for draft in correction.drafts
        ]
        if not drafts:
            raise NothingToDo(
                f"There is nothing to correct: every fee of {year} is as it was billed."
            )
        # What is billed on top was agreed after the approval; it is frozen beside what was approved.
        add_approval(register, year_fees(register, year).inputs, "")
        issued = add_documents(register, drafts)
        read_back(register, issued)
    return issued


def _is_internal(charge: Charge | None) -> bool:
    return charge is not None and charge.kind is Kind.LONDON_COUNCILS


def _reason(register: Register, year: Year, key: ChargeKey, charge: Charge | None) -> str:
    """What the officer recorded for the change, or what the records say by themselves."""
    adjustments = sorted(
        register.adjustments.where(organisation_id=key[0], year=year.label), key=lambda a: a.id
    )
    if adjustments:
        text = "; ".join(
            f"{adjustment_text(a)}, {a.reason.strip().rstrip('.')}" for a in adjustments
        )
        return f"{text[0].upper()}{text[1:]}."
    if charge is None:
        return "No fee is due for this year."
    return f"The records were corrected. {charge.working}"


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the documents of corrections; what it needs to know of all is looked up before the first one."""

    register: Register
    on: date
    draft_of: Callable[[Charge], Document]
    notes: Mapping[str, Sequence[Document]]

    def drafts(
        self, billed: Billed, charge: Charge | None, difference: Money, reason: str
    ) -> tuple[Document, ...]:
        if difference > ZERO and charge is not None:
            return (self._additional(billed, charge, difference, reason),)
        found = []
        left = -difference
        # What was billed last is credited first.
        for document in reversed(billed.documents):
            number, notes = document.number, self.notes.get(document.number, ())
            amount = min(left, left_to_credit(self.register, document, notes))
            if amount > ZERO:
                found.append(
                    draft_credit_note(self.register, number, self.on, reason, amount, notes=notes)
                )
                left = left - amount
        return tuple(found)

    def _additional(
        self, billed: Billed, charge: Charge, difference: Money, reason: str
    ) -> Document:
        """A document of its own for the difference; that it bears the same charge shows that it comes on top."""
        first = billed.first
        if self.on < first.on:
            raise Refused(
                f"{first.number} is dated later than that day. Choose its date or a later one."
            )
        vat = ZERO if charge.vat_rate is None else vat_on(difference, charge.vat_rate)
        part = replace(charge, net=difference, vat=vat, gross=difference + vat, document=first.kind)
        draft = self.draft_of(part)
        (line,) = draft.lines
        numbers = listed(document.number for document in billed.documents)
        line = replace(
            line,
            description=f"{line.description}, additional",
            working=f"{line.working}\nInvoiced {billed.net.text} on {numbers}; now {charge.net.text}; "
            f"difference {difference.text}. Reason: {reason}",
        )
        net, vat, gross = totals_of((line,))
        return replace(draft, lines=(line,), net=net, vat=vat, gross=gross)


def gross_of(corrections: Collection[Correction]) -> Money:
    """What the corrections come to with VAT, credit notes taken off, in pence."""
    return total(
        -draft.gross if draft.kind is DocumentKind.CREDIT_NOTE else draft.gross
        for correction in corrections
        for draft in correction.drafts
    )

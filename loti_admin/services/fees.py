"""Fees: preview, approve, and what has become of them. Reading never writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loti_admin.domain.calculation import calculate_fees
from loti_admin.domain.charges import Charge, Difference, FeeApproval, FeeRun, compare
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.frozen import canonical, digest, from_text
from loti_admin.domain.grammar import listed
from loti_admin.domain.inputs import FeeInputs
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.vat import vat_on
from loti_admin.errors import Problem, Refused, Severity
from loti_admin.pace import paced, rest
from loti_admin.services.fee_inputs import gather_inputs, schedule_of
from loti_admin.services.fee_memory import FeeMemory
from loti_admin.services.memory import Memory
from loti_admin.services.settings import officer
from loti_admin.storage.history import RowChange
from loti_admin.storage.register import Register

ChargeKey = tuple[int, int]
# What a year's fees, and what has become of them, are read from; whoever shows them looks again when one changes.
FEE_TABLES = frozenset(
    {
        "organisations",
        "memberships",
        "people",
        "contacts",
        "services",
        "service_members",
        "fee_schedules",
        "adjustments",
        "fee_approvals",
        "documents",
        "settings",
    }
)
_MEMORY: "FeeMemory[YearFees]" = FeeMemory()
# An approval never changes, and reading thousands of charges back from its text takes a while.
_APPROVED: "Memory[dict[ChargeKey, Charge]]" = Memory()
_BILLED: "Memory[dict[ChargeKey, Billed]]" = Memory()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Charges:
    """Only there to give the frozen list of charges a type for reading it back."""

    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """What bills a charge: its invoice (or request) and, behind it, the additional ones. `net` is what stands of them
    after their credit notes, in pence."""

    documents: tuple[Document, ...]
    net: Money

    @property
    def first(self) -> Document:
        return self.documents[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFees:
    """A year's fees with their state. `run` holds what stands: an issued charge stands as it was issued.

    `approved` holds the charges of the last approval by key, `issued` the documents in force by the charge's key,
    `billed` all that bills it. `differing` are the charges as the records give them now where that is not what was
    billed; one that fell away has no charge. `changed` are charges that differ from what was approved and are not
    issued: approving again settles them. `new` came after the approval: joiners, priced by the approved schedule.
    `gone` is what was approved and is, by the records as they are now, no charge any more.
    """

    run: FeeRun
    inputs: FeeInputs
    approval: FeeApproval | None
    approved: dict[ChargeKey, Charge]
    issued: dict[ChargeKey, Document]
    billed: dict[ChargeKey, Billed]
    differing: dict[ChargeKey, Charge | None]
    changed: tuple[Charge, ...]
    new: tuple[Charge, ...]
    gone: tuple[Charge, ...]


def preview_fees(register: Register, year: Year, changes: Sequence[RowChange] = ()) -> FeeRun:
    """Every charge of the year with its reasons and problems, as the register stands now, or would stand with
    rehearsed `changes`."""
    return year_fees(register, year, changes).run


def year_fees(register: Register, year: Year, changes: Sequence[RowChange] = ()) -> YearFees:
    """The year's charges with what was approved and issued, as they would be with rehearsed `changes`."""
    schedule, warnings = schedule_of(register, year, changes)
    inputs = gather_inputs(register, schedule, changes)
    approvals, documents = approvals_of(register, year), register.documents.where(year=year.label)
    others = (tuple(warnings), tuple(approvals), tuple(documents))
    fees = _MEMORY.find(
        register,
        inputs,
        others,
        lambda: _year_fees(register, year, inputs, warnings),
        keep=not changes,
    )
    return fees if fees.inputs == inputs else replace(fees, inputs=inputs)


def _year_fees(
    register: Register, year: Year, inputs: FeeInputs, warnings: list[Problem]
) -> YearFees:
    calculated = calculate_fees(inputs)
    approvals = [(a, _approved(register, a)) for a in approvals_of(register, year)]
    approval, approved = approvals[-1] if approvals else (None, {})
    billed = billed_charges(register, year)
    issued = {key: entry.first for key, entry in billed.items()}
    differing: dict[ChargeKey, Charge | None] = {}
    charges, problems = [], [*warnings, *calculated.problems]
    seen = set()
    for charge in paced(calculated.charges):
        seen.add(charge.key)
        entry = billed.get(charge.key)
        standing = _standing(charge, entry, approvals) if entry else charge
        if entry and not charge.same_amounts(standing):
            differing[charge.key] = charge
            problems.append(_differs_from_issued(charge, entry))
        elif charge.key in approved and not charge.same_amounts(approved[charge.key]):
            problems.append(_differs_from_approved(charge, approved[charge.key]))
        charges.append(standing)
    for key, entry in paced(billed.items()):
        found = next((known[key] for _, known in reversed(approvals) if key in known), None)
        if key not in seen and found and entry.net:
            charges.append(found)
            differing[key] = None
            problems.append(_no_longer_charged(entry))
    rest()
    charges.sort(key=lambda c: (c.organisation.casefold(), c.code, c.fixed_on))
    rest()
    run = replace(calculated, charges=tuple(charges), problems=tuple(problems))
    present = {charge.key for charge in charges}
    return YearFees(
        run=run,
        inputs=inputs,
        approval=approval,
        approved=approved,
        issued=issued,
        billed=billed,
        differing=differing,
        changed=tuple(
            charge
            for charge in paced(charges)
            if charge.key in approved
            and charge.key not in issued
            and not charge.same_amounts(approved[charge.key])
        ),
        new=tuple(charge for charge in charges if approval and charge.key not in approved),
        gone=tuple(charge for key, charge in approved.items() if key not in present),
    )


def approvals_of(register: Register, year: Year) -> list[FeeApproval]:
    """All approvals of the year, the first one first."""
    return sorted(register.fee_approvals.where(year=year.label), key=lambda a: a.id)


def read_approval(approval: FeeApproval) -> tuple[FeeApproval, dict[ChargeKey, Charge]]:
    charges = from_text(_Charges, approval.charges).charges
    return approval, {charge.key: charge for charge in charges}


def _approved(register: Register, approval: FeeApproval) -> dict[ChargeKey, Charge]:
    return _APPROVED.find(register, approval.id, (approval,), lambda: read_approval(approval)[1])


def issued_documents(register: Register, year: Year) -> dict[ChargeKey, Document]:
    """The invoices and requests in force by the charge they bill; one credited to be billed again is not."""
    return {key: entry.first for key, entry in billed_charges(register, year).items()}


def billed_charges(register: Register, year: Year) -> dict[ChargeKey, Billed]:
    """What is in force of a year's documents, by the charge. The first one issued is the charge's own; each later one
    bills what came on top."""
    documents = register.documents.where(year=year.label)
    return _BILLED.find(register, year, (documents,), lambda: _billed(documents))


def _billed(documents: list[Document]) -> dict[ChargeKey, Billed]:
    again = {note.credits_number for note in documents if note.rebill}
    taken: dict[str, Money] = {}
    found: dict[ChargeKey, list[Document]] = {}
    for document in paced(documents):
        if document.kind is DocumentKind.CREDIT_NOTE:
            number = document.credits_number
            taken[number] = taken.get(number, ZERO) + document.net
        elif document.membership_id and document.number not in again:
            # Without a membership it bills no charge: a request for a grant.
            key = document.organisation_id, document.membership_id
            found.setdefault(key, []).append(document)
    return {
        key: Billed(
            documents=tuple(own),
            net=total(document.net - taken.get(document.number, ZERO) for document in own),
        )
        for key, own in paced(found.items())
    }


def approve_fees(register: Register, year: Year, by: str = "") -> FeeApproval:
    """Approve what `preview_fees` shows: freezes the schedule, the inputs and the charges.

    Doing it twice changes nothing and gives back the approval in force. Raises Refused while a problem blocks, or if
    nobody is charged.
    """
    return keep_approval(register, year, prepare_approval(register, year, by))


def prepare_approval(register: Register, year: Year, by: str = "") -> FeeApproval:
    """The approval that `approve_fees` would keep, or the one in force. Reads only and rests, because freezing
    thousands of charges takes a while. Raises as `approve_fees` does."""
    fees = year_fees(register, year)
    if fees.run.blocking:
        raise Refused(blocking_text("The fees cannot be approved yet.", fees.run.blocking))
    if not fees.run.charges:
        raise Refused(
            f"There are no fees of {year} to approve: no organisation is a member in that year. "
            "Record who has joined first."
        )
    if fees.approval and not fees.changed and not fees.new and not fees.gone:
        return fees.approval
    return _frozen(register, fees.inputs, by)


def keep_approval(register: Register, year: Year, prepared: FeeApproval) -> FeeApproval:
    """Store what `prepare_approval` gave while the register is as it was then."""
    if prepared.id:
        return prepared
    with register.write(f"Approve fees {year}"):
        schedule, _ = schedule_of(register, year)
        if not schedule.id:
            # It becomes the year's own, and what is frozen names it.
            return add_approval(register, gather_inputs(register, schedule), prepared.by)
        return register.fee_approvals.add(prepared)


def add_approval(register: Register, inputs: FeeInputs, by: str) -> FeeApproval:
    """Freeze inputs and charges as a new row; the schedule becomes the year's own. Inside a write."""
    if not inputs.schedule.id:
        inputs = replace(inputs, schedule=register.fee_schedules.add(inputs.schedule))
    return register.fee_approvals.add(_frozen(register, inputs, by))


def _frozen(register: Register, inputs: FeeInputs, by: str) -> FeeApproval:
    frozen = inputs.without_names()
    inputs_text = canonical(frozen)
    charges_text = canonical(_Charges(charges=calculate_fees(frozen).charges))
    rest()
    return FeeApproval(
        year=inputs.schedule.year,
        at=register.now(),
        by=by or officer(register),
        inputs=inputs_text,
        charges=charges_text,
        hash=digest(f"{inputs_text}\n{charges_text}"),
    )


def recalculated(approval: FeeApproval) -> bool:
    """Whether the frozen inputs still hash and still give the very charges that were approved, to the penny."""
    if digest(f"{approval.inputs}\n{approval.charges}") != approval.hash:
        return False
    again = calculate_fees(from_text(FeeInputs, approval.inputs)).charges
    before = from_text(_Charges, approval.charges).charges
    return len(again) == len(before) and all(
        one.key == other.key and one.same_amounts(other)
        for one, other in zip(again, before, strict=True)
    )


def compare_years(register: Register, year: Year) -> tuple[Difference, ...]:
    """Every organisation's net fee in the year before and in this one."""
    before = preview_fees(register, year.previous)
    return compare(before.charges, preview_fees(register, year).charges)


def blocking_text(opening: str, problems: tuple[Problem, ...]) -> str:
    """One sentence for the refusal, then each thing that blocks."""
    return " ".join([opening, *(problem.message for problem in problems)])


def _standing(
    charge: Charge,
    billed: Billed,
    approvals: list[tuple[FeeApproval, dict[ChargeKey, Charge]]],
) -> Charge:
    """The charge as it was issued: from the last approval with the document's amount.

    It is the charge of the records where they give what is billed by now, corrections included. A refund that no
    adjustment asks for leaves the charge as it is: it was agreed apart from the fee.
    """
    document = billed.first
    unmoved = len(billed.documents) == 1 and charge.net == document.net
    if unmoved or charge.net == billed.net:
        return charge
    for _, known in reversed(approvals):
        approved = known.get(charge.key)
        if approved and approved.net == document.net:
            return approved
    rate = document.lines[0].vat_rate
    vat = ZERO if rate is None else vat_on(billed.net, rate)
    return replace(charge, net=billed.net, vat=vat, gross=billed.net + vat)


def _differs_from_issued(charge: Charge, billed: Billed) -> Problem:
    message = (
        f"{charge.organisation} was billed {billed.net.text} on {_numbers(billed)}; by the records as they "
        f"are now its fee would be {charge.net.text}. What was issued stands; correct it if it should change."
    )
    return Problem(message, Severity.WARNS, code=charge.code)


def _differs_from_approved(charge: Charge, approved: Charge) -> Problem:
    how = f"from {approved.net.text} to {charge.net.text}"
    if charge.net == approved.net:
        how = f"though not in its amount, {charge.net.text}"
    message = (
        f"{charge.organisation}'s fee has changed since the approval, {how}. "
        "Approve the fees again before you issue."
    )
    return Problem(message, Severity.WARNS, code=charge.code)


def _numbers(billed: Billed) -> str:
    corrected = billed.net != total(document.net for document in billed.documents)
    numbers = listed(document.number for document in billed.documents)
    return f"{numbers} less what was credited" if corrected else numbers


def _no_longer_charged(billed: Billed) -> Problem:
    document = billed.first
    message = (
        f"{document.organisation} was billed {billed.net.text} on {_numbers(billed)} of {long_date(document.on)}, but "
        "by the records as they are now it owes nothing. Correct the records, or credit the document."
    )
    return Problem(message, Severity.WARNS, code=document.code)

"""The check of a whole register: the file's own checks and those of every subject, with the state of each."""

from collections import Counter
from pathlib import Path
from typing import Any

from loti_admin.domain.activities import check_activity
from loti_admin.domain.budget import check_budget_line, check_grant
from loti_admin.domain.fees import check_adjustment, check_schedule
from loti_admin.domain.invoices import DocumentKind
from loti_admin.domain.money import ZERO, Money, total
from loti_admin.domain.organisations import (
    check_contacts,
    check_memberships,
    check_organisation,
    check_person,
)
from loti_admin.domain.receipts import check_receipt
from loti_admin.domain.settings import check_setting
from loti_admin.domain.shared_it import check_services
from loti_admin.errors import Problem
from loti_admin.services.documents import files_come_out_the_same
from loti_admin.services.fee_inputs import known_years
from loti_admin.services.fees import preview_fees, recalculated
from loti_admin.services.history import repositories_of
from loti_admin.services.safety import conflict_text
from loti_admin.storage.conflicts import diverged_copies
from loti_admin.storage.copies import Content, reading_of
from loti_admin.storage.integrity import Check, CheckResult, run_all
from loti_admin.storage.record_checks import records_as_left
from loti_admin.storage.register import Register


def check_register(register: Register) -> list[CheckResult]:
    """Every check in its order, also after one that failed. Reads only; works on a register opened unchecked."""
    return [*register.run_checks(), *run_all(register, SUBJECT_CHECKS)]


def check_content(content: Content, path: Path | None) -> list[CheckResult]:
    """`check_register` over a register's content, so that a worker can do it; `path` is where the register lives."""
    with reading_of(Register, content, path) as copy:
        return check_register(copy)


def approvals_hold(register: Register) -> list[str]:
    """What was approved calculates again from its frozen inputs to the same penny, and still has its hash."""
    return [
        f"The fees of {approval.year} that {approval.by} approved do not come out the same again."
        for approval in register.fee_approvals.all()
        if not recalculated(approval)
    ]


def allocations_fit(register: Register) -> list[str]:
    """Nothing pays more than it is, no document is settled twice over, no money goes to a credit note, and no
    correction takes back more than was there."""
    receipts = {receipt.id: receipt for receipt in register.receipts.all()}
    documents = {document.id: document for document in register.documents.all()}
    used: Counter[int] = Counter()
    paid: Counter[int] = Counter()
    standing: Counter[int] = Counter()
    problems = []
    for allocation in register.allocations.all():
        standing[allocation.corrects_id or allocation.id] += allocation.amount.pence
        if allocation.receipt_id:
            used[allocation.receipt_id] += allocation.amount.pence
        if not allocation.document_id:
            continue
        paid[allocation.document_id] += allocation.amount.pence
        if documents[allocation.document_id].kind is DocumentKind.CREDIT_NOTE:
            number = documents[allocation.document_id].number
            problems.append(f"{number} is a credit note, but a receipt is recorded against it.")
    problems += [
        f"Allocation {id} is taken back by more than it was."
        for id, pence in standing.items()
        if pence < 0
    ]
    problems += [
        f"The receipt of {receipts[id].amount.text} on {receipts[id].on.isoformat()} pays {Money(pence).text}."
        for id, pence in used.items()
        if pence > receipts[id].amount.pence
    ]
    problems += [
        f"{documents[id].number} is for {documents[id].gross.text}, but {Money(pence).text} is recorded as paid."
        for id, pence in paid.items()
        if pence > documents[id].gross.pence
    ]
    return problems


def members_fit(register: Register) -> list[str]:
    """Organisations, periods, people and contacts pass the checks that saving them passes."""
    people = {person.id: person for person in register.people.all()}
    problems = [problem for person in people.values() for problem in check_person(person)]
    for organisation in register.organisations.all():
        own: dict[str, Any] = {"organisation_id": organisation.id}
        problems += check_organisation(organisation)
        problems += check_memberships(organisation, register.memberships.where(**own))
        problems += check_contacts(organisation, register.contacts.where(**own), people)
    return _sentences(problems)


def services_fit(register: Register) -> list[str]:
    """Only councils in shared IT services, none in two at the same time."""
    organisations = {organisation.id: organisation for organisation in register.organisations.all()}
    return _sentences(
        check_services(register.services.all(), register.service_members.all(), organisations)
    )


def year_records_fit(register: Register) -> list[str]:
    """Schedules, adjustments, receipts, grants, budget lines, activities and settings pass their checks."""
    return _sentences(
        [
            *(p for record in register.fee_schedules.all() for p in check_schedule(record)),
            *(p for record in register.adjustments.all() for p in check_adjustment(record)),
            *(p for record in register.receipts.all() for p in check_receipt(record)),
            *(p for record in register.grants.all() for p in check_grant(record)),
            *(p for record in register.budget_lines.all() for p in check_budget_line(record)),
            *(p for record in register.activities.all() for p in check_activity(record)),
            *(p for record in register.settings.all() for p in check_setting(record)),
        ]
    )


def fees_are_steady(register: Register) -> list[str]:
    """Calculating twice gives the same, and each total is the sum of its parts."""
    problems = []
    for year in known_years(register):
        run = preview_fees(register, year)
        if preview_fees(register, year) != run:
            problems.append(f"The fees of {year} come out differently when calculated twice.")
        if run.gross != run.net + run.vat or total(c.gross for c in run.charges) != run.gross:
            problems.append(f"The totals of the fees of {year} do not add up.")
        if any(charge.net > ZERO and not charge.reasons for charge in run.charges):
            problems.append(f"A fee of {year} has no reason.")
    return problems


def records_match_history(register: Register) -> list[str]:
    """Every record is as its last change in the history left it."""
    return records_as_left(register, repositories_of(register))


def no_conflict_copies(register: Register) -> list[str]:
    """No copy beside the register went its own way."""
    if register.path is None:
        return []
    return [conflict_text(copy.name) for copy in diverged_copies(register, register.path)]


def _sentences(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.blocks]


SUBJECT_CHECKS = (
    Check("Records are as the history left them", records_match_history),
    Check("Approved fees come out the same again", approvals_hold),
    Check("PDFs come out as they were first made", files_come_out_the_same),
    Check("Receipts are within what they pay", allocations_fit),
    Check("Members and people", members_fit),
    Check("Shared IT services", services_fit),
    Check("Schedules, budget and settings", year_records_fit),
    Check("Fees of every year", fees_are_steady),
    Check("No conflict copies", no_conflict_copies),
)

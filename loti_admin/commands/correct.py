"""The commands after issuing: credit notes, corrections of fees, receipts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from loti_admin.commands.files import make_and_keep, ready_to_issue
from loti_admin.commands.opening import change, reading
from loti_admin.commands.output import remark, say, say_json, say_table
from loti_admin.commands.tables import say_documents
from loti_admin.commands.values import (
    AMOUNT,
    PATH,
    day_option,
    json_option,
    register_argument,
    year_option,
)
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.document_words import counted
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.domain.receipts import open_amount
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.corrections import (
    CorrectionPlan,
    issue_corrections,
    plan_corrections,
)
from loti_admin.services.issuing import credit as issue_credit_note
from loti_admin.services.receipts import Recorded, record_receipt
from loti_admin.storage.register import Register


@click.command(short_help="Credit a document, or a part of it.")
@register_argument
@click.argument("number")
@day_option("The date of the credit note.")
@click.option("--reason", required=True, help="Why; it is printed on the credit note.")
@click.option("--amount", type=AMOUNT, help="Credit only so much, in pounds before VAT.")
@click.option("--line", type=click.IntRange(min=1), help="Credit this line only, counted from 1.")
@click.option("--rebill", is_flag=True, help="The invoice was wrong: bill the fee again.")
@click.option("--out", type=PATH, help="Make the credit note's file in this folder as well.")
def credit(
    register: Path,
    number: str,
    on: date,
    reason: str,
    amount: Money | None,
    line: int | None,
    rebill: bool,
    out: Path | None,
) -> None:
    """Credit all that is left of a document, or a part of it; prints the credit note's number."""

    def work(opened: Register) -> Document:
        return issue_credit_note(opened, number, on, reason, amount, rebill=rebill, line=line or 0)

    note = change(register, work, ready_to_issue(out))
    say(note.number)
    if out is not None:
        make_and_keep(register, [note], out)


@click.command(short_help="Record money that came in.")
@register_argument
@day_option("The day at the bank.")
@click.option("--amount", type=AMOUNT, required=True, help="The amount that came in, in pounds.")
@click.option("--reference", required=True, help="The reference, as the bank shows it.")
@click.option(
    "--invoice", "number", default="", help="The invoice or request it pays, if not named above."
)
@json_option
def receipt(
    register: Path, on: date, amount: Money, reference: str, number: str, as_json: bool
) -> None:
    """Record money that came in. It pays the invoice, or those that the reference names; the rest stays on account."""

    def work(opened: Register) -> tuple[Recorded, dict[int, Money], bool]:
        recorded = record_receipt(opened, on, amount, reference, number=number)
        booked = recorded.receipt
        twice = any(
            replace(known, id=booked.id) == booked and known.id != booked.id
            for known in opened.receipts.where(on=on)
        )
        documents, allocations = opened.documents.all(), opened.allocations.all()
        left = {d.id: open_amount(d, documents, allocations) for d, _ in recorded.paid}
        return recorded, left, twice

    recorded, left, twice = change(register, work)
    booked = recorded.receipt
    if twice:
        remark("A receipt of the same day, amount and reference stood in the register already.")
    if as_json:
        say_json(
            {
                "on": booked.on.isoformat(),
                "amount": booked.amount.plain(),
                "reference": booked.reference,
                "paid": [
                    {"number": d.number, "amount": part.plain(), "left": left[d.id].plain()}
                    for d, part in recorded.paid
                ],
                "on_account": recorded.on_account.plain(),
            }
        )
        return
    say(f"Recorded {booked.amount.text} of {long_date(booked.on)}.")
    for document, part in recorded.paid:
        say(
            f"{document.number} {document.organisation}: {part.text} paid, {left[document.id].text} left to pay"
        )
    if recorded.on_account:
        say(f"{recorded.on_account.text} stays as credit on account.")


@click.command(short_help="Correct what was billed where a fee has changed.")
@register_argument
@year_option
@day_option("The date of the documents.")
@click.option("--out", type=PATH, help="Make the documents' files in this folder as well.")
@click.option("--dry-run", is_flag=True, help="Only show what would be issued.")
@json_option
def recalculate(
    register: Path, year: Year, on: date, out: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Issue a credit note or an additional invoice for every fee that differs from what was billed."""
    if dry_run:
        with reading(register) as opened:
            plan = plan_corrections(opened, year, on)
        _say_corrections(plan, as_json)
        return

    def work(opened: Register) -> tuple[Document, ...]:
        return issue_corrections(opened, year, on)

    try:
        issued = change(register, work, ready_to_issue(out))
    except NothingToDo as nothing:
        if as_json:
            remark(str(nothing))
            say_json([])
        else:
            say(str(nothing))
        return
    made = []
    if out is not None:
        try:
            made = make_and_keep(register, issued, out)
        except Refused:
            say_documents(issued, {}, as_json)
            raise
    say_documents(issued, {file.document.id: file for file in made}, as_json)


def _say_corrections(plan: CorrectionPlan, as_json: bool) -> None:
    for problem in plan.problems:
        remark(problem.message)
    if as_json:
        say_json(
            [
                {
                    "code": correction.code,
                    "organisation": correction.organisation,
                    "billed": correction.billed.plain(),
                    "now": correction.now.plain(),
                    "difference": correction.difference.plain(),
                    "reason": correction.reason,
                    "documents": [
                        {"kind": draft.kind.value, "net": draft.net.plain()}
                        for draft in correction.drafts
                    ],
                }
                for correction in plan.corrections
            ]
        )
        return
    if not plan.corrections:
        say(f"There is nothing to correct: every fee of {plan.year} is as it was billed.")
        return
    rows = [
        (c.organisation, str(c.billed), str(c.now), str(c.difference), counted(c.drafts))
        for c in plan.corrections
    ]
    say_table(
        ("Organisation", "Billed £", "Now £", "Difference £", "Would be issued"),
        rows,
        right=(1, 2, 3),
    )

"""The year's commands: fees, approve, issue, documents."""

from datetime import date
from pathlib import Path

import click

from loti_admin.commands.files import make_and_keep, ready_to_issue
from loti_admin.commands.opening import change, reading
from loti_admin.commands.output import remark, say, say_json
from loti_admin.commands.tables import say_documents, say_fees
from loti_admin.commands.values import (
    PATH,
    day_option,
    json_option,
    out_option,
    register_argument,
    year_option,
)
from loti_admin.domain.charges import FeeApproval
from loti_admin.domain.dates import Year, long_date
from loti_admin.domain.invoices import Document
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.documents import differing, documents_of, kept_files, make_files
from loti_admin.services.drafts import IssuePlan, plan_issue
from loti_admin.services.fee_list import fees_to_plain, write_fee_list
from loti_admin.services.fees import YearFees, approve_fees, year_fees
from loti_admin.services.issuing import issue_invoices
from loti_admin.services.since_issue import changes_since_issue
from loti_admin.storage.register import Register


@click.command(short_help="Show the fees of a year, and why.")
@register_argument
@year_option
@json_option
@click.option("--csv", "csv_file", type=PATH, help="Write the fees to this file as well.")
@click.option("--reasons", is_flag=True, help="Say below each fee why it is what it is.")
def fees(register: Path, year: Year, as_json: bool, csv_file: Path | None, reasons: bool) -> None:
    """Show every fee of a year, and what stands against approving or issuing it."""
    with reading(register) as opened:
        found = year_fees(opened, year)
    if csv_file is not None:
        write_fee_list(found.run, csv_file)
    if as_json:
        say_json(fees_to_plain(found))
    else:
        say_fees(found, with_reasons=reasons)
        if csv_file is not None:
            say(f"Written to {csv_file}")


@click.command(short_help="Approve the fees of a year.")
@register_argument
@year_option
@click.option("--by", default="", help="Who approves; otherwise the officer of the settings.")
def approve(register: Path, year: Year, by: str) -> None:
    """Approve the fees of a year as `fees` shows them; what was approved stands from then on."""

    def work(opened: Register) -> tuple[YearFees, FeeApproval]:
        return year_fees(opened, year), approve_fees(opened, year, by.strip())

    before, approval = change(register, work)
    for problem in before.run.problems:
        remark(problem.message)
    known = before.approval is not None and before.approval.id == approval.id
    run = before.run
    say(
        f"The fees of {year} {'were approved already' if known else 'are approved'}, by {approval.by} on "
        f"{long_date(approval.at.date())}: {run.boroughs} boroughs, {run.net.text} net, {run.gross.text} with VAT."
    )


@click.command(short_help="Issue what is due, and make the files.")
@register_argument
@year_option
@day_option("The date on the documents; fees that fall due later wait.")
@out_option
@json_option
def issue(register: Path, year: Year, on: date, out: Path, as_json: bool) -> None:
    """Issue what is due and not billed yet, for good, and make the PDF files."""

    def work(opened: Register) -> tuple[IssuePlan, tuple[Document, ...]]:
        return plan_issue(opened, year, on), issue_invoices(opened, year, on)

    try:
        plan, issued = change(register, work, ready_to_issue(out))
    except NothingToDo as nothing:
        if as_json:
            remark(str(nothing))
            say_json([])
        else:
            say(str(nothing))
        return
    for problem in plan.problems:
        remark(problem.message)
    try:
        made = make_and_keep(register, issued, out)
    except Refused:
        say_documents(issued, {}, as_json)
        raise
    say_documents(issued, {file.document.id: file for file in made}, as_json)


@click.command(short_help="Make the files again: the same bytes.")
@register_argument
@year_option
@out_option
@json_option
def documents(register: Path, year: Year, out: Path, as_json: bool) -> None:
    """Make the files of a year's documents again: the same bytes as before."""
    with reading(register) as opened:
        issued, kept = documents_of(opened, year), kept_files(opened)
        since = changes_since_issue(opened, issued)
    made = make_files(issued, out, kept=kept)
    for sentence in differing(made, kept):
        remark(sentence)
    say_documents(issued, {file.document.id: file for file in made}, as_json, since)

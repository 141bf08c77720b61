"""Commands for what leaves the house: pro formas, e-mail drafts, one PDF to print."""

from datetime import date
from pathlib import Path

import click

from loti_admin.commands.opening import make_folder, reading
from loti_admin.commands.output import remark, say, say_json
from loti_admin.commands.values import (
    DAY,
    PATH,
    json_option,
    out_option,
    register_argument,
    year_option,
)
from loti_admin.domain.dates import Year, long_date
from loti_admin.errors import NothingToDo
from loti_admin.services.documents import MadePdf, differing, kept_files
from loti_admin.services.pro_formas import ProFormas, make_pro_formas, plan_pro_formas
from loti_admin.services.sending import (
    chosen_documents,
    email_drafts,
    write_emails,
    write_joined,
)

number_option = click.option(
    "--number", "numbers", multiple=True, help="Only this document; may be given several times."
)


@click.command(short_help="Make pro formas, to raise orders from.")
@register_argument
@year_option
@out_option
@click.option("--on", "on", type=DAY, help="The day of the invoices; the charge date unless said.")
@click.option("--order-by", type=DAY, help="The last day for the number of an order.")
@click.option("--without-order", is_flag=True, help="Only for who has given no number yet.")
@click.option("--emails", is_flag=True, help="Make an e-mail draft for each as well.")
@json_option
def proforma(
    register: Path,
    year: Year,
    out: Path,
    on: date | None,
    order_by: date | None,
    without_order: bool,
    emails: bool,
    as_json: bool,
) -> None:
    """Make a pro forma of every invoice to come. The register stays as it is."""
    with reading(register) as opened:
        try:
            plan = plan_pro_formas(opened, year, on, order_by=order_by, without_order=without_order)
        except NothingToDo as nothing:
            if as_json:
                remark(str(nothing))
                say_json([])
            else:
                say(str(nothing))
            return
        letters = email_drafts(opened, plan.drafts, plan.look) if emails else None
    make_folder(out)
    for problem in plan.left_out:
        remark(problem.message)
    paths = make_pro_formas(plan.drafts, plan.look, out)
    if letters is not None:
        for problem in letters.problems:
            remark(problem.message)
        write_emails(letters.drafts, out)
    _say_pro_formas(plan, paths, as_json)
    if letters is not None and not as_json:
        say(_counted(len(letters.drafts), "e-mail draft"))


def _say_pro_formas(plan: ProFormas, paths: list[Path], as_json: bool) -> None:
    if as_json:
        say_json(
            [
                {
                    "code": draft.code,
                    "organisation": draft.organisation,
                    "net": draft.net.plain(),
                    "vat": draft.vat.plain(),
                    "gross": draft.gross.plain(),
                    "invoice_follows": draft.on.isoformat(),
                    "purchase_order": draft.purchase_order,
                    "file": str(path),
                }
                for draft, path in zip(plan.drafts, paths, strict=True)
            ]
        )
        return
    for draft, path in zip(plan.drafts, paths, strict=True):
        say(f"{draft.organisation}: {draft.gross.text}, {path.name}")
    say(f"{_counted(len(paths), 'pro forma')}; the invoices follow on {long_date(plan.on)}.")


@click.command(short_help="Make e-mail drafts with the documents.")
@register_argument
@year_option
@out_option
@number_option
def drafts(register: Path, year: Year, out: Path, numbers: tuple[str, ...]) -> None:
    """Make one e-mail draft for each member with its documents of the year attached. Nothing is sent."""
    with reading(register) as opened:
        letters = email_drafts(opened, chosen_documents(opened, year, numbers))
        kept = kept_files(opened)
    make_folder(out)
    for problem in letters.problems:
        remark(problem.message)
    attached: list[MadePdf] = []
    paths = write_emails(letters.drafts, out, attached=attached)
    for draft, path in zip(letters.drafts, paths, strict=True):
        say(f"{draft.to}: {path.name}")
    for sentence in differing(attached, kept):
        remark(sentence)
    say(f"{_counted(len(letters.drafts), 'e-mail draft')}. Nothing was sent.")


@click.command(short_help="Put the documents into one PDF to print.")
@register_argument
@year_option
@click.argument("file", type=PATH)
@number_option
def joined(register: Path, year: Year, file: Path, numbers: tuple[str, ...]) -> None:
    """Put the year's documents into one PDF, with a covering list in front."""
    with reading(register) as opened:
        documents = chosen_documents(opened, year, numbers)
        today = opened.now().date()
    write_joined(documents, file, today)
    say(f"{_counted(len(documents), 'document')} in {file}")


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"

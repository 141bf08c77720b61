"""How `fees` and `issue` show their results to people."""

from collections.abc import Mapping, Sequence
from typing import Any

from loti_admin.commands.output import say, say_json, say_table
from loti_admin.domain.charges import Charge, FeeRun
from loti_admin.domain.dates import long_date
from loti_admin.domain.document_words import KIND_NAMES, counted
from loti_admin.domain.grammar import listed
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import total
from loti_admin.errors import Severity
from loti_admin.services.documents import MadeFile
from loti_admin.services.fee_list import is_approved
from loti_admin.services.fees import YearFees
from loti_admin.services.last_year import Change
from loti_admin.services.since_issue import since_issue_text


def say_fees(fees: YearFees, *, with_reasons: bool) -> None:
    """The fees as a table, the totals, and the problems, one a line."""
    run = fees.run
    state = "approved" if is_approved(fees) else "not approved"
    say(f"Fees {run.year}, charge date {long_date(run.charge_date)}, {state}")
    say()
    if not run.charges:
        say(f"No organisation is a member in {run.year}, so there are no fees.")
    elif with_reasons:
        for charge in run.charges:
            _say_reasons(charge)
    else:
        _say_table(fees)
    if run.charges:
        say()
        say(run_totals(run))
    for problem in run.problems:
        say(f"{'Blocks' if problem.severity is Severity.BLOCKS else 'Note'}: {problem.message}")


def run_totals(run: FeeRun) -> str:
    """Who is charged and the sums of everything, contributions included."""
    others = len({charge.organisation_id for charge in run.charges}) - run.boroughs
    who = [f"{run.boroughs} borough{'' if run.boroughs == 1 else 's'}"]
    if others:
        who.append("1 contributor" if others == 1 else f"{others} contributors")
    return f"{listed(who)} · net {run.net.text} · VAT {run.vat.text} · with VAT {run.gross.text}"


def _say_table(fees: YearFees) -> None:
    rows = [
        (
            charge.organisation,
            charge.rule.value.replace("_", " "),
            charge.service,
            charge.share.text,
            str(charge.net),
            str(charge.vat),
            str(charge.gross),
            fees.issued[charge.key].number if charge.key in fees.issued else charge.document.value,
        )
        for charge in fees.run.charges
    ]
    heads = ("Organisation", "Rule", "Service", "Share", "Net £", "VAT £", "With VAT £", "Document")
    say_table(heads, rows, right=(3, 4, 5, 6))


def _say_reasons(charge: Charge) -> None:
    say(f"{charge.organisation}: {charge.net.text} net, {charge.gross.text} with VAT")
    for reason in charge.reasons:
        say(f"  {reason.text}")


def say_documents(
    documents: Sequence[Document],
    files: Mapping[int, MadeFile],
    as_json: bool,
    since: Mapping[int, Sequence[Change]] | None = None,
) -> None:
    """Documents with their files (by the document's id; none for one whose file could not be made), and the totals.

    `since` is what of each is otherwise today, where that is to be said.
    """
    if as_json:
        rows = [_document_to_plain(document, files) for document in documents]
        if since is not None:
            for document, row in zip(documents, rows, strict=True):
                row["changed_since"] = [change.text for change in since.get(document.id, ())]
        say_json(rows)
        return
    cells = [
        (d.number, d.organisation, str(d.gross), files[d.id].path.name if d.id in files else "")
        for d in documents
    ]
    say_table(("Number", "Organisation", "With VAT £", "File"), cells, right=(2,))
    say()
    # Credit notes stand with positive amounts, so a sum over all kinds would mean nothing.
    for kind in KIND_NAMES:
        own = [document for document in documents if document.kind is kind]
        if own:
            net, vat, gross = (
                total(getattr(d, part) for d in own).text for part in ("net", "vat", "gross")
            )
            say(f"{counted(own)} · net {net} · VAT {vat} · with VAT {gross}")
    if files:
        say(f"Files in {next(iter(files.values())).path.absolute().parent}")
    for document in documents:
        changes = (since or {}).get(document.id, ())
        if changes:
            say(f"{document.number}: {since_issue_text(document, changes)}")


def _document_to_plain(document: Document, files: Mapping[int, MadeFile]) -> dict[str, Any]:
    made = files.get(document.id)
    return {
        "number": document.number,
        "code": document.code,
        "organisation": document.organisation,
        "net": document.net.plain(),
        "vat": document.vat.plain(),
        "gross": document.gross.plain(),
        "date": document.on.isoformat(),
        "due": document.due.isoformat(),
        "file": str(made.path.absolute()) if made else "",
        "sha256": made.sha256 if made else "",
    }

"""A year's fees as plain values, for programs, and as a CSV file, for a spreadsheet."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from loti_admin.documents.cells import csv_text
from loti_admin.domain.charges import Charge, FeeRun
from loti_admin.errors import Problem
from loti_admin.services.fees import YearFees

HEADS = (
    "code",
    "organisation",
    "rule",
    "service",
    "list price",
    "share",
    "adjustment",
    "net",
    "vat",
    "gross",
    "document",
    "covers from",
    "covers to",
    "reasons",
)


def is_approved(fees: YearFees) -> bool:
    """Whether the fees as they stand are approved; a joiner since then is priced by what was approved."""
    return fees.approval is not None and not fees.changed


def fees_to_plain(fees: YearFees) -> dict[str, Any]:
    """The fees for JSON: amounts as texts with two decimals, days as ISO texts. The names are fixed."""
    run = fees.run
    return {
        "year": run.year,
        "charge_date": run.charge_date.isoformat(),
        "approved": is_approved(fees),
        "charges": [_charge(charge) for charge in run.charges],
        "problems": [_problem(problem) for problem in run.problems],
        "totals": {
            "boroughs": run.boroughs,
            "net": run.net.plain(),
            "vat": run.vat.plain(),
            "gross": run.gross.plain(),
        },
    }


def write_fee_list(run: FeeRun, path: Path) -> None:
    """One row for each charge, in UTF-8 with a mark that Excel knows. Raises FileTrouble."""
    from loti_admin.documents.files import write_aside

    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(_row(charge) for charge in run.charges)
    write_aside(path, text.getvalue().encode("utf-8-sig"))


def _row(charge: Charge) -> list[str]:
    covers = [day.isoformat() if day else "" for day in (charge.covers.start, charge.covers.end)]
    return [
        csv_text(charge.code),
        csv_text(charge.organisation),
        charge.rule.value,
        csv_text(charge.service),
        charge.list_price.plain(),
        # Excel would make a date of 9/12; the fraction's two halves apart stay what they are.
        f"{charge.share.numerator} of {charge.share.denominator}",
        charge.adjustment.plain(),
        charge.net.plain(),
        charge.vat.plain(),
        charge.gross.plain(),
        charge.document.value,
        *covers,
        csv_text(_spaced(" ".join(reason.text for reason in charge.reasons))),
    ]


def _charge(charge: Charge) -> dict[str, Any]:
    return {
        "code": charge.code,
        "organisation": charge.organisation,
        "rule": charge.rule.value,
        "service": charge.service,
        "list_price": charge.list_price.plain(),
        "share": charge.share.text,
        "net": charge.net.plain(),
        "vat": charge.vat.plain(),
        "gross": charge.gross.plain(),
        "document": charge.document.value,
        "reasons": [_spaced(reason.text) for reason in charge.reasons],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": _spaced(problem.message),
    }


def _spaced(text: str) -> str:
    """With ordinary spaces: the no-break ones are for paper and windows, and a program would not find the words."""
    return text.replace("\u00a0", " ")

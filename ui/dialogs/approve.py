"""The question before a year's fees are approved, with the numbers."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from loti_admin.domain.charges import FeeApproval
from loti_admin.domain.grammar import how_many
from loti_admin.domain.money import ZERO, total
from loti_admin.domain.organisations import Kind
from loti_admin.services.fees import YearFees, keep_approval, prepare_approval
from ui.kit.dialog import ConfirmDialog, Line
from ui.session import Session

_CONTRIBUTORS = (Kind.GLA, Kind.LONDON_COUNCILS)
_MOST_WARNINGS = 3


def approve_dialog(session: Session, fees: YearFees, parent: QWidget) -> ConfirmDialog:
    """Asks, and approves what the register holds then."""
    run = fees.run
    count = len(run.charges)
    what = how_many(count, "fee")
    again = " again" if fees.approval else ""

    register, year = session.register, session.year

    def approve() -> None:
        reader, key = session.reader, ("approve", year)
        reader.read(key, lambda: prepare_approval(register, year), keep, parent)
        if reader.is_busy(key):
            session.say("Approving the fees…")

    def keep(prepared: FeeApproval) -> None:
        approval = keep_approval(register, year, prepared)
        session.say(f"Fees of {approval.year} approved", undo=True)

    return ConfirmDialog(
        f"Approve {what} of {run.gross.text}{again}?",
        f"Approve {what}",
        approve,
        parent,
        sentence=f"This fixes the prices of {run.year} and what each pays, with the records they follow from. "
        "It can be undone until something is issued from it.",
        lines=_lines(fees),
        warnings=_warnings([p.message for p in run.problems if not p.blocks]),
    )


def _lines(fees: YearFees) -> list[Line]:
    run = fees.run
    contributions = [c for c in run.charges if c.kind in _CONTRIBUTORS]
    others = total(c.net for c in run.charges) - total(c.net for c in contributions)
    boroughs = how_many(run.boroughs, "council")
    lines = [Line(f"Net, {boroughs}", str(others))]
    given = total(c.net for c in contributions)
    if given > ZERO:
        lines.append(Line("Contributions", str(given)))
    lines.append(Line("VAT", str(run.vat)))
    lines.append(Line("To pay", str(run.gross), strong=True))
    return lines


def _warnings(messages: Sequence[str]) -> list[str]:
    left = len(messages) - _MOST_WARNINGS
    more = [f"And {left} more to look at, listed on the page."] if left > 0 else []
    return [*messages[:_MOST_WARNINGS], *more]

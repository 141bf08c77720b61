"""The one banner of the page Fees, and the strip of figures: what stands in the way, and what the year comes to."""

from dataclasses import dataclass

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import how_many, listed
from loti_admin.domain.money import ZERO, Money
from ui.kit.message_bar import Message
from ui.pages.fees.rows import FeesView

# What the banner's button leads to when it is not a record.
SHOW_ALL = "all"
APPROVE = "approve"
DECIDE = "decide"
RECALCULATE = "recalculate"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Banner:
    """`target` is a record, SHOW_ALL for the list of everything, or an act: DECIDE, APPROVE, RECALCULATE."""

    title: str
    sentence: str
    action: str
    target: str
    kind: Message = Message.WARN


def banner_of(view: FeesView) -> Banner | None:
    """What the officer has to do before the fees can be approved or issued; None if nothing."""
    if view.decisions:
        return _decide(view)
    if view.blocking:
        return _put_right(view)
    if view.fees.approval and (view.fees.changed or view.gone):
        return _changed(view)
    if view.fees.differing:
        return _differing(view)
    return None


def figures_of(view: FeesView, *, short: bool = False) -> tuple[tuple[str, str], ...]:
    """The strip under the title: the councils' fees, with the contributions apart. `short` for narrow windows."""
    gross = (view.net + view.vat).text, "gross"
    figures = [gross] if short else [(view.net.text, "net"), (view.vat.text, "VAT"), gross]
    figures.append((_more(view.more), f"on {view.year.previous}"))
    if view.contributions and not short:
        figures.append((view.contributions.text, "contributions"))
    return tuple(figures)


def approved_words(view: FeesView) -> str:
    """By whom and when the fees were approved last, and how many are billed."""
    approval = view.fees.approval
    if approval is None:
        return ""
    at = approval.at.astimezone()
    words = f"Approved by {approval.by} on {long_date(at.date())} at {at:%H:%M}"
    return f"{words}, {view.billed} of {view.billable} issued" if view.billed else words


def _decide(view: FeesView) -> Banner:
    count = len(view.decisions)
    what = f"{how_many(count, 'decision')} needed"
    first = view.decisions[0]
    return Banner(
        f"{what} before these fees can be approved{_again(view)}",
        first.sentence,
        "Decide…",
        DECIDE,
    )


def _put_right(view: FeesView) -> Banner:
    count = len(view.blocking)
    what = how_many(count, "thing")
    return Banner(
        f"{what} to put right before these fees can be approved{_again(view)}",
        view.blocking[0].message,
        "Show it…" if count == 1 else "Show all…",
        SHOW_ALL,
    )


def _changed(view: FeesView) -> Banner:
    """What was approved, and what it is now; a charge that fell away is told by its absence."""
    told = []
    for charge in view.fees.changed:
        before = view.fees.approved[charge.key].net
        told.append(f"{charge.organisation} from {before.text} to {charge.net.text}")
    told += [f"{charge.organisation} is no longer charged" for charge in view.gone]
    count = len(told)
    left = count - _MOST_NAMED
    named = ", ".join(told[:_MOST_NAMED]) + (f" and {left} more" if left > 0 else "")
    verb = "fee has" if count == 1 else "fees have"
    return Banner(
        f"{count} {verb} changed since the approval",
        f"{named}. Approve the fees again before you issue.",
        "Approve again…",
        APPROVE,
    )


def _differing(view: FeesView) -> Banner:
    """What was billed stands unless the officer wants it otherwise, so this is no warning."""
    names = [view.fees.billed[key].first.organisation for key in view.fees.differing]
    count = len(names)
    left = count - _MOST_NAMED
    more = [f"{left} more"] if left > 0 else []
    return Banner(
        "1 fee is not what was billed" if count == 1 else f"{count} fees are not what was billed",
        f"{listed([*names[:_MOST_NAMED], *more])}. What was billed stands until you correct it.",
        "Correct it…",
        RECALCULATE,
        Message.INFO,
    )


def _again(view: FeesView) -> str:
    return " again" if view.fees.approval else ""


def _more(amount: Money) -> str:
    """`+£52,500.00`, `−£7,500.00`; "±£0.00" would be odd, so nothing more is £0.00."""
    return f"+{amount.text}" if amount > ZERO else amount.text

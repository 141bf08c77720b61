"""Which page shows a record: the one place that knows, so that no page has to know another.

Two kinds of targets open a dialog of the frame in place of a page: `schedule/2026-27`, and `settings` or
`settings/bank` with a section of the settings. A target's record may belong to another year, which is then shown.
"""

from loti_admin.domain.dates import Year
from loti_admin.storage.register import Register

PAGE_OF = {
    "organisation": "members",
    "membership": "members",
    "contact": "members",
    "person": "members",
    "service": "shared-it",
    "charge": "fees",
    "adjustment": "fees",
    "document": "invoices",
    "receipt": "payments",
    "grant": "budget",
    "budget-line": "budget",
    "activity": "activities",
    "change": "safety",
}


def page_for(target: str) -> str:
    """The page's key for a target: `organisation/3` is shown by `members`; a page's own key is itself."""
    kind = target.partition("/")[0]
    return PAGE_OF.get(kind, kind)


def year_of(register: Register, target: str) -> Year | None:
    """The year that a target's record belongs to; None for what belongs to no year, or is gone."""
    kind, _, number = target.partition("/")
    if not number.isdecimal():
        return None
    if kind == "document":
        document = register.documents.find(int(number))
        return Year.parse(document.year) if document else None
    if kind == "grant":
        grant = register.grants.find(int(number))
        return Year.parse(grant.year) if grant else None
    if kind == "budget-line":
        line = register.budget_lines.find(int(number))
        return Year.parse(line.year) if line else None
    if kind == "adjustment":
        adjustment = register.adjustments.find(int(number))
        return Year.parse(adjustment.year) if adjustment else None
    return None

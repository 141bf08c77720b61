"""Before you issue: what has to be in order, one line each, with the way to put it right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loti_admin.domain.dates import long_date
from loti_admin.domain.grammar import listed, sentence_start
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money, total
from loti_admin.domain.settings import KEYS, missing_to_issue
from loti_admin.errors import Problem
from loti_admin.pace import paced, rest
from loti_admin.services.fees import YearFees
from loti_admin.storage.backups import backups_of
from loti_admin.storage.register import Register
from ui.pages.invoices.rows import InvoicesView

# Selects the drafts that a check is about, in place of leading to a record.
SELECT = "select:"
_MOST_NAMED = 3


class Standing(StrEnum):
    """Whether a check is in order, wants a look, or stops the issue."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Check:
    """One line; `words` and `target` are those of its link."""

    standing: Standing
    text: str
    words: str = ""
    target: str = ""


def checks_of(register: Register, view: InvoicesView) -> tuple[Check, ...]:
    """Every check, in the order in which they are put right."""
    checks = [_approved(view)]
    for check in (_fees, _day, _addresses, _pages):
        rest()
        checks += check(view)
    checks.append(_issuer(register, view.plan.on))
    for check in (_orders, _numbers, _later):
        rest()
        checks += check(view)
    return (*checks, _backup(register))


def of_code(view: InvoicesView, code: str) -> str:
    """The target of an organisation that has a draft; "" if it has none."""
    found = (row.document for row in view.drafts if row.document.code == code)
    return next((f"organisation/{document.organisation_id}" for document in found), "")


def _approved(view: InvoicesView) -> Check:
    fees, drafts = view.plan.fees, view.plan.drafts
    if fees.approval is None:
        text = f"The fees of {view.year} are not approved"
        return Check(Standing.BLOCK, text, "Show fees", "fees")
    if fees.changed:
        names = _named([charge.organisation for charge in fees.changed])
        text = f"Fees have changed since they were approved: {names}"
        return Check(Standing.BLOCK, text, "Show fees", "fees")
    on = long_date(fees.approval.at.astimezone().date())
    gross = total(draft.gross for draft in drafts)
    approved = _approved_gross(fees, drafts)
    if gross == approved:
        return Check(Standing.OK, f"The total of {gross.text} equals the fees approved on {on}")
    # The rate of VAT is that of the tax point, which can differ from the rate of the charge date.
    text = (
        f"The total is {gross.text}; approved on {on} were {approved.text}, by another rate of VAT"
    )
    return Check(Standing.WARN, text, "Show fees", "fees")


def _approved_gross(fees: YearFees, drafts: Iterable[Document]) -> Money:
    """As they were approved; a joiner since then has the fee that follows from the approved prices."""
    present = {charge.key: charge for charge in paced(fees.run.charges)}
    keys = ((draft.organisation_id, draft.membership_id) for draft in paced(drafts))
    return total(fees.approved.get(key, present[key]).gross for key in keys)


def _fees(view: InvoicesView) -> list[Check]:
    """What stops the fees themselves: decisions, credits above the fee."""
    blocking = [p for p in view.plan.fees.run.problems if p.blocks]
    if not blocking:
        return []
    if len(blocking) == 1:
        return [Check(Standing.BLOCK, blocking[0].message, "Show fees", "fees")]
    text = f"{len(blocking)} fees cannot be issued as they are"
    return [Check(Standing.BLOCK, text, "Show fees", "fees")]


def _day(view: InvoicesView) -> list[Check]:
    """A day that cannot be, or that was hardly meant."""
    on = view.plan.on
    if view.is_too_early and view.last_given is not None:
        text = f"Numbers were given on {long_date(view.last_given)} already; choose that day or a later one"
        return [Check(Standing.BLOCK, text)]
    schedule = view.plan.fees.inputs.schedule
    first, last = view.year.financial_period().start, schedule.period.end
    if (first and on < first) or (last and on > last):
        return [Check(Standing.WARN, f"{long_date(on)} lies outside the year {view.year}")]
    return []


def _addresses(view: InvoicesView) -> list[Check]:
    drafts = view.plan.drafts
    without = [p for p in view.plan.blocking if p.field == "address"]
    if not drafts:
        return []
    have = f"{len(drafts) - len(without):,} of {len(drafts):,} have an invoice name and an address"
    if not without:
        return [Check(Standing.OK, have)]
    names = _named(_names(view, without))
    return [_led(view, f"No invoice address: {names}", without)]


def _pages(view: InvoicesView) -> list[Check]:
    """What could not be printed or read on its page: the issuer's texts, and those of single documents."""
    found = [p for p in view.plan.blocking if p.code and p.field not in ("", "address")]
    # The issuer's texts stand on every page, so the first sentence says it all.
    issuers = [p for p in found if p.field in KEYS][:1]
    checks = []
    for problem in issuers:
        text = problem.message.partition(": ")[2]
        checks.append(
            Check(Standing.BLOCK, sentence_start(text), "Open settings…", "settings/issuer")
        )
    own = [p for p in found if p.field not in KEYS]
    if len(own) == 1:
        checks.append(_led(view, own[0].message, own))
    elif own:
        checks.append(_led(view, f"Pages that cannot be printed: {_named(_names(view, own))}", own))
    return checks


def _issuer(register: Register, on: date) -> Check:
    missing = missing_to_issue(register.settings.all(), on)
    if not missing:
        return Check(
            Standing.OK, f"VAT number and bank details of {long_date(on)} are on every page"
        )
    names = listed(title if title.startswith("VAT") else title.lower() for title in missing)
    bank = all(title in ("Sort code", "Account number", "IBAN") for title in missing)
    section = "settings/bank" if bank else "settings/issuer"
    return Check(Standing.BLOCK, f"Not set yet: {names}", "Open settings…", section)


def _orders(view: InvoicesView) -> list[Check]:
    if not view.drafts:
        return []
    missing = [row.document for row in view.drafts if row.order_missing]
    if not missing:
        return [Check(Standing.OK, "Every council that needs a purchase order has one")]
    names = _named([document.organisation for document in missing])
    verb = "has" if len(missing) == 1 else "have"
    say = "says it needs one" if len(missing) == 1 else "say they need one"
    codes = ",".join(document.code for document in missing)
    text = f"{len(missing)} {verb} no purchase order: {names} {say}"
    return [
        Check(
            Standing.WARN, text, "Show them" if len(missing) > 1 else "Show it", f"{SELECT}{codes}"
        )
    ]


def _numbers(view: InvoicesView) -> list[Check]:
    return [Check(Standing.WARN, sentence) for sentence in view.trouble[:_MOST_NAMED]]


def _later(view: InvoicesView) -> list[Check]:
    later = view.plan.later
    if not later:
        return []
    first = min(charge.fixed_on for charge in later)
    names = _named([charge.organisation for charge in later])
    text = f"Not yet due: {names}, from {long_date(first)}"
    return [Check(Standing.INFO, text)]


def _backup(register: Register) -> Check:
    if register.path is None:
        return Check(Standing.INFO, "This register is in memory only, so no backup is made")
    kept = backups_of(register.path)
    last = f"; the last one is of {_when(kept[0].at, register.now())}" if kept else ""
    return Check(
        Standing.OK, f"A backup is made and checked before the first number is given{last}"
    )


def _when(at: datetime, now: datetime) -> str:
    """`10:40` today, else the day."""
    return f"{at:%H:%M} today" if at.date() == now.date() else long_date(at.date())


def _led(view: InvoicesView, text: str, problems: list[Problem]) -> Check:
    codes = list(dict.fromkeys(problem.code for problem in problems))
    if len(codes) == 1 and of_code(view, codes[0]):
        return Check(Standing.BLOCK, text, "Show it", of_code(view, codes[0]))
    return Check(Standing.BLOCK, text, "Show them", SELECT + ",".join(codes))


def _names(view: InvoicesView, problems: list[Problem]) -> list[str]:
    names = {row.document.code: row.name for row in view.drafts}
    return list(dict.fromkeys(names.get(problem.code, problem.code) for problem in problems))


def _named(names: list[str]) -> str:
    """The first few by name, the others by number."""
    left = len(names) - _MOST_NAMED
    return f"{', '.join(names[:_MOST_NAMED])} and {left} more" if left > 0 else listed(names)

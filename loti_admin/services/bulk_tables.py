"""The lists whose cells can be typed into, and their fields: a new one is one line here and a column on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from loti_admin.domain.activities import Activity, check_activity
from loti_admin.domain.budget import SUBJECTIVE_GROUPS, BudgetLine, check_budget_line
from loti_admin.domain.dates import Year
from loti_admin.domain.organisations import Organisation, check_organisation
from loti_admin.errors import Problem
from loti_admin.imports import cells as reading
from loti_admin.services.bulk_edit import (
    CellField,
    EditableTable,
    amount,
    day,
    fields_by_key,
    yes_or_no,
)
from loti_admin.services.members import raise_if_any, set_purchase_order
from loti_admin.storage.register import Register

LONGEST_POSTCODE, LONGEST_NUMBER = 10, 20


def _postcode(text: str) -> str:
    return reading.line(text, LONGEST_POSTCODE).upper()


def _number(text: str) -> str:
    return reading.line(text, LONGEST_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCells:
    """An organisation, and the number of its purchase order for one year."""

    organisation: Organisation
    purchase_order: str


class MemberTable(EditableTable[MemberCells]):
    """What is known of organisations, and their purchase orders for `year`."""

    noun = ("member", "members")
    fields: ClassVar[Mapping[str, CellField]] = fields_by_key(
        CellField(key="purchase_order", title="Purchase order"),
        yes_or_no("purchase_order_required", "Pays only with a purchase order"),
        CellField(key="buyer_reference", title="Buyer reference"),
        CellField(key="invoice_name", title="Name on the invoice"),
        CellField(key="address", title="Invoice address", parse=reading.address),
        CellField(key="postcode", title="Postcode", parse=_postcode),
        CellField(key="invoice_email", title="E-mail address for invoices", parse=reading.email),
        CellField(key="vat_number", title="VAT number", parse=_number),
        CellField(key="account_code", title="Account code"),
        CellField(key="short_name", title="Short name"),
        day("charter_agreed", "Charter agreed on"),
        day("payment_confirmed", "Yearly payment confirmed on"),
        CellField(key="notes", title="Notes", parse=reading.text),
    )

    def __init__(self, year: Year) -> None:
        self.year = year

    def rows(self, register: Register, ids: Iterable[int]) -> dict[int, MemberCells]:
        wanted = set(ids)
        if len(wanted) == 1:
            (id,) = wanted
            found = register.organisations.find(id)
            order = register.purchase_orders.first(organisation_id=id, year=self.year.label)
            number = order.number if order else ""
            return {id: MemberCells(organisation=found, purchase_order=number)} if found else {}
        orders = {
            order.organisation_id: order.number
            for order in register.purchase_orders.where(year=self.year.label)
        }
        return {
            organisation.id: MemberCells(
                organisation=organisation, purchase_order=orders.get(organisation.id, "")
            )
            for organisation in register.organisations.all()
            if organisation.id in wanted
        }

    def name(self, row: MemberCells) -> str:
        return row.organisation.display_name

    def check(self, register: Register, row: MemberCells) -> list[Problem]:
        return check_organisation(row.organisation)

    def save(self, register: Register, before: MemberCells, after: MemberCells) -> None:
        if after.organisation != before.organisation:
            register.organisations.save(after.organisation)
        if after.purchase_order != before.purchase_order:
            set_purchase_order(register, after.organisation.id, self.year, after.purchase_order)

    def value(self, row: MemberCells, key: str) -> Any:
        return row.purchase_order if key == "purchase_order" else getattr(row.organisation, key)

    def changed(self, row: MemberCells, key: str, value: Any) -> MemberCells:
        if key == "purchase_order":
            return replace(row, purchase_order=value)
        made: Organisation = replace(row.organisation, **{key: value})
        return replace(row, organisation=made)


class BudgetLineTable(EditableTable[BudgetLine]):
    """Lines of the budget; amounts are typed in pounds."""

    noun = ("budget line", "budget lines")
    fields: ClassVar[Mapping[str, CellField]] = fields_by_key(
        CellField(key="line", title="Line", needed="Type what the line is for."),
        CellField(
            key="group",
            title="Group",
            needed=f"Choose a group: {', '.join(SUBJECTIVE_GROUPS)}.",
        ),
        amount("original", "Budget"),
        amount("variations", "Variations"),
        amount("actual", "Actual"),
        amount("forecast", "Forecast"),
        yes_or_no("restricted", "Restricted"),
        CellField(key="note", title="Note", parse=reading.text),
    )

    def rows(self, register: Register, ids: Iterable[int]) -> dict[int, BudgetLine]:
        found = (register.budget_lines.find(id) for id in ids)
        return {line.id: line for line in found if line is not None}

    def name(self, row: BudgetLine) -> str:
        return row.line

    def check(self, register: Register, row: BudgetLine) -> list[Problem]:
        problems = check_budget_line(row)
        same = register.budget_lines.first(
            year=row.year, side=row.side, group=row.group, line=row.line
        )
        if same and same.id != row.id:
            message = f"{row.line} is in {row.group} of {row.year} already."
            problems.append(Problem(message, field="line"))
        return problems

    def save(self, register: Register, before: BudgetLine, after: BudgetLine) -> None:
        # Again, because two edits of one step may have made the same line.
        raise_if_any(self.check(register, after))
        register.budget_lines.save(after)


class ActivityTable(EditableTable[Activity]):
    """Activities; the budget is typed in pounds."""

    noun = ("activity", "activities")
    fields: ClassVar[Mapping[str, CellField]] = fields_by_key(
        CellField(key="name", title="Name", needed="Type a name for the activity."),
        CellField(key="lead", title="Lead"),
        day("start", "Begins"),
        day("end", "Ends"),
        amount("budget", "Budget"),
        CellField(key="notes", title="Notes", parse=reading.text),
    )

    def rows(self, register: Register, ids: Iterable[int]) -> dict[int, Activity]:
        found = (register.activities.find(id) for id in ids)
        return {activity.id: activity for activity in found if activity is not None}

    def name(self, row: Activity) -> str:
        return row.name

    def check(self, register: Register, row: Activity) -> list[Problem]:
        problems = check_activity(row)
        same = register.activities.first(way=row.way, name=row.name)
        if same and same.id != row.id:
            problems.append(Problem(f"There is a {row.way} called {row.name}.", field="name"))
        return problems

    def save(self, register: Register, before: Activity, after: Activity) -> None:
        raise_if_any(self.check(register, after))
        register.activities.save(after)

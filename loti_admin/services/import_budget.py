"""The sheets Grants, Budget and Receipts."""

from dataclasses import replace
from typing import Any

from loti_admin.domain.budget import BudgetLine, Grant, Side, check_budget_line, check_grant
from loti_admin.domain.invoices import Document, DocumentKind
from loti_admin.domain.receipts import Receipt, check_receipt
from loti_admin.imports.rows import Row
from loti_admin.imports.sheets import Fund
from loti_admin.services.import_context import Importing, given
from loti_admin.services.import_plan import Ids
from loti_admin.services.receipts import record_receipt

_GRANT = {name: name for name in ("restricted", "agreed", "received")}
_LINE = {name: name for name in ("original", "variations", "actual", "forecast", "note")}


def grant_row(importing: Importing, row: Row) -> bool | None:
    """One grant of an organisation for one year, by name."""
    grants = importing.plan.grants
    organisation = importing.referred(row)
    if organisation is None:
        return None
    name, year = row.text("name"), row.text("year")
    known = next(
        (
            grant
            for grant in grants.where("organisation_id", organisation.id)
            if grant.year == year and grant.name.casefold() == name.casefold()
        ),
        None,
    )
    values: dict[str, Any] = given(row, _GRANT)
    grant = known or Grant(organisation_id=organisation.id, name=name, year=year)
    grant = replace(grant, **values)
    if not importing.check(row, check_grant(grant)):
        return None
    stored = importing.put(row, grants, grant, "organisation")
    return None if stored is None else known is None


def budget_row(importing: Importing, row: Row) -> bool | None:
    """One line of a year's budget, by side, group and name."""
    lines = importing.plan.budget_lines
    side = row.choice("side", Side)
    if side is None:
        return None
    year, group, name = row.text("year"), row.text("group"), row.text("line")
    known = next(
        (
            line
            for line in lines.where("line", name)
            if (line.year, line.side) == (year, side) and line.group.casefold() == group.casefold()
        ),
        None,
    )
    values: dict[str, Any] = given(row, _LINE)
    fund = row.choice("fund", Fund)
    if fund is not None:
        values["restricted"] = fund is Fund.RESTRICTED
    line = known or BudgetLine(year=year, side=side, group=group, line=name)
    line = replace(line, **values)
    if not importing.check(row, check_budget_line(line)):
        return None
    stored = importing.put(row, lines, line, "line")
    return None if stored is None else known is None


class ReceiptRows:
    """Books the receipts of one import that are not booked yet; each booked one stands for one row only."""

    def __init__(self) -> None:
        self._matched: set[int] = set()
        self._documents: dict[str, Document] | None = None

    def __call__(self, importing: Importing, row: Row) -> bool | None:
        organisation_id = 0
        if row.text("organisation"):
            organisation = importing.referred(row)
            if organisation is None:
                return None
            organisation_id = organisation.id
        number = self._number(importing, row)
        if number is None:
            return None
        on, amount = row.day("on"), row.money("amount")
        if on is None or amount is None:
            return None
        receipt = Receipt(
            on=on, amount=amount, reference=row.text("reference"), organisation_id=organisation_id
        )
        if not importing.check(row, check_receipt(receipt)):
            return None
        booked = self._booked(importing, receipt)
        if booked is not None:
            self._matched.add(booked.id)
            return False

        def book(ids: Ids) -> None:
            record_receipt(
                importing.plan.register,
                receipt.on,
                receipt.amount,
                receipt.reference,
                number=number,
                organisation_id=ids.get(organisation_id, organisation_id),
            )

        importing.plan.later(book)
        return True

    def _number(self, importing: Importing, row: Row) -> str | None:
        """The number of the invoice or request that the row names; "" if none, None if it cannot be paid."""
        named = row.text("invoice")
        if not named:
            return ""
        if self._documents is None:
            documents = importing.plan.register.documents.all()
            self._documents = {document.number.casefold(): document for document in documents}
        document = self._documents.get(named.casefold())
        if document is not None and document.kind is not DocumentKind.CREDIT_NOTE:
            return document.number
        wanted = "the number of an issued invoice or request"
        if document is not None:
            wanted += ", not of a credit note"
        importing.problems.append(row.unexpected("invoice", wanted))
        return None

    def _booked(self, importing: Importing, receipt: Receipt) -> Receipt | None:
        """The same day, amount and reference; where the row names no payer, any."""
        return next(
            (
                booked
                for booked in importing.plan.register.receipts.where(on=receipt.on)
                if booked.id not in self._matched
                and (booked.amount, booked.reference) == (receipt.amount, receipt.reference)
                and receipt.organisation_id in (0, booked.organisation_id)
            ),
            None,
        )

"""The figures of the Expenditure sheet, the result of each year, and the reserves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from loti_admin.documents.workbook.data import (
    CORE,
    ENDS,
    PAY,
    PRICES,
    RESTRICTED,
    WITH_GRANTS,
    SpendingRow,
    WorkbookData,
)
from loti_admin.documents.workbook.numbers import NOTHING, percent, pounds, rounded, summed
from loti_admin.domain.budget import SUBJECTIVE_GROUPS
from loti_admin.pace import cached_property

if TYPE_CHECKING:
    from loti_admin.documents.workbook.figures import Figures, Row

_COLUMNS = (
    "prior", "original", "variations", "revised", "actual", "forecast", "next", "after", "third",
)  # fmt: skip
# An empty budget still shows where spending belongs.
_USUAL_GROUPS = SUBJECTIVE_GROUPS[:7]


class SpendingFigures:
    """What is spent, by group and fund, in pounds."""

    def __init__(self, data: WorkbookData, figures: Figures) -> None:
        self.data = data
        self.figures = figures

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups in use, in the order of the subjective analysis, then others in the order of the lines.

        Compared without regard to capitals, as a spreadsheet compares texts.
        """
        used = {row.group.casefold(): row.group for row in reversed(self.data.spending)}
        known = [group for group in SUBJECTIVE_GROUPS if group.casefold() in used]
        named = {group.casefold() for group in known}
        others = dict.fromkeys(row.group.casefold() for row in self.data.spending)
        return (*known, *(used[key] for key in others if key not in named)) or _USUAL_GROUPS

    def line(self, row: SpendingRow) -> Row:
        revised = pounds(row.original + row.variations)
        found = {
            "prior": pounds(row.prior),
            "original": pounds(row.original),
            "variations": pounds(row.variations),
            "revised": revised,
            "actual": pounds(row.actual),
            "forecast": pounds(row.forecast),
        }
        before = revised
        for index, key in enumerate(("next", "after", "third")):
            before = found[key] = self._later(row, revised, before, index)
        return found

    def _later(self, row: SpendingRow, revised: Fraction, before: Fraction, index: int) -> Fraction:
        planning = self.data.planning
        if row.basis == PAY:
            return rounded(before * (1 + percent(planning.pay)), 0)
        if row.basis == PRICES:
            return rounded(before * (1 + percent(planning.prices)), 0)
        if row.basis == WITH_GRANTS:
            restricted = self.figures.restricted_income
            now, then = restricted["revised"], restricted[("next", "after", "third")[index]]
            return rounded(revised * then / now) if now else NOTHING
        return NOTHING if row.basis == ENDS else before

    @cached_property
    def lines(self) -> tuple[Row, ...]:
        return tuple(self.line(row) for row in self.data.spending)

    def of_group(self, group: str) -> Row:
        return self._sum(lambda row: row.group.casefold() == group.casefold())

    def of_fund(self, fund: str) -> Row:
        return self._sum(lambda row: row.fund == fund)

    @cached_property
    def total(self) -> Row:
        return self._sum(lambda row: True)

    def _sum(self, takes: Callable[[SpendingRow], bool]) -> Row:
        rows = zip(self.data.spending, self.lines, strict=True)
        chosen = [line for row, line in rows if takes(row)]
        return {key: summed(line[key] for line in chosen) for key in _COLUMNS}

    # The year's result and the reserves

    @cached_property
    def income(self) -> Row:
        f = self.figures
        parts = (f.subscriptions, f.core_grants, f.restricted_income, f.other_income)
        return {key: summed(part[key] for part in parts) for key in _COLUMNS}

    @cached_property
    def result(self) -> Row:
        return {key: self.income[key] - self.total[key] for key in _COLUMNS}

    @cached_property
    def core_result(self) -> Row:
        """Income less spending without restricted money, which never reaches the general reserve."""
        f, core = self.figures, self.of_fund(CORE)
        parts = (f.subscriptions, f.core_grants, f.other_income)
        return {key: summed(part[key] for part in parts) - core[key] for key in _COLUMNS}

    @cached_property
    def general_start(self) -> Row:
        opening, core = pounds(self.data.general_reserve.amount), self.core_result
        starts = {
            "prior": opening - core["prior"],
            "original": opening,
            "revised": opening,
            "forecast": opening,
        }
        held = opening + core["forecast"]
        for key in ("next", "after", "third"):
            starts[key] = held
            held += core[key]
        return starts

    @cached_property
    def general_end(self) -> Row:
        return {key: start + self.core_result[key] for key, start in self.general_start.items()}

    @cached_property
    def restricted_start(self) -> Row:
        opening = pounds(self.data.restricted_reserve.amount)
        received, spent = self.figures.restricted_income, self.of_fund(RESTRICTED)
        starts = {"prior": opening - received["prior"] + spent["prior"], "forecast": opening}
        held = opening + received["forecast"] - spent["forecast"]
        for key in ("next", "after", "third"):
            starts[key] = held
            held += received[key] - spent[key]
        return starts

    @cached_property
    def restricted_end(self) -> Row:
        received, spent = self.figures.restricted_income, self.of_fund(RESTRICTED)
        return {
            key: start + received[key] - spent[key] for key, start in self.restricted_start.items()
        }

"""On which row of Summary, Phasing and Reserves a figure stands: the sheets refer to each other by these numbers."""

from dataclasses import dataclass

from loti_admin.documents.workbook.page import FIRST_ROW

INCOME_LABELS = (
    "Subscriptions, recognised",
    "Contributions and core grants",
    "Restricted grants and income",
    "Other income",
)


@dataclass(frozen=True, slots=True)
class SummaryRows:
    """Rows of the Summary for a number of spending groups."""

    groups: int
    subscriptions: int = FIRST_ROW + 1
    core_grants: int = FIRST_ROW + 2
    restricted: int = FIRST_ROW + 3
    other: int = FIRST_ROW + 4
    income: int = FIRST_ROW + 5
    spending_head: int = FIRST_ROW + 6
    first_group: int = FIRST_ROW + 7

    @property
    def last_group(self) -> int:
        return self.first_group + self.groups - 1

    @property
    def spending(self) -> int:
        return self.last_group + 1

    @property
    def result(self) -> int:
        return self.spending + 1

    @property
    def reserve_start(self) -> int:
        return self.result + 2

    @property
    def core_result(self) -> int:
        return self.reserve_start + 1

    @property
    def reserve_end(self) -> int:
        return self.reserve_start + 2

    @property
    def invoiced(self) -> int:
        return self.reserve_end + 2

    @property
    def brought_forward(self) -> int:
        return self.invoiced + 1

    @property
    def in_advance(self) -> int:
        return self.invoiced + 2

    @property
    def recognised(self) -> int:
        return self.invoiced + 3


@dataclass(frozen=True, slots=True)
class PhasingRows:
    """Rows of Phasing for a number of spending groups; months stand in columns B to M, N is the year, O the budget."""

    groups: int
    invoiced: int = FIRST_ROW + 1
    income_head: int = FIRST_ROW + 2
    brought_forward: int = FIRST_ROW + 3
    subscriptions: int = FIRST_ROW + 4
    core_grants: int = FIRST_ROW + 5
    restricted: int = FIRST_ROW + 6
    other: int = FIRST_ROW + 7
    income: int = FIRST_ROW + 8
    spending_head: int = FIRST_ROW + 9
    first_group: int = FIRST_ROW + 10

    @property
    def last_group(self) -> int:
        return self.first_group + self.groups - 1

    @property
    def spending(self) -> int:
        return self.last_group + 1

    @property
    def result(self) -> int:
        return self.spending + 1

    @property
    def income_so_far(self) -> int:
        return self.result + 1

    @property
    def spending_so_far(self) -> int:
        return self.result + 2

    @property
    def profile_head(self) -> int:
        return self.spending_so_far + 2

    @property
    def first_profile(self) -> int:
        """Profile rows: three of income, then one for each group."""
        return self.profile_head + 2

    @property
    def last_profile(self) -> int:
        return self.first_profile + 2 + self.groups

    @property
    def chart(self) -> int:
        return self.last_profile + 2


class ReserveRows:
    """Rows of Reserves; columns B to F are last year, this year's forecast, and three years more."""

    start = FIRST_ROW + 1
    core_result = FIRST_ROW + 2
    end = FIRST_ROW + 3
    smallest = FIRST_ROW + 4
    above = FIRST_ROW + 5
    share = FIRST_ROW + 6
    restricted_head = FIRST_ROW + 7
    restricted_start = FIRST_ROW + 8
    received = FIRST_ROW + 9
    spent = FIRST_ROW + 10
    restricted_end = FIRST_ROW + 11
    chart = FIRST_ROW + 14

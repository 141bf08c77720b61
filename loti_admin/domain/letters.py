"""Letters about money: a statement of account and a reminder, with everything that is printed on them."""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.accounts import Account, OpenDocument
from loti_admin.domain.chasing import Interest
from loti_admin.domain.money import Money
from loti_admin.domain.settings import Supplier

Runs = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Something that changed an account on a day, in pence: `what` it was, and the number or reference it bears."""

    on: date
    amount: Money
    what: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an organisation owes at the end of `on`. `account` stands in `reference`, which is quoted when paying.

    `last` is the day of the statement before, and `since` what happened after it; without one, all that `since` holds
    is of the last year. `paid_up_to` is the last day on which any money was recorded.
    """

    on: date
    organisation: str
    reference: str
    customer_name: str
    customer_address: str
    customer_postcode: str
    supplier: Supplier
    account: Account
    last: date | None = None
    paid_up_to: date | None = None
    since: tuple[Movement, ...] = ()
    email: str = ""
    interest: Interest | None = None
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A letter of level 1 to 3 about documents that are overdue on `on`. The texts are filled in already.

    `earlier` are the reminders before it: title and day. `interest` is shown if it is set, and never charged.
    """

    level: int
    on: date
    answer_by: date
    organisation_id: int
    organisation: str
    reference: str
    customer_name: str
    customer_address: str
    customer_postcode: str
    supplier: Supplier
    documents: tuple[OpenDocument, ...]
    amount: Money
    greeting: str
    opening: Runs
    request: Runs
    obstacles: tuple[str, ...] = ()
    thanks: Runs = ()
    earlier: tuple[tuple[str, date], ...] = ()
    email: str = ""
    interest: Interest | None = None
    example: bool = False

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(entry.document.number for entry in self.documents)

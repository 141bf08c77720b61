"""The sheets of the import workbook as data: the reader and the template both go by these, and by nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from loti_admin.domain.activities import Way
from loti_admin.domain.budget import SUBJECTIVE_GROUPS, Side
from loti_admin.domain.fees import AdjustmentKind, ProRata
from loti_admin.domain.organisations import LONGEST_NAME, Kind
from loti_admin.domain.settings import TYPED_KEYS
from loti_admin.imports import cells
from loti_admin.imports.cells import Parser
from loti_admin.imports.reading import Value

READ_ME = "Read me"


class Shape(StrEnum):
    """How a column looks in the template: `TEXT` keeps Excel from making numbers and dates of what is typed."""

    TEXT = "text"
    LONG = "long"
    AMOUNT = "amount"
    NUMBER = "number"
    DATE = "date"


class Fund(StrEnum):
    CORE = "core"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its name, how its cells are read, and what the template says and offers.

    `parser_for` instead of `parse` chooses the parser by what stands to the left in the same row. `choices` are the
    words of a drop-down; with `open_choices` any other word may be typed. `codes` offers the Organisations' codes.
    """

    name: str
    parse: Parser = cells.line
    note: str = ""
    required: bool = False
    shape: Shape = Shape.TEXT
    width: int = 16
    choices: tuple[str, ...] = ()
    open_choices: bool = False
    codes: bool = False
    parser_for: Callable[[Mapping[str, object]], Parser] | None = None


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: `key` names the columns that no two rows may share."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]

    def column(self, name: str) -> ColumnSpec:
        return next(column for column in self.columns if column.name == name)


def _name(value: Value) -> str:
    return cells.line(value, LONGEST_NAME)


def _group(value: Value) -> str:
    """The spelling of the list for a group that is on it."""
    typed = cells.line(value)
    return next((g for g in SUBJECTIVE_GROUPS if g.casefold() == typed.casefold()), typed)


def _words(kinds: type[StrEnum]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


def _date(name: str, note: str, required: bool = False) -> ColumnSpec:
    return ColumnSpec(name, cells.day, note, required, Shape.DATE, width=13)


def _amount(name: str, note: str, required: bool = False) -> ColumnSpec:
    return ColumnSpec(name, cells.amount, note, required, Shape.AMOUNT, width=14)


def _yes_or_no(name: str, note: str) -> ColumnSpec:
    return ColumnSpec(name, cells.yes_or_no, note, width=13, choices=("yes", "no"))


def _organisation(
    note: str = "Its code on the sheet Organisations or in the register.",
) -> ColumnSpec:
    return ColumnSpec("organisation", cells.reference, note, required=True, codes=True)


_YEAR = ColumnSpec("year", cells.year, "Like 2026-27.", required=True, width=11)
_NOTES = ColumnSpec("notes", cells.text, "Anything worth keeping.", shape=Shape.LONG, width=36)

SHEETS = (
    SheetSpec(
        "Organisations",
        "Councils, the GLA, London Councils and funders.",
        ("code",),
        (
            ColumnSpec(
                "code",
                cells.code,
                "The GSS code, like E09000007; or a short code of your own.",
                True,
                width=13,
            ),
            ColumnSpec(
                "name",
                _name,
                "The official name. Needed for an organisation that is new.",
                width=40,
            ),
            ColumnSpec("short name", _name, "The name for lists, like Camden.", width=20),
            ColumnSpec(
                "kind",
                cells.one_of(Kind),
                "Needed for an organisation that is new. Councils are borough.",
                width=16,
                choices=_words(Kind),
            ),
            _date("joined", "The first day of membership. Empty: not a member yet."),
            _date("left", "The last day of membership."),
            ColumnSpec(
                "invoice name", _name, "The name on invoices, if it is another one.", width=32
            ),
            ColumnSpec(
                "address",
                cells.address,
                "The invoice address. Separate lines by ; or Alt+Enter.",
                shape=Shape.LONG,
                width=40,
            ),
            ColumnSpec("postcode", width=11, note="Like SE1 0HA."),
            ColumnSpec("invoice email", cells.email, "Where invoices are sent.", width=32),
            ColumnSpec("vat number", note="The customer's, if it is to be printed.", width=16),
            _yes_or_no("purchase order required", "yes: it pays nothing without a purchase order."),
            _NOTES,
            ColumnSpec(
                "account code",
                note="The customer's account in the finance system: at most 8 letters and digits.",
            ),
            ColumnSpec("buyer reference", note="Printed when there is no purchase order."),
            _date("charter agreed", "When the Membership Charter was agreed in writing."),
            _date("payment confirmed", "When the annual payment was confirmed."),
        ),
    ),
    SheetSpec(
        "Contacts",
        "The people who speak for an organisation. One person for two councils is two rows with the same e-mail.",
        ("organisation", "name", "email", "from"),
        (
            _organisation(),
            ColumnSpec("name", _name, "First name and surname.", True, width=26),
            ColumnSpec("role", note="Like Chief Digital and Information Officer.", width=34),
            ColumnSpec("email", cells.email, "The work address. It tells people apart.", width=32),
            ColumnSpec("phone", note="The work number.", width=16),
            _yes_or_no("main representative", "yes: speaks for the member. One at a time."),
            _date("from", "The first day. Empty: always."),
            _date("to", "The last day. Empty: still."),
            _yes_or_no("newsletter", "yes: has asked for the newsletter."),
        ),
    ),
    SheetSpec(
        "Shared IT",
        "Which councils run their IT together, and from when to when.",
        ("service", "organisation", "from"),
        (
            ColumnSpec("service", _name, "The name of the shared service.", True, width=30),
            _organisation(),
            _date("from", "The first day in the service. Empty: always."),
            _date("to", "The last day in the service. Empty: still."),
        ),
    ),
    SheetSpec(
        "Fee schedule",
        "Prices and rules of a subscription year, before VAT. An approved year cannot be changed.",
        ("year",),
        (
            _YEAR,
            _amount("standard", "A council's fee for a full year."),
            _amount("shared it", "The fee of each council of a qualifying pair."),
            _amount("contribution", "The contribution of the GLA and of London Councils, each."),
            _date("charge date", "Usually 1 July."),
            ColumnSpec(
                "pro rata",
                cells.one_of(ProRata),
                "How a council that joins in mid-year pays.",
                width=20,
                choices=_words(ProRata),
            ),
            ColumnSpec(
                "vat rate",
                cells.percent,
                "In per cent, like 20. Empty: the rate of the law.",
                shape=Shape.NUMBER,
                width=10,
            ),
        ),
    ),
    SheetSpec(
        "Adjustments",
        "Recorded departures from the schedule, each with its reason.",
        ("organisation", "year", "kind", "reason"),
        (
            _organisation(),
            _YEAR,
            ColumnSpec(
                "kind",
                cells.one_of(AdjustmentKind),
                "accept standard: the standard fee stands where the terms say nothing.",
                True,
                width=18,
                choices=_words(AdjustmentKind),
            ),
            ColumnSpec(
                "amount",
                cells.amount,
                "Pounds before VAT; for a discount, the per cent.",
                shape=Shape.AMOUNT,
                width=14,
                parser_for=cells.amount_or_percent,
            ),
            ColumnSpec(
                "reason",
                cells.text,
                "Stands with the fee and in the workbook.",
                True,
                Shape.LONG,
                44,
            ),
            ColumnSpec("agreed by", note="Who decided.", width=24),
            _date("on", "The day it was agreed."),
        ),
    ),
    SheetSpec(
        "Purchase orders",
        "The order number a member gave for a year's invoice.",
        ("organisation", "year"),
        (
            _organisation(),
            _YEAR,
            ColumnSpec("number", note="As it is to be printed.", required=True, width=22),
        ),
    ),
    SheetSpec(
        "Grants",
        "Money from the GLA, London Councils and other funders, year by year.",
        ("organisation", "name", "year"),
        (
            _organisation("The funder's code."),
            ColumnSpec("name", _name, "What the grant is called.", True, width=36),
            _yes_or_no("restricted", "yes: may be spent on its project only."),
            _YEAR,
            _amount("agreed", "The most that was agreed for the year."),
            _amount("received", "What has come in of it."),
        ),
    ),
    SheetSpec(
        "Budget",
        "Lines of the budget, net of VAT. Amounts are positive on both sides.",
        ("year", "side", "group", "line"),
        (
            _YEAR,
            ColumnSpec(
                "side",
                cells.one_of(Side),
                "income or expenditure.",
                True,
                width=13,
                choices=_words(Side),
            ),
            ColumnSpec(
                "group",
                _group,
                "A group of the CIPFA list, or one of your own.",
                True,
                width=26,
                choices=SUBJECTIVE_GROUPS,
                open_choices=True,
            ),
            ColumnSpec("line", _name, "What the line is for.", True, width=34),
            _amount("original", "The original estimate."),
            _amount("variations", "Approved changes, up or down."),
            _amount("actual", "Actual to date."),
            _amount("forecast", "What the whole year is expected to come to."),
            ColumnSpec("note", cells.text, "Why it differs.", shape=Shape.LONG, width=36),
            ColumnSpec(
                "fund",
                cells.one_of(Fund),
                "core, or restricted to a project. Empty: core.",
                width=12,
                choices=_words(Fund),
            ),
        ),
    ),
    SheetSpec(
        "Receipts",
        "Money that came in. With an invoice's number it pays that invoice.",
        ("on", "amount", "reference", "organisation"),
        (
            _date("on", "The day at the bank.", required=True),
            _amount("amount", "More than nothing.", required=True),
            ColumnSpec("reference", note="As the bank shows it.", width=30),
            ColumnSpec("organisation", cells.reference, "The payer's code, if known.", codes=True),
            ColumnSpec("invoice", note="The number of the invoice or request it pays.", width=20),
        ),
    ),
    SheetSpec(
        "Settings",
        "Who issues the invoices, the bank account, and rules of the year.",
        ("key", "from"),
        (
            ColumnSpec(
                "key",
                cells.setting_key,
                "Choose it from the list; the sheet Read me explains each.",
                True,
                width=26,
                choices=tuple(TYPED_KEYS),
            ),
            ColumnSpec(
                "value",
                note="Lines of the address are separated by ; .",
                shape=Shape.TEXT,
                width=48,
                parser_for=cells.setting_value,
            ),
            _date("from", "The first day it holds. Empty: always."),
        ),
    ),
    SheetSpec(
        "Activities",
        "What was done for the members, in five ways.",
        ("way", "name"),
        (
            ColumnSpec(
                "way",
                cells.one_of(Way),
                "What kind of work it is.",
                True,
                width=13,
                choices=_words(Way),
            ),
            ColumnSpec("name", _name, "What it is called.", True, width=36),
            _date("from", "The first day."),
            _date("to", "The last day."),
            ColumnSpec("lead", note="Who leads it.", width=24),
            _amount("budget", "What it costs in all."),
            ColumnSpec(
                "organisations",
                cells.references,
                "Codes of those who take part, separated by ; . Replaces the list in the register.",
                shape=Shape.LONG,
                width=36,
            ),
            _NOTES,
        ),
    ),
)

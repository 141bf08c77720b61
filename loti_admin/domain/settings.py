"""The consortium's settings: who issues the invoices, bank, terms, numbers. Each may change from a date."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from loti_admin.domain import covering, letterhead, reminder_texts
from loti_admin.domain.dates import MONTHS, parse_date
from loti_admin.domain.money import Money
from loti_admin.domain.vat import STANDARD_RATES, VatRate
from loti_admin.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A value for `key` from `start` (inclusive; None = always) until a later one takes over."""

    id: int = 0
    key: str
    value: str
    start: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Who issues the documents, as on one day; copied into each document when it is issued.

    `logo` is a small PNG in base 64, `accent` a colour like #00546C, `terms` and `note` texts of the officer's own;
    empty means the usual ones.
    """

    name: str = ""
    address: str = ""
    postcode: str = ""
    vat_number: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    bank_name: str = ""
    account_name: str = ""
    sort_code: str = ""
    account_number: str = ""
    iban: str = ""
    legal_text: str = ""
    logo: str = ""
    accent: str = ""
    terms: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SettingKey:
    """A key of the Settings sheet: its wording on screen, its default, and what a value must be.

    What is not `typed` is a picture: it has no place in sheets and fields.
    """

    key: str
    title: str
    default: str = ""
    check: Callable[[str], str | None] = lambda value: None
    typed: bool = True


def _digits(value: str) -> bool:
    """Plain digits only: `isdigit` alone also takes ² and full-width digits, which no bank form does."""
    return value.isascii() and value.isdigit()


def _days(value: str) -> str | None:
    fits = _digits(value) and int(value) <= 365
    return None if fits else "a whole number of days from 0 to 365"


def _sort_code(value: str) -> str | None:
    digits = value.replace("-", "").replace(" ", "")
    return None if _digits(digits) and len(digits) == 6 else "six digits, like 20-00-00"


def _account_number(value: str) -> str | None:
    return None if _digits(value) and len(value) == 8 else "eight digits"


def _prefix(value: str) -> str | None:
    fits = 1 <= len(value) <= 12 and all(c.isascii() and (c.isalnum() or c == "-") for c in value)
    return None if fits else "1 to 12 letters, digits or hyphens, like LOTI"


def _width(value: str) -> str | None:
    return None if _digits(value) and 3 <= int(value) <= 8 else "a number of digits from 3 to 8"


def _day_of_year(value: str) -> str | None:
    try:
        day_and_month(value)
    except ValueError:
        return "a day and month, like 1 April"
    return None


def _choice(*choices: str) -> Callable[[str], str | None]:
    return lambda value: None if value in choices else " or ".join(choices)


def _covering(value: str) -> str | None:
    unknown = covering.unknown_placeholders(value)
    if not unknown:
        return None
    known = ", ".join(f"{{{word}}}" for word in covering.PLACEHOLDERS)
    return f"free of {{{unknown[0]}}}, which stands for nothing. Use only {known}"


def _reminder(value: str) -> str | None:
    unknown = reminder_texts.unknown_placeholders(value)
    if not unknown:
        return None
    known = ", ".join(f"{{{word}}}" for word in reminder_texts.PLACEHOLDERS)
    return f"free of {{{unknown[0]}}}, which stands for nothing. Use only {known}"


def _reminder_days(value: str) -> str | None:
    try:
        reminder_days(value)
    except ValueError:
        return "three numbers of days, each larger than the one before, like 7; 30; 60"
    return None


def _amount(value: str) -> str | None:
    try:
        Money.parse(value)
    except ValueError:
        return "an amount, like 120,000.00"
    return None


def _percent(value: str) -> str | None:
    try:
        fits = 0 <= Decimal(value) <= 100
    except InvalidOperation:
        fits = False
    return None if fits else "a percentage from 0 to 100, like 20"


SETTING_KEYS = (
    SettingKey("supplier name", "Name of the issuer"),
    SettingKey("supplier address", "Address"),
    SettingKey("supplier postcode", "Postcode"),
    SettingKey("vat number", "VAT registration number"),
    SettingKey("contact name", "Contact for questions"),
    SettingKey("contact email", "Contact's e-mail"),
    SettingKey("contact phone", "Contact's telephone"),
    SettingKey("bank name", "Bank"),
    SettingKey("account name", "Account name"),
    SettingKey("sort code", "Sort code", check=_sort_code),
    SettingKey("account number", "Account number", check=_account_number),
    SettingKey("iban", "IBAN"),
    SettingKey("legal text", "Legal details at the foot"),
    SettingKey("logo", "Logo", check=letterhead.expected_of_logo, typed=False),
    SettingKey(
        "accent colour", "Colour of headings and rules", check=letterhead.expected_of_accent
    ),
    SettingKey("payment terms", "Payment terms, after the due date"),
    SettingKey("invoice note", "Note on invoices and requests"),
    SettingKey("payment days", "Days to pay", "30", _days),
    SettingKey("invoice prefix", "Prefix of invoices", "LOTI", _prefix),
    SettingKey("credit note prefix", "Prefix of credit notes", "LOTI-CN", _prefix),
    SettingKey("request prefix", "Prefix of requests for payment", "LOTI-REQ", _prefix),
    SettingKey("number width", "Digits of a document's number", "4", _width),
    SettingKey("number reset", "Numbers begin again", "yearly", _choice("yearly", "never")),
    SettingKey("financial year starts", "Financial year starts", "1 April", _day_of_year),
    SettingKey(
        "recognise income",
        "Income belongs to",
        "membership year",
        _choice("membership year", "financial year"),
    ),
    SettingKey("general reserve", "General reserve at the start of the year", "", _amount),
    SettingKey("restricted reserve", "Restricted money held at its start", "", _amount),
    SettingKey("smallest reserve", "Smallest general reserve by the policy", "", _amount),
    SettingKey("vat standard rate", "Standard rate of VAT, per cent", "", _percent),
    SettingKey("account code", "Ledger account for subscriptions", "4000"),
    SettingKey("grant account code", "Ledger account for grants", "4100"),
    SettingKey("cost centre", "Cost centre", ""),
    SettingKey("e-mail subject", "Subject of e-mails", covering.EMAIL_SUBJECT, _covering),
    SettingKey("e-mail text", "Text of e-mails", covering.EMAIL_TEXT, _covering),
    SettingKey(
        "pro forma subject", "Subject with pro formas", covering.PRO_FORMA_SUBJECT, _covering
    ),
    SettingKey("pro forma text", "Text with pro formas", covering.PRO_FORMA_TEXT, _covering),
    SettingKey(
        "reminder days", "Days overdue before each of three reminders", "7; 30; 60", _reminder_days
    ),
    SettingKey("reminder answer days", "Days that a reminder gives to answer", "14", _days),
    SettingKey("reminder greeting", "Greeting", reminder_texts.GREETING, _reminder),
    *(
        entry
        for level, name in ((1, "first"), (2, "second"), (3, "final"))
        for entry in (
            SettingKey(
                f"reminder {level} opening",
                f"Opening of the {name} reminder",
                reminder_texts.OPENINGS[level],
                _reminder,
            ),
            SettingKey(
                f"reminder {level} request",
                f"Request of the {name} reminder",
                reminder_texts.REQUESTS[level],
                _reminder,
            ),
        )
    ),
    SettingKey(
        "reminder obstacles", "What often stands in the way", reminder_texts.OBSTACLES, _reminder
    ),
    SettingKey("reminder thanks", "If the money crossed", reminder_texts.THANKS, _reminder),
    SettingKey("show interest", "Show statutory interest", "no", _choice("yes", "no")),
    SettingKey("base rate", "Bank of England base rate, per cent", "", _percent),
    SettingKey("officer", "Officer"),
    SettingKey("example", "Example data", "no", _choice("yes", "no")),
)
KEYS: Mapping[str, SettingKey] = {entry.key: entry for entry in SETTING_KEYS}
TYPED_KEYS: Mapping[str, SettingKey] = {e.key: e for e in SETTING_KEYS if e.typed}

# What an invoice cannot go out without: VAT Regulations 1995 reg. 14(1)(c)-(e), and a way to be paid.
NEEDED_TO_ISSUE = (
    "supplier name",
    "supplier address",
    "vat number",
    "sort code",
    "account number",
)

# A longer value is not repeated in the sentence that refuses it.
_LONGEST_SHOWN = 80


def reminder_days(text: str) -> tuple[int, ...]:
    """`7; 30; 60` as whole days overdue, one for each reminder. Raises ValueError if it is not three rising numbers."""
    days = tuple(int(part) for part in text.replace(",", ";").split(";"))
    if len(days) != 3 or not 1 <= days[0] < days[1] < days[2] <= 3650:
        raise ValueError(f"“{text}” is not three rising numbers of days.")
    return days


def day_and_month(text: str) -> tuple[int, int]:
    """`1 April` as (4, 1). Raises ValueError if there is no such day in every year."""
    try:
        day = parse_date(f"{text.strip()} 2023")
    except ValueError:
        raise ValueError(
            f"“{text.strip()}” is not a day of every year. Type a day and month, like 1 April."
        ) from None
    return day.month, day.day


def day_and_month_text(starts: tuple[int, int]) -> str:
    return f"{starts[1]} {MONTHS[starts[0] - 1]}"


def value_on(settings: Iterable[Setting], key: str, on: date) -> str:
    """The value in force on a day; the key's default ("" if it has none) if nothing is set or it was emptied."""
    valid = [s for s in settings if s.key == key and (s.start is None or s.start <= on)]
    if not valid:
        return KEYS[key].default
    latest = max(valid, key=lambda s: (s.start is not None, s.start or date.min))
    return latest.value.strip() or KEYS[key].default


def supplier_on(settings: Iterable[Setting], on: date) -> Supplier:
    """The issuer's details as in force on a day. Lines of the address are separated by line breaks."""
    known = tuple(settings)

    def value(key: str) -> str:
        return value_on(known, key, on)

    return Supplier(
        name=value("supplier name"),
        address="\n".join(filter(None, map(str.strip, value("supplier address").split(";")))),
        postcode=value("supplier postcode"),
        vat_number=value("vat number"),
        contact_name=value("contact name"),
        contact_email=value("contact email"),
        contact_phone=value("contact phone"),
        bank_name=value("bank name"),
        account_name=value("account name"),
        sort_code=value("sort code"),
        account_number=value("account number"),
        iban=value("iban"),
        legal_text=value("legal text"),
        logo=value("logo"),
        accent=value("accent colour"),
        terms=value("payment terms"),
        note=value("invoice note"),
    )


def missing_to_issue(settings: Iterable[Setting], on: date) -> list[str]:
    """The titles of what still has to be set before documents can be issued on a day.

    An IBAN does instead of sort code and account number.
    """
    known = tuple(settings)
    missing = [key for key in NEEDED_TO_ISSUE if not value_on(known, key, on)]
    if value_on(known, "iban", on):
        missing = [key for key in missing if key not in ("sort code", "account number")]
    return [KEYS[key].title for key in missing]


def vat_rates(settings: Iterable[Setting]) -> tuple[VatRate, ...]:
    """The law's dated rates and those of the register; an undated setting holds from the latest rate on."""
    own = [
        VatRate(start=s.start or STANDARD_RATES[-1].start, percent=Decimal(s.value))
        for s in settings
        if s.key == "vat standard rate" and s.value
    ]
    replaced = {rate.start for rate in own}
    law = [rate for rate in STANDARD_RATES if rate.start not in replaced]
    return tuple(sorted((*law, *own), key=lambda rate: rate.start))


def check_setting(setting: Setting) -> list[Problem]:
    entry = KEYS.get(setting.key)
    if entry is None:
        return [Problem(f"There is no setting “{setting.key}”.", field="key")]
    expected = entry.check(setting.value) if setting.value else None
    if expected:
        short = len(setting.value) <= _LONGEST_SHOWN and "\n" not in setting.value
        shown = f"“{setting.value}”" if short else "the text"
        return [Problem(f"{entry.title}: {shown} is not {expected}.", field="value")]
    return []

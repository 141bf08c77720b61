"""The consortium's settings: reading them as in force on a day, and changing them from a day on."""

from dataclasses import replace
from datetime import date

from loti_admin.domain.settings import KEYS, Setting, check_setting, day_and_month, value_on
from loti_admin.errors import Invalid
from loti_admin.storage.register import Register


def setting(register: Register, key: str, on: date) -> str:
    """The value in force on a day, or the key's default."""
    return value_on(register.settings.all(), key, on)


def officer(register: Register) -> str:
    """The officer's name for approvals and the history: the setting, else the name of the person's account."""
    return setting(register, "officer", register.now().date()) or register.person


def is_example(register: Register) -> bool:
    """Whether the register holds invented data, which every page and document then says."""
    return setting(register, "example", register.now().date()) == "yes"


def financial_year_starts(register: Register) -> tuple[int, int]:
    """(month, day) of the first day of the financial year."""
    return day_and_month(setting(register, "financial year starts", register.now().date()))


def save_settings(register: Register, values: dict[str, str], start: date | None = None) -> None:
    """Set each key from `start` (None: always). An empty value removes the entry of that start.

    Raises Invalid with one problem for each value that does not fit; nothing is changed then.
    """
    _save(
        register,
        [Setting(key=key, value=value.strip(), start=start) for key, value in values.items()],
    )


def correct_settings(register: Register, values: dict[str, str]) -> None:
    """Change what is in force today where it stands: a value that holds from a day keeps that day.

    Raises Invalid as `save_settings` does.
    """
    today = register.now().date()
    _save(
        register,
        [
            Setting(key=key, value=value.strip(), start=_in_force_since(register, key, today))
            for key, value in values.items()
        ],
    )


def _save(register: Register, entries: list[Setting]) -> None:
    problems = [
        replace(problem, field=entry.key) for entry in entries for problem in check_setting(entry)
    ]
    if problems:
        raise Invalid(problems)
    with register.write("Change settings"):
        for entry in entries:
            put_setting(register, entry)


def _in_force_since(register: Register, key: str, on: date) -> date | None:
    starts = [s.start for s in register.settings.where(key=key) if s.start and s.start <= on]
    return max(starts, default=None)


def put_setting(register: Register, entry: Setting) -> bool:
    """Add or replace the entry of its key and start; whether anything changed. Inside a write."""
    known = [s for s in register.settings.where(key=entry.key) if s.start == entry.start]
    if not entry.value:
        for old in known:
            register.settings.remove(old)
        return bool(known)
    if not known:
        if entry.start is None and entry.value == KEYS[entry.key].default:
            return False
        register.settings.add(entry)
        return True
    if known[0].value == entry.value:
        return False
    register.settings.save(
        Setting(id=known[0].id, key=entry.key, value=entry.value, start=entry.start)
    )
    return True

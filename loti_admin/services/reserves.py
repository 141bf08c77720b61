"""The reserves with which a financial year begins: settings that hold from its first day."""

from dataclasses import dataclass
from datetime import date

from loti_admin.domain.dates import Period, long_date
from loti_admin.domain.money import Money
from loti_admin.domain.settings import value_on
from loti_admin.services.settings import save_settings
from loti_admin.storage.register import Register

_GENERAL, _RESTRICTED, _SMALLEST = "general reserve", "restricted reserve", "smallest reserve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserves:
    """Amounts in pence; None is not known. The policy wants the general reserve never below `smallest`."""

    general: Money | None = None
    restricted: Money | None = None
    smallest: Money | None = None


def opening_reserves(register: Register, financial: Period) -> Reserves:
    """What is recorded for the first day of a financial year. Reads only.

    A balance counts for its own year only, because the next begins with another; the policy counts until it changes.
    """
    start = _start(financial)
    settings = register.settings.all()

    def of_the_day(key: str) -> Money | None:
        found = [s.value for s in settings if s.key == key and s.start == start]
        return Money.parse(found[0]) if found else None

    policy = value_on(settings, _SMALLEST, start)
    return Reserves(
        general=of_the_day(_GENERAL),
        restricted=of_the_day(_RESTRICTED),
        smallest=Money.parse(policy) if policy else None,
    )


def save_reserves(register: Register, financial: Period, reserves: Reserves) -> None:
    """Record the reserves at the first day of a financial year; None takes away what is recorded for that day."""
    start = _start(financial)
    values = {
        key: "" if amount is None else amount.plain()
        for key, amount in (
            (_GENERAL, reserves.general),
            (_RESTRICTED, reserves.restricted),
            (_SMALLEST, reserves.smallest),
        )
    }
    if reserves.smallest == opening_reserves(register, financial).smallest:
        # In force since an earlier year already.
        del values[_SMALLEST]
    with register.write(f"Reserves at {long_date(start)}"):
        save_settings(register, values, start)


def _start(financial: Period) -> date:
    if financial.start is None:
        raise ValueError("A financial year has a first day.")
    return financial.start

"""Settings: saved from a day on, or corrected where the value in force stands; refused key by key."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from loti_admin.errors import Invalid
from loti_admin.services.settings import correct_settings, save_settings, setting
from loti_admin.storage.register import Register

TODAY = date(2026, 6, 11)
APRIL, MARCH = date(2026, 4, 1), date(2026, 3, 31)


@pytest.fixture
def register() -> Iterator[Register]:
    with Register.in_memory(clock=lambda: datetime(2026, 6, 11, 9, tzinfo=UTC)) as made:
        save_settings(made, {"bank name": "Old Bank", "officer": "A. Reeve"})
        yield made


def test_a_value_holds_from_its_day_until_the_next(register: Register) -> None:
    save_settings(register, {"bank name": "New Bank"}, APRIL)
    assert setting(register, "bank name", MARCH) == "Old Bank"
    assert setting(register, "bank name", APRIL) == "New Bank"


def test_a_correction_changes_what_is_in_force_and_keeps_its_day(register: Register) -> None:
    save_settings(register, {"bank name": "New Bnak"}, APRIL)
    correct_settings(register, {"bank name": "New Bank", "officer": "B. Okoro"})
    assert setting(register, "bank name", MARCH) == "Old Bank"
    assert setting(register, "bank name", TODAY) == "New Bank"
    assert setting(register, "officer", MARCH) == "B. Okoro"


def test_a_correction_leaves_what_is_still_to_come(register: Register) -> None:
    save_settings(register, {"bank name": "Next Bank"}, date(2027, 1, 1))
    correct_settings(register, {"bank name": "This Bank"})
    assert setting(register, "bank name", TODAY) == "This Bank"
    assert setting(register, "bank name", date(2027, 1, 1)) == "Next Bank"


def test_a_correction_is_one_step(register: Register) -> None:
    correct_settings(register, {"bank name": "New Bank", "officer": "B. Okoro"})
    register.undo()
    assert setting(register, "bank name", TODAY) == "Old Bank"
    assert setting(register, "officer", TODAY) == "A. Reeve"


def test_each_value_that_does_not_fit_is_named_and_nothing_changes(register: Register) -> None:
    wanted = {"payment days": "many", "sort code": "1", "officer": "B. Okoro"}
    with pytest.raises(Invalid) as refused:
        correct_settings(register, wanted)
    assert [p.field for p in refused.value.problems] == ["payment days", "sort code"]
    assert setting(register, "officer", TODAY) == "A. Reeve"

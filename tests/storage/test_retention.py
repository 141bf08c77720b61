from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from loti_admin.storage.retention import KEPT_WHOLE, Backup, Reason, to_remove

NOW = datetime(2026, 7, 1, 12, 0)


def backups(ages: Iterable[timedelta], reason: Reason = Reason.CLOSED) -> list[Backup]:
    return [Backup(Path(f"{number:05}.loti"), NOW - age, reason) for number, age in enumerate(ages)]


def left(kept: list[Backup]) -> list[datetime]:
    gone = {backup.path for backup in to_remove(kept, NOW)}
    return [backup.at for backup in kept if backup.path not in gone]


def test_two_days_are_kept_whole() -> None:
    assert to_remove(backups(timedelta(minutes=30 * n) for n in range(96)), NOW) == []


def test_a_year_of_hourly_backups_shrinks_to_days_weeks_and_months() -> None:
    kept = left(backups(timedelta(hours=n) for n in range(24 * 365)))

    old = [at for at in kept if NOW - at > KEPT_WHOLE]
    assert len(kept) - len(old) == 49
    assert 14 + 8 + 9 <= len(old) <= 14 + 10 + 12
    assert min(old).month == 7
    assert min(old).year == 2025
    days = {at.date() for at in old}
    assert {(NOW - timedelta(days=n)).date() for n in range(3, 15)} <= days


def test_the_last_of_a_day_is_the_one_that_stays() -> None:
    morning = NOW - timedelta(days=5, hours=6)
    evening = NOW - timedelta(days=5) + timedelta(hours=6)
    kept = [Backup(Path(str(at)), at, Reason.OPENED) for at in (NOW, morning, evening)]

    assert [backup.at for backup in to_remove(kept, NOW)] == [morning]


def test_a_register_that_rested_for_years_keeps_its_backups() -> None:
    assert to_remove(backups(timedelta(days=1000 + 40 * n) for n in range(24)), NOW) == []


def test_every_backup_before_issuing_stays() -> None:
    issued = backups((timedelta(days=4000, minutes=n) for n in range(50)), Reason.ISSUE)
    assert to_remove(issued, NOW) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 3_000_000), st.sampled_from(Reason)), max_size=60, unique=True
    )
)
def test_thinning_is_safe_whatever_there_is(ages: list[tuple[int, Reason]]) -> None:
    have = [
        Backup(Path(f"{number}.loti"), NOW - timedelta(minutes=age), reason)
        for number, (age, reason) in enumerate(ages)
    ]
    gone = to_remove(have, NOW)
    kept = [backup for backup in have if backup not in gone]

    assert not have or max(have, key=lambda one: one.at).at in {one.at for one in kept}
    assert all(one.reason is not Reason.ISSUE and NOW - one.at > KEPT_WHOLE for one in gone)
    assert to_remove(kept, NOW) == []

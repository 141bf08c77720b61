"""A new register with what the officer said first: all of it, or no file at all."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from loti_admin.domain.dates import Year
from loti_admin.domain.fees import published_schedule
from loti_admin.domain.money import Money
from loti_admin.domain.organisations import Standing, standing
from loti_admin.errors import FileTrouble, Invalid
from loti_admin.services.checks import check_register
from loti_admin.services.first_steps import (
    FirstService,
    FirstSteps,
    check_first_services,
    check_first_settings,
)
from loti_admin.services.new_register import new_register
from loti_admin.services.settings import setting
from loti_admin.services.shared_it import standing_of_service
from loti_admin.storage import backups
from loti_admin.storage.register import Register

ROOT = Path(__file__).parents[2]
CAMDEN, ISLINGTON, KINGSTON, SUTTON = "E09000007", "E09000019", "E09000021", "E09000029"
SINCE = date(2026, 7, 1)


def all_steps() -> FirstSteps:
    return FirstSteps(
        settings={"supplier name": "London Councils", "sort code": "20-00-00"},
        schedule=published_schedule(Year(2026)),
        members=dict.fromkeys((CAMDEN, ISLINGTON, KINGSTON, SUTTON), SINCE),
        services=(FirstService(name="Two of us", codes=(KINGSTON, SUTTON), start=SINCE),),
    )


def members_on(register: Register, day: date) -> set[str]:
    return {
        o.code
        for o in register.organisations.all()
        if standing(o, register.memberships.where(organisation_id=o.id), day) is Standing.MEMBER
    }


def test_everything_that_was_said_is_in_the_new_register(tmp_path: Path) -> None:
    with new_register(tmp_path / "new.loti", all_steps()) as register:
        assert "London Councils" == setting(register, "supplier name", SINCE)
        schedule = register.fee_schedules.first(year="2026-27")
        assert schedule is not None
        assert Money.pounds(30_000) == schedule.standard
        assert {CAMDEN, ISLINGTON, KINGSTON, SUTTON} == members_on(register, SINCE)
        [service] = register.services.all()
        assert "Two of us" == service.name
        assert 2 == len(standing_of_service(register, service.id, SINCE).councils)
        assert [] == [result for result in check_register(register) if not result.ok]


def test_it_is_made_in_one_step_that_undo_leaves_alone(tmp_path: Path) -> None:
    with new_register(tmp_path / "new.loti", all_steps()) as register:
        assert register.undo_label is None
        assert ["New register"] == [entry.changes.label for entry in register.history.entries()]


def test_what_was_left_for_later_is_not_claimed(tmp_path: Path) -> None:
    with new_register(tmp_path / "new.loti", FirstSteps()) as register:
        assert 35 == register.organisations.count()
        assert 0 == register.memberships.count() + register.fee_schedules.count()


def test_a_step_that_does_not_fit_leaves_no_file(tmp_path: Path) -> None:
    steps = FirstSteps(settings={"sort code": "12"})
    with pytest.raises(Invalid, match="six digits"):
        new_register(tmp_path / "new.loti", steps)
    assert [] == list(tmp_path.iterdir())


def test_an_end_on_the_way_leaves_no_half_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backups, "_verify", cut)
    with pytest.raises(KeyboardInterrupt):
        new_register(tmp_path / "new.loti", all_steps())
    assert [] == list(tmp_path.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from loti_admin.services.new_register import new_register
from loti_admin.storage import backups

backups._verify = lambda part: os.kill(os.getpid(), signal.SIGKILL)
new_register(Path(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_process_that_is_killed_on_the_way_leaves_no_register_and_may_try_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new.loti"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not path.exists()
    with new_register(path, all_steps()) as register:
        assert 35 == register.organisations.count()


def test_a_name_that_is_taken_is_refused_and_the_file_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.loti"
    path.write_text("mine")
    with pytest.raises(FileTrouble, match="exists already"):
        new_register(path, all_steps())
    assert "mine" == path.read_text()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="gone"):
        new_register(tmp_path / "gone" / "new.loti")


def test_settings_are_checked_before_there_is_a_register() -> None:
    [problem] = check_first_settings({"sort code": "12", "supplier name": "LOTI"})
    assert "sort code" == problem.field


@pytest.mark.parametrize(
    ("services", "field"),
    [
        ((FirstService(name=" ", codes=(CAMDEN, SUTTON)),), "name"),
        ((FirstService(name="A", codes=(CAMDEN,)),), "codes"),
        (
            (
                FirstService(name="A", codes=(CAMDEN, SUTTON)),
                FirstService(name="a ", codes=(KINGSTON, ISLINGTON)),
            ),
            "name",
        ),
        (
            (
                FirstService(name="A", codes=(CAMDEN, SUTTON)),
                FirstService(name="B", codes=(SUTTON, ISLINGTON)),
            ),
            "codes",
        ),
    ],
)
def test_a_service_has_a_name_of_its_own_and_councils_of_its_own(
    services: tuple[FirstService, ...], field: str
) -> None:
    assert [field] == [problem.field for problem in check_first_services(services)]

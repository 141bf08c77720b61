"""A register file that is ready for each command, and a way to run one."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from loti_admin.commands import run_command
from loti_admin.domain.budget import Grant
from loti_admin.domain.money import Money
from loti_admin.services.budget import save_grant
from loti_admin.services.members import join, save_organisation, set_purchase_order
from loti_admin.storage.register import Register
from tests.builders import the_gla
from tests.office import THE_YEAR, Office

APPROVED_AT = datetime(2026, 6, 11, 10, 42, tzinfo=UTC)


@dataclass(frozen=True)
class Done:
    """What became of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one sentence of a command that was refused."""
        assert (self.status, self.out) == (1, "")
        (line,) = self.err.splitlines()
        return line


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: `run("fees", path, "--year", "2026-27")`."""

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        status = run_command([str(argument) for argument in arguments])
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `open.loti`, `approved.loti` and `issued.loti`, each a step further in the same year."""
    folder = tmp_path_factory.mktemp("registers")
    path = folder / "open.loti"
    with Register.create(path, clock=lambda: APPROVED_AT) as register:
        fill(register)
    for name, act in (("approved", Office.approve), ("issued", Office.issue)):
        path = Path(shutil.copy(path, folder / f"{name}.loti"))
        with Register.open(path, clock=lambda: APPROVED_AT) as register:
            act(Office(register=register))
    return folder


def fill(register: Register) -> None:
    """Camden alone, Kingston and Sutton as a pair, Hackney a joiner in October, and the GLA with a grant of £20,000.
    Sutton's VAT number is known."""
    office = Office("Camden", "Kingston", "Sutton", register=register)
    office.council("Hackney", date(2026, 10, 1))
    office.share_it("Hogsmill IT", "Kingston", "Sutton")
    office.represented_by("Priya Nair", "Kingston", "Sutton")
    save_organisation(register, replace(office["Camden"], purchase_order_required=True))
    save_organisation(register, replace(office["Sutton"], vat_number="GB 999 0000 00"))
    set_purchase_order(register, office["Sutton"].id, THE_YEAR, "PO-77")
    gla = save_organisation(register, the_gla(address="City Hall\nLondon", postcode="E16 1ZE"))
    join(register, gla.id, date(2020, 7, 1))
    agreed = Money.pounds(20_000)
    grant = Grant(organisation_id=gla.id, name="Data skills", year=THE_YEAR.label, agreed=agreed)
    save_grant(register, grant)
    for organisation in register.organisations.all():
        save_organisation(register, replace(organisation, account_code=organisation.code[:8]))


def _copy(registers: Path, name: str, folder: Path) -> Path:
    return Path(shutil.copy(registers / f"{name}.loti", folder / "year.loti"))


@pytest.fixture
def open_year(registers: Path, tmp_path: Path) -> Path:
    """Members and fees, not approved yet."""
    return _copy(registers, "open", tmp_path)


@pytest.fixture
def approved(registers: Path, tmp_path: Path) -> Path:
    return _copy(registers, "approved", tmp_path)


@pytest.fixture
def issued(registers: Path, tmp_path: Path) -> Path:
    """Three invoices and a request of 1 July 2026; Hackney's falls due on 1 October."""
    return _copy(registers, "issued", tmp_path)

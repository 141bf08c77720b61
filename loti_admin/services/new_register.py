"""A new register: empty but for the 33 London authorities, the GLA and London Councils, all prospects.

Which of them are members is not part of the program: nobody ships a claim about that.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from loti_admin.domain.organisations import (
    GLA_CODE,
    LONDON_COUNCILS_CODE,
    Kind,
    Organisation,
)
from loti_admin.services.first_steps import FirstSteps, take_first_steps
from loti_admin.storage.backups import save_as
from loti_admin.storage.register import Register

REFERENCE = Path(__file__).parents[2] / "resources" / "reference" / "london_authorities.csv"
_POSTCODE = re.compile(r",?\s+([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$")


def london_authorities() -> list[Organisation]:
    """The 33 London local authorities with their starting addresses, not stored yet (id 0)."""
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return [_authority(row) for row in csv.DictReader(file)]


@dataclass(frozen=True, slots=True)
class Place:
    """A London authority's place on the tile map: `code` is its GSS code, `letters` its three letters."""

    code: str
    letters: str
    name: str
    row: int
    column: int


def places_on_the_map() -> list[Place]:
    """Where each of the 33 London local authorities stands on the tile map, rows from north to south."""
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return [
            Place(
                row["gss_code"],
                row["code3"],
                row["short_name"],
                int(row["tile_row"]),
                int(row["tile_column"]),
            )
            for row in csv.DictReader(file)
        ]


def _authority(row: dict[str, str]) -> Organisation:
    found = _POSTCODE.search(row["address"])
    lines = row["address"][: found.start()] if found else row["address"]
    return Organisation(
        code=row["gss_code"],
        name=row["official_name"],
        short_name=row["short_name"],
        kind=Kind.BOROUGH,
        address="\n".join(part.strip() for part in lines.split(",")),
        postcode=found[1] if found else "",
        account_code=row["code3"],
    )


def starting_organisations() -> list[Organisation]:
    return [
        *london_authorities(),
        Organisation(
            code=GLA_CODE,
            name="Greater London Authority",
            kind=Kind.GLA,
            address="City Hall\nKamal Chunchie Way\nLondon",
            postcode="E16 1ZE",
            account_code="GLA",
        ),
        Organisation(
            code=LONDON_COUNCILS_CODE,
            name="London Councils",
            kind=Kind.LONDON_COUNCILS,
            account_code="LC",
        ),
    ]


def new_register(path: Path, steps: FirstSteps | None = None) -> Register:
    """Make and open a register, with what the officer said first in it.

    It is made in memory and gets its file when it is complete, so that whatever ends the program on the way leaves no
    half register. Raises FileTrouble if there is a file already or the folder cannot be written, and Invalid about
    `steps`; there is no file then.
    """
    path = path.absolute()
    with Register.in_memory() as register:
        # One write that cannot be taken back: undoing it would leave a register without councils.
        with register.write("New register", undoable=False):
            add_starting_organisations(register)
            if steps is not None:
                take_first_steps(register, steps)
        save_as(register, path)
    return Register.open(path)


def add_starting_organisations(register: Register) -> None:
    with register.write("New register", undoable=False):
        for organisation in starting_organisations():
            register.organisations.add(organisation)

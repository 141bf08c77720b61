"""A new register: empty but for the 33 London authorities, the GLA and London Councils, all prospects.

Which of them are members is not part of the program: nobody ships a claim about that.
"""

import csv
import re
from pathlib import Path

from loti_admin.domain.organisations import (
    GLA_CODE,
    LONDON_COUNCILS_CODE,
    Kind,
    Organisation,
)
from loti_admin.storage.register import Register

REFERENCE = Path(__file__).parents[2] / "resources" / "reference" / "london_authorities.csv"
_POSTCODE = re.compile(r",?\s+([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$")


def london_authorities() -> list[Organisation]:
    """The 33 London local authorities with their starting addresses, not stored yet (id 0)."""
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        return [_authority(row) for row in csv.DictReader(file)]


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


def new_register(path: Path) -> Register:
    """Make and open a register. Raises FileTrouble if there is a file already or the folder cannot be written."""
    register = Register.create(path)
    add_starting_organisations(register)
    return register


def add_starting_organisations(register: Register) -> None:
    with register.write("New register", undoable=False):
        for organisation in starting_organisations():
            register.organisations.add(organisation)

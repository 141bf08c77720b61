"""What may stand on the command line: years, days, amounts, paths, each read the way the window reads it.

A value that cannot be read is refused with the sentence of the domain (status 1); what is missing or unknown is a
matter of usage (status 2).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from loti_admin.domain.dates import Year, parse_date
from loti_admin.domain.money import Money
from loti_admin.errors import Refused

Value = TypeVar("Value")
Function = TypeVar("Function", bound=Callable[..., Any])


def _read_by(name: str, read: Callable[[str], Value]) -> Callable[[str], Value]:
    """What click calls for a value; `name` stands in the help."""

    def convert(text: str) -> Value:
        try:
            return read(text)
        except ValueError as error:
            # A ValueError would count as a matter of usage.
            raise Refused(str(error)) from error

    convert.__name__ = name
    return convert


YEAR = _read_by("year", Year.parse)
DAY = _read_by("date", parse_date)
AMOUNT = _read_by("amount", Money.parse)
# Whether a file may be read is said by whoever reads it, in a sentence of its own and as a refusal, not as bad usage.
PATH = click.Path(path_type=Path, readable=False)


def register_argument(function: Function) -> Function:
    return click.argument("register", metavar="REGISTER", type=PATH)(function)


def year_option(function: Function) -> Function:
    return click.option("--year", type=YEAR, required=True, help="The year, like 2026-27.")(
        function
    )


def day_option(help: str) -> Callable[[Function], Function]:
    return click.option("--on", "on", type=DAY, required=True, help=help)


def out_option(function: Function) -> Function:
    return click.option(
        "--out", type=PATH, required=True, help="The folder for the files; made if it is missing."
    )(function)


def json_option(function: Function) -> Function:
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(
        function
    )

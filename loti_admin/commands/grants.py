"""The command that requests payment of a grant."""

from datetime import date
from pathlib import Path

import click

from loti_admin.commands.files import make_and_keep, ready_to_issue
from loti_admin.commands.opening import change
from loti_admin.commands.output import say
from loti_admin.commands.values import AMOUNT, PATH, day_option, register_argument, year_option
from loti_admin.domain.dates import Year
from loti_admin.domain.invoices import Document
from loti_admin.domain.money import Money
from loti_admin.errors import NotFound
from loti_admin.services.grant_requests import request_grant
from loti_admin.storage.register import Register


@click.command(short_help="Request payment of a grant.")
@register_argument
@click.argument("code", metavar="FUNDER")
@click.argument("name", metavar="GRANT")
@year_option
@day_option("The date of the request.")
@click.option("--amount", type=AMOUNT, help="Only so much; otherwise all that is left of the year.")
@click.option("--out", type=PATH, help="Make the request's file in this folder as well.")
def request(
    register: Path,
    code: str,
    name: str,
    year: Year,
    on: date,
    amount: Money | None,
    out: Path | None,
) -> None:
    """Request payment of a funder's grant, at most what was agreed for the year; prints the number."""

    def work(opened: Register) -> Document:
        funder = opened.organisations.by_code(code)
        grant = opened.grants.first(organisation_id=funder.id, name=name.strip(), year=year.label)
        if grant is None:
            raise NotFound(
                f"{funder.display_name} has no grant {name.strip()} in {year}. Check the name and the year."
            )
        return request_grant(opened, grant, on, amount)

    document = change(register, work, ready_to_issue(out))
    say(document.number)
    if out is not None:
        make_and_keep(register, [document], out)

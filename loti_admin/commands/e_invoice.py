"""The command for invoices as data."""

from pathlib import Path

import click

from loti_admin.commands.opening import reading
from loti_admin.commands.output import say
from loti_admin.commands.values import PATH, register_argument
from loti_admin.services.e_invoice import write_ubl


@click.command(short_help="Write a document as a Peppol file.")
@register_argument
@click.argument("number")
@click.argument("file", metavar="FILE.xml", type=PATH)
def ubl(register: Path, number: str, file: Path) -> None:
    """Write an issued document as data for the customer's system: UBL, Peppol BIS Billing 3.0.

    The PDF of a VAT invoice or credit note carries its data anyway (factur-x.xml); this is for systems that take files.
    """
    with reading(register) as opened:
        document = write_ubl(opened, number, file)
    say(f"Made {file}: {document.number} for {document.organisation}, {document.gross.text}.")

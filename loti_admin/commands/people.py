"""The commands about one person's data: everything in one file, and erasing it."""

from pathlib import Path

import click

from loti_admin.commands.opening import change, reading
from loti_admin.commands.output import remark, say
from loti_admin.commands.values import PATH, register_argument
from loti_admin.services.erasure import BACKUPS_HOLD
from loti_admin.services.erasure import erase_person as erase_for_good
from loti_admin.services.person_data import everything_about, find_person, write_person_file
from loti_admin.storage.backups import backup_folder

person_option = click.option(
    "--person", required=True, help="The e-mail address, or the whole name."
)


@click.command(short_help="Put everything about a person into one file.")
@register_argument
@person_option
@click.option("--out", "file", type=PATH, required=True, help="The Excel workbook to write.")
def person_data(register: Path, person: str, file: Path) -> None:
    """Put everything that the register holds about a person into one Excel workbook, for whoever asks for it."""
    with reading(register) as opened:
        data = everything_about(opened, find_person(opened, person).id)
        made = opened.now()
    write_person_file(data, file, made)
    say(f"{data.person.name}: {len(data.facts):,} lines in {file}")


@click.command(short_help="Erase a person, for good.")
@register_argument
@person_option
def erase_person(register: Path, person: str) -> None:
    """Erase name, e-mail address, telephone and roles of a person whose contacts have ended, here and in the history.

    This cannot be undone. Issued documents keep what they printed.
    """

    erased = change(register, lambda opened: erase_for_good(opened, find_person(opened, person).id))
    say(f"{erased.name} is what the register says from now on.")
    remark(BACKUPS_HOLD.format(folder=backup_folder(register)))

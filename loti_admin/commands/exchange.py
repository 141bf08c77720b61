"""The commands that make registers and exchange files: new, template, import, workbook, ledger, demo."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loti_admin.commands.opening import change, reading
from loti_admin.commands.output import remark, say, say_json
from loti_admin.commands.tables import run_totals
from loti_admin.commands.values import PATH, json_option, register_argument, year_option
from loti_admin.domain.dates import Year
from loti_admin.domain.document_words import counted
from loti_admin.errors import NothingToDo, Refused
from loti_admin.services.fee_inputs import schedule_of
from loti_admin.storage.backups import backup_before
from loti_admin.storage.register import Register
from loti_admin.storage.retention import Reason

if TYPE_CHECKING:
    from loti_admin.services.import_workbook import ImportResult

REGISTER_SUFFIX = ".loti"


@click.command(short_help="Make an empty register.")
@register_argument
def new(register: Path) -> None:
    """Make an empty register with the London authorities, the GLA and London Councils as prospects."""
    from loti_admin.services.new_register import new_register

    if register.suffix.lower() != REGISTER_SUFFIX:
        raise Refused(
            f"A register's name ends in {REGISTER_SUFFIX}. Type {register.name}{REGISTER_SUFFIX}."
        )
    with new_register(register) as made:
        say(f"Made {register} with {made.organisations.count()} organisations.")


@click.command(short_help="Make the empty import workbook.")
@click.argument("file", metavar="FILE.xlsx", type=PATH)
def template(file: Path) -> None:
    """Make the empty import workbook, with notes and drop-downs."""
    from loti_admin.services.import_template import write_template

    write_template(file, Year.containing(date.today()))
    say(f"Made {file}.")


@click.command("import", short_help="Import the workbook: all of it, or nothing.")
@register_argument
@click.argument("file", metavar="FILE.xlsx", type=PATH)
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@json_option
def import_(register: Path, file: Path, dry_run: bool, as_json: bool) -> int:
    """Import the workbook: all of it, or nothing while a cell is wrong; each such cell is named."""
    from loti_admin.imports.rows import read_workbook
    from loti_admin.services.import_workbook import ImportResult, import_rows

    def work(opened: Register) -> ImportResult:
        return import_rows(opened, rows, file.name, dry_run=dry_run)

    def prepare(opened: Register) -> None:
        backup_before(opened, Reason.IMPORT)

    rows = read_workbook(file)
    if dry_run:
        with reading(register) as opened:
            result = work(opened)
    else:
        result = change(register, work, prepare)
    if as_json:
        say_json(result.to_plain())
        if result.refused:
            remark(result.summary)
    else:
        _say_import(result)
    return 1 if result.refused else 0


def _say_import(result: "ImportResult") -> None:
    for problem in result.problems:
        remark(problem.text)
    if not result.refused:
        for sheet in result.sheets:
            say(sheet.text)
    say(result.summary)


@click.command(short_help="Make the budget workbook.")
@register_argument
@year_option
@click.argument("file", metavar="FILE.xlsx", type=PATH)
def workbook(register: Path, year: Year, file: Path) -> None:
    """Make the budget workbook of a year."""
    with reading(register) as opened:
        from loti_admin.services.workbook import export_workbook

        for problem in schedule_of(opened, year)[1]:
            remark(problem.message)
        export_workbook(opened, year, file, opened.now().date())
    say(f"Made {file}.")


@click.command(short_help="Write the file for the finance system.")
@register_argument
@year_option
@click.option(
    "--format",
    "kind",
    type=click.Choice(["xero", "sage", "plain"]),
    required=True,
    help="For which finance system.",
)
@click.option("--new", is_flag=True, help="Only what no file of this format held; noted.")
@click.option("--all", "everything", is_flag=True, help="The whole year; noted as exported.")
@click.argument("file", metavar="FILE.csv", type=PATH)
def ledger(register: Path, year: Year, kind: str, new: bool, everything: bool, file: Path) -> None:
    """Write a year's documents as a file for the finance system.

    Without --new or --all it is the whole year, and nothing is noted.
    """
    if new and everything:
        raise click.UsageError("Give --new or --all, not both.")
    from loti_admin.services.ledger import export_ledger

    if not new and not everything:
        with reading(register) as opened:
            count = export_ledger(opened, year, kind, file)
    else:
        try:
            count = change(
                register,
                lambda opened: export_ledger(opened, year, kind, file, only_new=new, note=True),
            )
        except NothingToDo as nothing:
            say(str(nothing))
            return
    say(f"Made {file} with {count} documents.")


@click.command(short_help="Make an example with everything, from invented data.")
@click.argument("folder", metavar="FOLDER", type=PATH)
def demo(folder: Path) -> None:
    """Make an example: register, workbook, invoices and ledger files, all with invented data."""
    from loti_admin.services.example_files import make_example

    made = make_example(folder)
    say(f"Made in {folder.absolute()}, all with invented people, orders and payments:")
    say(f"  {made.register.name}: the register")
    say(f"  {made.workbook.name}: the budget workbook")
    for year in made.years:
        kinds = counted([file.document for file in year.documents])
        say(f"  {year.documents[0].path.parent.name}: {kinds}")
        say(f"  {', '.join(path.name for path in year.ledgers)}: for the finance system")
    say(f"  {made.to_print.name}: the documents in one PDF, with a covering list")
    say(f"  {made.emails[0].parent.name}: {len(made.emails)} e-mail drafts")
    for year in made.years:
        say(f"Fees {year.year}: {run_totals(year.run)}")
    say(f'Look at it with: python main.py "{made.register}"')

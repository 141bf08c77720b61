"""The table of commands. Names, options and exit statuses are a contract: scripts and auditors rely on them."""

import click

from loti_admin.commands import correct, exchange, look_after, year


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def program() -> None:
    """LOTI Admin: members, fees, VAT invoices and the budget workbook.

    Without a command, or with a register alone, the window opens. A register is a file ending in .loti.
    Results are on standard output, remarks on standard error; the exit status is 0 when done, 1 when refused with the
    reason, 2 when the command line is wrong.
    """


for command in (
    exchange.demo,
    exchange.new,
    exchange.template,
    exchange.import_,
    year.fees,
    year.approve,
    year.issue,
    year.documents,
    correct.credit,
    correct.receipt,
    exchange.workbook,
    exchange.ledger,
    look_after.check,
    look_after.backup,
    look_after.history,
):
    program.add_command(command)

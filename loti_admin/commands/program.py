"""The table of commands. Names, options and exit statuses are a contract: scripts and auditors rely on them."""

from types import ModuleType

import click

# Each command's module, in the order of the help: what the officer does first comes first.
COMMANDS = {
    "demo": "exchange",
    "new": "exchange",
    "template": "exchange",
    "import": "exchange",
    "fees": "year",
    "approve": "year",
    "proforma": "sending",
    "issue": "year",
    "request": "grants",
    "documents": "year",
    "drafts": "sending",
    "joined": "sending",
    "ubl": "e_invoice",
    "credit": "correct",
    "recalculate": "correct",
    "receipt": "correct",
    "bank": "money_in",
    "aged": "money_in",
    "statement": "money_in",
    "reminders": "money_in",
    "workbook": "exchange",
    "ledger": "exchange",
    "check": "look_after",
    "backup": "look_after",
    "history": "look_after",
    "person-data": "people",
    "erase-person": "people",
}


class _Commands(click.Group):
    """Loads only the module of the command that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # A name that Python keeps for itself bears an underline there.
        name = "import_" if cmd_name == "import" else cmd_name.replace("-", "_")
        command: click.Command = getattr(_module(COMMANDS[cmd_name]), name)
        return command


def _module(name: str) -> ModuleType:
    # Written out, so that whatever packs the program finds every module.
    if name == "year":
        from loti_admin.commands import year

        return year
    if name == "correct":
        from loti_admin.commands import correct

        return correct
    if name == "look_after":
        from loti_admin.commands import look_after

        return look_after
    if name == "sending":
        from loti_admin.commands import sending

        return sending
    if name == "money_in":
        from loti_admin.commands import money_in

        return money_in
    if name == "grants":
        from loti_admin.commands import grants

        return grants
    if name == "e_invoice":
        from loti_admin.commands import e_invoice

        return e_invoice
    if name == "people":
        from loti_admin.commands import people

        return people
    from loti_admin.commands import exchange

    return exchange


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def program() -> None:
    """LOTI Admin: members, fees, VAT invoices and the budget workbook.

    Without a command, or with a register alone, the window opens. A register is a file ending in .loti. Results are on
    standard output, remarks on standard error. The exit status is 0 when done, 1 when refused with the reason, 2 when
    the command line is wrong.
    """

"""The commands that look after a register: check, backup, history."""

from pathlib import Path

import click

from loti_admin.commands.opening import reading
from loti_admin.commands.output import remark, say, say_json
from loti_admin.commands.values import PATH, json_option, register_argument
from loti_admin.services.checks import check_register
from loti_admin.services.history import history_in_words, history_to_plain
from loti_admin.storage.backups import backup as make_backup


@click.command(short_help="Check the whole register.")
@register_argument
def check(register: Path) -> int:
    """Check the whole register; prints each check with "ok" or what is wrong, which is status 1."""
    with reading(register, checked=False) as opened:
        results = check_register(opened)
    width = max(len(result.name) for result in results)
    for result in results:
        say(f"{result.name.ljust(width)}  {'ok' if result.ok else result.problems[0]}")
        for problem in result.problems[1:]:
            say(f"{' ' * width}  {problem}")
    wrong = sum(not result.ok for result in results)
    if wrong:
        remark(
            f"{register} does not pass {wrong} of {len(results)} checks. "
            "Keep it as it is and go back to a backup, or put the records right that are named."
        )
    return 1 if wrong else 0


@click.command(short_help="Make a verified copy.")
@register_argument
@click.option("--to", "folder", type=PATH, help="The folder; otherwise the register's own.")
def backup(register: Path, folder: Path | None) -> None:
    """Make a verified copy of the register; prints its path."""
    with reading(register) as opened:
        made = make_backup(opened, folder)
    say(str(made))


@click.command(short_help="Show what changed, when, by whom.")
@register_argument
@json_option
def history(register: Path, as_json: bool) -> None:
    """Show what changed, when, and by whom; the newest last."""
    with reading(register) as opened:
        entries = list(reversed(opened.history.entries()))
        if as_json:
            say_json(history_to_plain(opened, entries))
            return
    for line in history_in_words(entries):
        say(line)

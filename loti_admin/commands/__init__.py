"""The commands of `python main.py`: the same services as the window, without a window.

`run_command` is the one way in. It turns whatever happens into an exit status and at most a few lines on standard
error: 0 done, 1 refused with the reason, 2 not a command as it is described.
"""

import os
import sys
import traceback

import click

from loti_admin.commands.output import close_output, prepare_output, remark
from loti_admin.commands.program import program
from loti_admin.errors import LotiError, reason_of

DONE, REFUSED, USAGE = 0, 1, 2
DEBUG = "LOTI_ADMIN_DEBUG"


def run_command(argv: list[str]) -> int:
    """Run one command with its arguments and return the exit status. Never raises."""
    prepare_output()
    status = _run(argv)
    # A result that could not be written (a full disk behind `>`) was not handed over, whatever else went well.
    return close_output() or status


def _run(argv: list[str]) -> int:
    try:
        status = program.main(list(argv), prog_name="main.py", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except LotiError as error:
        remark(str(error))
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        remark(_usage(error))
        return USAGE
    except click.ClickException as error:
        remark(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        remark("Stopped. What was not finished is not in the register.")
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        remark(f"{place}{reason_of(error) or type(error).__name__}. Check the file and its folder.")
        _trace()
    except Exception as error:
        remark(
            f"LOTI Admin made a mistake of its own ({type(error).__name__}), so the command was not finished. "
            f"Run it again with {DEBUG}=1 to see where, and report that."
        )
        _trace()
    return REFUSED


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "main.py"
    sentence = " ".join(error.format_message().split())
    return f"{sentence} See: python {path} --help"


def _trace() -> None:
    if os.environ.get(DEBUG) == "1" and sys.stderr is not None:
        traceback.print_exc()

"""Start LOTI Admin: with no command the window opens; with one, the same services run without a window.

Nothing heavy is imported up here, so that the window paints first and a command starts quickly.
"""

import os
import sys
from pathlib import Path

NO_DISPLAY = (
    "There is no display here, so the window cannot open. "
    "Run a command instead, for example: python main.py demo example-year"
)


def main(arguments: list[str]) -> int:
    """Run the window or a command; returns the exit status (0 done, 1 refused, 2 usage)."""
    if not _asks_for_the_window(arguments):
        from loti_admin.commands import run_command

        return run_command(arguments)
    if not _has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    from ui.app import run

    return run(Path(arguments[0]) if arguments else None)


def _asks_for_the_window(arguments: list[str]) -> bool:
    """No argument at all, or a register and nothing else."""
    return not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".loti"))


def _has_display() -> bool:
    """Only Linux can lack one; Qt would end the process there instead of saying so.

    QT_QPA_PLATFORM counts as a display, because it names one that needs no screen (offscreen, vnc).
    """
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

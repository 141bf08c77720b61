"""The example register: two years of a plausible consortium, made through the same services as the real thing.

It is made in memory by a clock of its own, so that it holds the same each time, and gets its name only when it is
complete.
"""

from pathlib import Path

from loti_admin.errors import FileTrouble, reason_of
from loti_admin.services.example_data import ENDS_ON, OFFICER
from loti_admin.services.example_story import Clock, Story
from loti_admin.storage.backups import save_as
from loti_admin.storage.lock import Who
from loti_admin.storage.register import Register

THE_OFFICER = Who(OFFICER, "EXAMPLE-PC")


def build_example(path: Path) -> None:
    """Make the example register. Raises FileTrouble if the file exists or its folder cannot be written."""
    path = path.absolute()
    if path.exists():
        raise FileTrouble(f"{path} exists already. Open it, or choose another name or folder.")
    clock = Clock()
    with Register.in_memory(who=THE_OFFICER, clock=clock) as register:
        fill_example(register, clock)
        _keep(register, path)


def _keep(register: Register, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(
            f"The folder {path.parent} could not be made: {reason_of(error)}. Choose another."
        ) from error
    save_as(register, path)


def fill_example(register: Register, clock: Clock) -> None:
    """Tell the story in an empty register whose clock is `clock`."""
    story = Story(register, clock)
    story.begin()
    story.last_year()
    story.this_year()
    story.since_july()
    clock.turn_to(ENDS_ON)

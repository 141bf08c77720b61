"""Conflict copies: what a synchronised folder leaves when two computers wrote the same register."""

from pathlib import Path

from loti_admin.storage.door import Door
from loti_admin.storage.history import CHAIN_START
from loti_admin.storage.lock import conflict_copies, read_state, read_state_of


def diverged_copies(register: Door, path: Path) -> list[Path]:
    """Copies of the register beside `path` that hold writes which the register itself does not.

    A name alone proves nothing: an older copy that somebody kept has only writes that the register has too, and
    another register is no copy at all.
    """
    own = read_state(register.connection)
    found = []
    for copy in conflict_copies(path):
        other = read_state_of(copy)
        if own is None or other is None or other.register_id != own.register_id:
            continue
        if other.head != _chain_hash(register, other.generation):
            found.append(copy)
    return found


def _chain_hash(register: Door, generation: int) -> str | None:
    """The history's hash after that many writes; None if there were not so many. Before the first one it is fixed."""
    if generation == 0:
        return CHAIN_START
    row = register.connection.execute(
        "SELECT chain_hash FROM history WHERE id = ?", (generation,)
    ).fetchone()
    return None if row is None else str(row[0])

"""A register's whole content as plain bytes, for work that must not touch the connection of another thread."""

from pathlib import Path
from typing import TypeVar

from loti_admin.storage.connection import connect_memory, database_errors
from loti_admin.storage.door import Door
from loti_admin.storage.store import Store

S = TypeVar("S", bound=Store)


def content_of(register: Door) -> bytes:
    """The register as at its last commit. Raises FileTrouble if the file can no longer be read."""
    with database_errors(register.name):
        return register.connection.serialize()


def reading_of(kind: type[S], content: bytes, path: Path | None) -> S:
    """A copy in memory to read, not checked; `path` is where the register itself lives. Close it after use."""
    connection = connect_memory()
    try:
        connection.deserialize(content)
        connection.execute("PRAGMA query_only=ON")
        return kind(connection, path=path, read_only=True)
    except BaseException:
        connection.close()
        raise

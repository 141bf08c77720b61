"""A register's whole content as a copy in memory, for work that must not touch the connection of another thread."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from loti_admin.pace import rest
from loti_admin.storage.connection import connect_memory, database_errors
from loti_admin.storage.door import Door
from loti_admin.storage.store import Store

S = TypeVar("S", bound=Store)
# So many pages are copied in a few milliseconds.
_PAGES = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What `content_of` copied."""

    connection: sqlite3.Connection


def content_of(register: Door) -> Content:
    """The register as at its last commit; `reading_of` takes it over, on whatever thread. Raises FileTrouble if the
    file can no longer be read."""
    with database_errors(register.name):
        copy = connect_memory(handed_over=True)
        try:
            register.connection.backup(copy, pages=_PAGES, progress=lambda *_: rest())
        except BaseException:
            copy.close()
            raise
        return Content(copy)


def reading_of(kind: type[S], content: Content, path: Path | None) -> S:
    """The copy to read, not checked; `path` is where the register itself lives. Close it after use."""
    try:
        content.connection.execute("PRAGMA query_only=ON")
        return kind(content.connection, path=path, read_only=True)
    except BaseException:
        content.connection.close()
        raise

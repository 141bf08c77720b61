"""A register's copy in memory that can be written, to find out whether something will be refused.

Opening a register for writing already leaves a mark in it: who has it open. A rehearsal leaves none, so that what is
refused there has not touched a byte of the file.
"""

from pathlib import Path
from typing import TypeVar

from loti_admin.storage import opening
from loti_admin.storage.connection import database_errors
from loti_admin.storage.migrations import migrate
from loti_admin.storage.repository import TableMismatch
from loti_admin.storage.store import Store

S = TypeVar("S", bound=Store)


def rehearsal(kind: type[S], path: Path) -> S:
    """Open a copy of the register as at now, whoever has it open, with every rule of the register itself.

    Raises FileTrouble, NotARegister, NewerRegister, DamagedRegister, as opening it would.
    """
    path = path.absolute()
    opening.check_header(path, kind.schema)
    with database_errors(str(path)):
        connection = opening.snapshot(path)
        try:
            opening.refuse_untrusted(connection, kind.schema, str(path))
            if connection.execute("PRAGMA user_version").fetchone()[0] < kind.schema.version:
                migrate(connection, kind.schema)
            return kind._started(connection, path, None, None, None)
        except TableMismatch as error:
            connection.close()
            raise opening.damaged(str(path), str(error)) from error
        except BaseException:
            connection.close()
            raise

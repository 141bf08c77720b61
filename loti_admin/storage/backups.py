"""Backups: verified copies by SQLite's backup API."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Reason(StrEnum):
    UPGRADE = "upgrade"


def backup_connection(
    connection: sqlite3.Connection, path: Path, at: datetime, reason: Reason
) -> Path:
    raise NotImplementedError

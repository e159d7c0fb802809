"""What keeps a database from answering, as against what a program asks wrongly."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError


class Trouble(StrEnum):
    """Why nothing could be written or read just now. None of these is mended by asking differently."""

    FULL = "full"
    """There is no room left, or a file may not grow."""
    READ_ONLY = "read_only"
    """Reading works; nothing may be written."""
    BUSY = "busy"
    """Somebody else is writing, and does not come to an end."""
    AWAY = "away"
    """The database does not answer."""


_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_CANTOPEN: Trouble.AWAY,
    sqlite3.SQLITE_IOERR: Trouble.AWAY,
    # A write that goes beyond the largest size of a file, or a quota, is told as an error of the disk.
    sqlite3.SQLITE_IOERR_WRITE: Trouble.FULL,
    sqlite3.SQLITE_IOERR_TRUNCATE: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,
}
_SERVER = {
    "53100": Trouble.FULL,  # disk_full
    "25006": Trouble.READ_ONLY,  # read_only_sql_transaction
    "55P03": Trouble.BUSY,  # lock_not_available
    "40001": Trouble.BUSY,  # serialization_failure
    "40P01": Trouble.BUSY,  # deadlock_detected
    "57014": Trouble.BUSY,  # query_canceled: the statement took too long
}
_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
}
_NOT_NOW = ("57", "53", "08")
"""Classes of a server's answers: it is stopped, out of means, or the connection is broken."""


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble behind an error of the database or of a file; None when it is no such thing."""
    if isinstance(error, DBAPIError):
        return _of_database(error)
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0)
    return None


def _of_database(error: DBAPIError) -> Trouble | None:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return Trouble.AWAY if error.connection_invalidated or type(cause).__name__ == "OperationalError" else None
    return _SERVER.get(state) or (Trouble.AWAY if state[:2] in _NOT_NOW else None)

"""The machine itself: its clock, disk and memory, and the copies of the database on it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from models.organizations import AuditEvent
from web.config import Settings
from web.services.checks.finding import Finding, danger, fine, warning

BACKUPS = "backups"
OLDEST_BACKUP = timedelta(hours=26)
"""A night's copy may be two hours late."""
LARGEST_ERROR = timedelta(minutes=5)
FIRST_DAY = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock can be right that is before the program was written."""
MEGABYTE = 1024 * 1024
LITTLE_DISK_MB, NO_DISK_MB = 2048, 300
SOLVE_MB = 1024
"""What the largest measured solve took, twice over."""


def clock(moment: datetime, newest: datetime | None, database: datetime | None) -> Finding:
    """The system's time against the newest thing on record, and against the database's own clock where it has one."""
    if moment < FIRST_DAY or (newest is not None and newest - moment > LARGEST_ERROR):
        return danger(
            "clock",
            "This machine's clock says %(now)s UTC, but something on record is newer: %(newest)s UTC.",
            "Set the clock, best by a time service: sessions, leases and certificates depend on it.",
            now=f"{moment:%Y-%m-%d %H:%M}",
            newest=f"{max(newest or FIRST_DAY, FIRST_DAY):%Y-%m-%d %H:%M}",
        )
    if database is not None and abs(database - moment) > LARGEST_ERROR:
        return danger(
            "clock",
            "The clocks of this machine and of the database differ by %(seconds)s seconds.",
            "Let a time service set both.",
            seconds=round(abs(database - moment).total_seconds()),
        )
    return fine("clock", "The clock goes with the records.")


def newest_record(settings: Settings, connection: Connection, with_tables: bool) -> datetime | None:
    """When something was last written, by the files' times and by the access record; None when nothing was."""
    stamps = [
        datetime.fromtimestamp(path.stat().st_mtime, UTC)
        for path in (settings.instance / "secret.key", settings.instance / "link.key", *_copies(settings))
        if path.exists()
    ]
    if with_tables and (last := connection.scalar(select(func.max(AuditEvent.at)))) is not None:
        stamps.append(last)
    return max(stamps, default=None)


def database_clock(connection: Connection) -> datetime | None:
    """The database server's time; None where the database has no clock of its own."""
    if connection.dialect.name == "sqlite":
        return None
    moment: datetime | None = connection.scalar(select(func.now()))
    return moment


def disk(free_mb: int, folder: Path) -> Finding:
    """There is room for a month's work and its backups."""
    if free_mb < NO_DISK_MB:
        return danger(
            "disk",
            "Only %(free)s MB are free on the disk of %(folder)s.",
            "Make room now: soon nothing can be saved any more.",
            free=free_mb,
            folder=folder,
        )
    if free_mb < LITTLE_DISK_MB:
        return warning(
            "disk", "%(free)s MB are free on the disk of %(folder)s.", "Make room soon.", free=free_mb, folder=folder
        )
    return fine("disk", "%(free)s MB are free on the disk.", free=free_mb)


def free_megabytes(folder: Path) -> int:
    """Free space of the disk that holds the folder, or will hold it."""
    return shutil.disk_usage(nearest(folder)).free // MEGABYTE


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.absolute().parents) if one.exists())


def memory(available_mb: int | None, limit_mb: int | None) -> Finding:
    """A solve finds the memory it needs."""
    if available_mb is None:
        return fine("memory", "This system does not say how much memory is free.")
    wanted = limit_mb or SOLVE_MB
    if available_mb < wanted:
        return warning(
            "memory",
            "%(free)s MB of memory are free; a solve may take %(wanted)s MB.",
            "Close other programs, or set ROSTER_SOLVE_MEMORY_MB: the best roster so far is kept at the limit.",
            free=available_mb,
            wanted=wanted,
        )
    return fine("memory", "%(free)s MB of memory are free.", free=available_mb)


def available_megabytes(path: Path = Path("/proc/meminfo")) -> int | None:
    """What Linux counts as available; None on other systems."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:")), None)


def backup(newest: datetime | None, moment: datetime) -> Finding:
    """Last night's copy of the database is there."""
    if newest is None:
        return warning("backup", "There is no backup yet.", "Run: roster db backup. Keep a copy on another machine.")
    hours = round((moment - newest).total_seconds() / 3600)
    if moment - newest > OLDEST_BACKUP:
        return warning(
            "backup",
            "The newest backup is %(hours)s hours old.",
            "Run: roster db backup. A worker makes one each night while it runs.",
            hours=hours,
        )
    return fine("backup", "The newest backup is %(hours)s hours old.", hours=max(0, hours))


def record(waiting: int) -> Finding:
    """Nothing that was printed while nothing could be written still waits for the access record."""
    if waiting:
        return warning(
            "record",
            "%(count)s lines of the access record wait to be written.",
            "Make room on the disk, then print any page: they are written with it.",
            count=waiting,
        )
    return fine("record", "The access record is complete.")


def newest_backup(settings: Settings) -> datetime | None:
    """When the newest copy in the backups folder was written; None without any."""
    stamps = (path.stat().st_mtime for path in _copies(settings))
    last = max(stamps, default=None)
    return None if last is None else datetime.fromtimestamp(last, UTC)


def _copies(settings: Settings) -> list[Path]:
    """Finished backups; one that is still being written has another name."""
    return [path for path in (settings.instance / BACKUPS).glob("*.db") if path.is_file()]

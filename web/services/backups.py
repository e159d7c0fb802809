"""Which backups are made, kept, believed and put back. What a backup is, says `models.backup`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import backup, migrations
from models.backup import BadBackup, Mark
from models.base import now
from models.engine import make_sessions
from models.queries import desk, places
from scheduler.calendar import KST, Month
from scheduler.problem import ProblemError
from scheduler.rules import check
from web.services import convert
from web.services.errors import Conflict

NIGHT = time(3, 10)
"""When the nightly backup is due, in Korea. A machine that was off then makes it once it is on again."""
NIGHTS_KEPT = 14
MONTHS_KEPT = 12
_NIGHTLY = re.compile(r"roster-(\d{4}-\d\d-\d\d)\.db\Z")


@dataclass(frozen=True, slots=True)
class JudgedMonth:
    """What the law book says of one stored month of a backup."""

    organization: str
    month: str
    broken: int
    """Broken hard rules of the newest rosters; a draft may break some."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A backup that was read whole."""

    mark: Mark
    months: tuple[JudgedMonth, ...]


def folder_in(instance: Path) -> Path:
    """Where backups go unless somebody names another place; only the owner may look into it."""
    folder = instance / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def fingerprint(key: bytes) -> str:
    """What a backup keeps of the key of personal links, so that a wrong key is noticed after a restore."""
    return hashlib.sha256(b"fingerprint of " + key).hexdigest()[:16]


def make(engine: Engine, target: Path, key: bytes) -> Mark:
    """Write a backup of the running database. Raises Conflict when there is nothing to keep, and OSError."""
    try:
        return backup.write(engine, target, fingerprint(key))
    except BadBackup as error:
        raise Conflict(error.message, **error.facts) from error


def by_hand(instance: Path, moment: datetime) -> Path:
    """The name of a backup that somebody asks for at the moment."""
    return folder_in(instance) / f"roster-{moment.astimezone(KST):%Y-%m-%d-%H%M%S}.db"


def nightly(engine: Engine, instance: Path, key: bytes, moment: datetime) -> Path | None:
    """Make the backup of the last night when it is missing, and drop those too old; None when it was there.

    Raises Conflict and OSError.
    """
    folder = folder_in(instance)
    due = last_night(moment)
    target = folder / f"roster-{due}.db"
    if target.exists():
        return None
    make(engine, target, key)
    present = {found.group(1): path for path in folder.iterdir() if (found := _NIGHTLY.match(path.name))}
    kept = kept_days(date.fromisoformat(day) for day in present)
    for day, path in present.items():
        if date.fromisoformat(day) not in kept:
            path.unlink(missing_ok=True)
    return target


def last_night(moment: datetime) -> date:
    """The day of the newest night whose backup is due at the moment."""
    local = moment.astimezone(KST)
    return local.date() if local.time() >= NIGHT else local.date() - timedelta(days=1)


def kept_days(days: Iterable[date]) -> frozenset[date]:
    """Of the days with a backup those that are kept: the newest fourteen, and the first of each of the last months."""
    ordered = sorted(set(days))
    if not ordered:
        return frozenset()
    firsts: dict[Month, date] = {}
    for day in ordered:
        firsts.setdefault(Month.of(day), day)
    wanted = {Month.of(ordered[-1]).plus(-back) for back in range(MONTHS_KEPT)}
    return frozenset(ordered[-NIGHTS_KEPT:]) | {day for month, day in firsts.items() if month in wanted}


def newest(instance: Path) -> Path | None:
    """The newest backup in the usual folder; None when there is none."""
    found = sorted((instance / "backups").glob("*.db"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def verify(path: Path, folder: Path) -> Verdict:
    """Read a backup whole, bring a copy in the folder up to date, and judge every month in it.

    Raises Conflict with what is wrong with it.
    """
    try:
        mark = backup.prove(path)
        with backup.staged(path, folder) as staging, make_sessions(staging)() as session:
            return Verdict(mark, tuple(_judged(session)))
    except (BadBackup, ProblemError) as error:
        raise _conflict(error) from error


def restore(path: Path, engine: Engine, instance: Path, key: bytes, *, replace: bool) -> tuple[Mark, Path | None]:
    """Put a backup in the place of what the database holds; what it held is kept as a backup beside the others.

    Returns what was restored, and where the old state is now; None when there was none. Raises Conflict when the
    backup is damaged, when anybody is at work on the database, and when it holds an organisation and `replace` is not
    given.
    """
    try:
        backup.prove(path)
    except BadBackup as error:
        raise _conflict(error) from error
    if backup.in_use(engine):
        raise Conflict("The web server or a worker is at work on this database. End it first.")
    aside = None
    if migrations.current(engine) is not None:
        if _holds_somebody(engine) and not replace:
            raise Conflict("The database is not empty. With --replace its present state is kept aside and replaced.")
        aside = folder_in(instance) / f"before-restore-{now().astimezone(KST):%Y-%m-%d-%H%M%S}.db"
        make(engine, aside, key)
    try:
        return backup.restore(path, engine), aside
    except BadBackup as error:
        raise _conflict(error) from error
    finally:
        engine.dispose()


def _conflict(error: BadBackup | ProblemError) -> Conflict:
    if isinstance(error, BadBackup):
        return Conflict(error.message, **error.facts)
    return Conflict("The months of this backup cannot be read: %(reason)s", reason=str(error))


def _holds_somebody(engine: Engine) -> bool:
    with make_sessions(engine)() as session:
        return bool(places.organizations(session))


def _judged(session: Session) -> Iterator[JudgedMonth]:
    for owner in places.organizations(session):
        for month in desk.months_with_rosters(session, owner.id):
            problem = convert.problem_of(session, owner.id, Month.parse(month))
            broken = check(problem, convert.roster_of(session, owner.id, Month.parse(month)))
            yield JudgedMonth(owner.name, month, len(broken))
    session.rollback()

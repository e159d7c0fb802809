"""Public holidays of a club: those of the law, and days that were declared at short notice (임시공휴일)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from models.places import Holiday
from models.queries import places
from models.queries import rulebook as queries
from web.services.audit import Actor, record
from web.services.errors import Conflict, NotFound
from web.services.rulebook.blanks import day_typed
from web.services.rulebook.drafts import Faults, Unfit

FIRST_YEAR, LAST_YEAR = 2020, 2040
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class HolidayView:
    """One holiday of the year's list."""

    day: date
    name: str
    id: int | None
    """None: known to the law's table, and not yet among the club's."""
    own: bool
    """Added by the club: it may be removed again."""


def of_year(session: Session, organization_id: int, year: int) -> list[HolidayView]:
    """The year's holidays by day, the club's and those of the law's table that the club does not have yet."""
    law = law_of(year)
    kept = {row.day: row for row in queries.holidays_of(session, organization_id, year)}
    found = [HolidayView(row.day, row.name, row.id, row.day not in law) for row in kept.values()]
    found += [HolidayView(day, name, None, False) for day, name in law.items() if day not in kept]
    return sorted(found, key=lambda one: one.day)


@lru_cache(maxsize=32)
def law_of(year: int) -> dict[date, str]:
    """관공서의 공휴일 of a year, with their Korean names."""
    from scheduler.files.holidays import korean_holidays  # noqa: PLC0415 - the library is slow to load, seldom needed

    return korean_holidays(date(year, 1, 1), date(year, 12, 31))


def add(session: Session, organization_id: int, day: str, name: str, actor: Actor) -> Holiday:
    """Add a day by hand. Commits. Raises Unfit when day or name are not well written, or the day is there."""
    places.claim(session, organization_id)
    faults: Faults = {}
    on = day_typed(day)
    if on is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
        faults["day"] = "Please write a date, such as 2027-05-01.", {}
    elif queries.holiday_on(session, organization_id, on) is not None:
        faults["day"] = "This day is a public holiday already.", {}
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        faults["name"] = "Please write the name of the day.", {}
    if faults or on is None:
        raise Unfit(faults)
    row = Holiday(organization_id=organization_id, day=on, name=name)
    session.add(row)
    record(session, organization_id, actor, "holiday.add", "all", day=on.isoformat())
    session.commit()
    return row


def fill(session: Session, organization_id: int, year: int, actor: Actor) -> int:
    """Take over the year's days of the law that the club does not have; how many. Commits. Raises NotFound."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound("There is no such year.")
    places.claim(session, organization_id)
    missing = [one for one in of_year(session, organization_id, year) if one.id is None]
    session.add_all(Holiday(organization_id=organization_id, day=one.day, name=one.name) for one in missing)
    if missing:
        record(session, organization_id, actor, "holiday.fill", "all", year=year, days=len(missing))
    session.commit()
    return len(missing)


def remove(session: Session, organization_id: int, holiday_id: int, actor: Actor) -> Holiday:
    """Take back a day that was added by hand. Commits. Raises NotFound, and Conflict for a day of the law."""
    places.claim(session, organization_id)
    row = queries.holiday(session, organization_id, holiday_id)
    if row is None:
        raise NotFound("There is no such holiday.")
    if row.day in law_of(row.day.year):
        raise Conflict("This is a holiday by law and cannot be removed.")
    session.delete(row)
    record(session, organization_id, actor, "holiday.remove", "all", day=row.day.isoformat())
    session.commit()
    return row

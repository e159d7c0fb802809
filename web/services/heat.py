"""Heat as a coordinator types it in: apparent temperatures of days (체감온도), hours cut for heat and made up.

Both only tell (W10, W11). Hours are cut for a site and a day: for everybody who stands on one of its outdoor shifts of
that day in the roster, at most as long as they work there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.heat import HeatCut, HeatDay
from models.queries import heat as queries
from models.queries import places
from scheduler.calendar import Month
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.values import Values
from web.services import rule_entries
from web.services.audit import Actor, record
from web.services.errors import NotFound
from web.services.rulebook.blanks import day_typed, minutes_shown, minutes_typed
from web.services.rulebook.drafts import Faults, Unfit

LEAST_DEGREES, MOST_DEGREES = 20, 50
"""Degrees Celsius that may be typed in."""
MOST_MINUTES = 24 * 60
_DEGREES = re.compile(r"(\d{2})(?:[.,]\d{1,2})?\s*[^\d\s.,]{0,2}")
"""Two figures, decimals, and the unit in any language."""


@dataclass(frozen=True, slots=True)
class DayDraft:
    """The form of a temperature, as it was typed."""

    day: str = ""
    degrees: str = ""


@dataclass(frozen=True, slots=True)
class CutDraft:
    """The form of hours cut, as it was typed."""

    site: str = ""
    """Code of the site."""
    day: str = ""
    cut: str = ""
    made_up: str = ""
    """Empty: nothing yet."""


@dataclass(frozen=True, slots=True)
class CutView:
    """Hours cut at one site on one day, for each person in minutes."""

    id: int
    site_code: str
    site: str
    cut: int
    made_up: int

    @property
    def left(self) -> int:
        """Minutes that are not made up yet."""
        return self.cut - self.made_up

    @property
    def typed(self) -> tuple[str, str]:
        """Cut and made up as the form takes them."""
        return minutes_shown(self.cut), minutes_shown(self.made_up)


@dataclass(frozen=True, slots=True)
class HeatDayView:
    """A day about which something was typed in."""

    day: date
    id: int | None
    """Of the temperature; None when only hours were cut."""
    degrees: int | None
    level: str
    """What the heat asks for: stop, rest, watch, or nothing."""
    cuts: tuple[CutView, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which apparent temperature something is to be done (degrees), and the minutes of rest and of a month."""

    watch: int
    rest: int
    stop: int
    rest_minutes: int
    cut_most: int

    def level(self, degrees: int | None) -> str:
        """What the heat asks for: stop, rest, watch, or nothing."""
        named = (("stop", self.stop), ("rest", self.rest), ("watch", self.watch))
        return next((name for name, least in named if degrees is not None and degrees >= least), "")


@dataclass(frozen=True, slots=True)
class Felt:
    """What the warnings want to know of a month."""

    apparent: Mapping[date, int]
    """Degrees by day."""
    cut: Mapping[str, int]
    """Minutes by participant's number."""
    made_up: Mapping[str, int]


def limits(values: Values, day: date) -> Limits:
    """The numbers of W10 and W11 that hold on a day."""

    def at(name: str) -> int:
        return int(values.at(name, day).value or 0)

    return Limits(
        watch=at("heat_watch"),
        rest=at("heat_rest"),
        stop=at("heat_stop"),
        rest_minutes=at("heat_rest_minutes"),
        cut_most=at("heat_cut_minutes_per_month"),
    )


def limits_of(session: Session, organization_id: int, month: Month) -> Limits:
    """The numbers that hold for a month: those of its first day."""
    return limits(Values(rule_entries.values(session, organization_id)), month.first)


def felt(session: Session, organization_id: int, month: Month, problem: Problem, roster: Roster) -> Felt:
    """The month's temperatures, and by person what was cut and made up, as the roster stands now."""
    codes = {row.id: row.code for row in places.sites(session, organization_id)}
    rows = {
        (codes[row.site_id], row.day): row for row in queries.cuts(session, organization_id, month.first, month.last)
    }
    cut: dict[str, int] = defaultdict(int)
    made_up: dict[str, int] = defaultdict(int)
    for (person, site, day), worked in _outdoors(problem, roster).items():
        row = rows.get((site, day))
        if row is not None:
            lost = min(row.cut_minutes, worked)
            cut[person] += lost
            made_up[person] += min(row.made_up_minutes, lost)
    days = queries.days(session, organization_id, month.first, month.last)
    return Felt({row.day: row.degrees for row in days}, cut, made_up)


def _outdoors(problem: Problem, roster: Roster) -> dict[tuple[str, str, date], int]:
    """Minutes outdoors by person, site and day."""
    worked: dict[tuple[str, str, date], int] = defaultdict(int)
    for shift in problem.shifts:
        for person in roster.people_on(shift.id) if shift.outdoor else ():
            worked[person, shift.site, shift.day] += shift.worked_minutes
    return worked


def listed(session: Session, organization_id: int, month: Month) -> list[HeatDayView]:
    """Every day of the month about which something was typed in, by day."""
    sites = {row.id: row for row in places.sites(session, organization_id)}
    hot = {row.day: row for row in queries.days(session, organization_id, month.first, month.last)}
    cuts: dict[date, list[CutView]] = defaultdict(list)
    for row in queries.cuts(session, organization_id, month.first, month.last):
        site = sites[row.site_id]
        cuts[row.day].append(CutView(row.id, site.code, site.name, row.cut_minutes, row.made_up_minutes))
    holding = limits_of(session, organization_id, month)
    return [_day_view(day, hot.get(day), cuts[day], holding) for day in sorted(hot.keys() | cuts.keys())]


def _day_view(day: date, row: HeatDay | None, cuts: list[CutView], holding: Limits) -> HeatDayView:
    degrees = row.degrees if row else None
    return HeatDayView(day, row.id if row else None, degrees, holding.level(degrees), tuple(cuts))


def outdoor_sites(session: Session, organization_id: int) -> dict[str, str]:
    """Names by code of the sites that have a shift outdoors: only there hours are cut for heat."""
    outdoors = {row.site_id for row in places.templates(session, organization_id) if row.outdoor}
    return {row.code: row.name for row in places.sites(session, organization_id) if row.id in outdoors}


def set_day(session: Session, organization_id: int, month: Month, draft: DayDraft, actor: Actor) -> HeatDay:
    """Store the temperature of a day, in place of another one. Commits. Raises Unfit when the form has faults."""
    places.claim(session, organization_id)
    faults: Faults = {}
    day = _day_of(month, draft.day, "day", faults)
    degrees = _degrees_of(draft.degrees, faults)
    if day is None or degrees is None:
        raise Unfit(faults)
    found = queries.days(session, organization_id, day, day)
    row = found[0] if found else HeatDay(organization_id=organization_id, day=day)
    row.degrees = degrees
    session.add(row)
    record(session, organization_id, actor, "heat.day", "all", day=day.isoformat(), degrees=degrees)
    session.commit()
    return row


def set_cut(session: Session, organization_id: int, month: Month, draft: CutDraft, actor: Actor) -> HeatCut:
    """Store what was cut and made up at a site on a day, in place of what stood there. Commits.

    Raises Unfit when the form has faults.
    """
    places.claim(session, organization_id)
    faults: Faults = {}
    day = _day_of(month, draft.day, "cut_day", faults)
    site = next((row for row in places.sites(session, organization_id) if row.code == draft.site), None)
    if site is None or draft.site not in outdoor_sites(session, organization_id):
        faults["site"] = "Please choose a site with work outdoors.", {}
    cut = _minutes_of(draft.cut, "cut", 1, MOST_MINUTES, faults)
    made_up = _minutes_of(draft.made_up or "0", "made_up", 0, MOST_MINUTES, faults)
    if cut is not None and made_up is not None and made_up > cut:
        faults["made_up"] = "More is made up than was cut.", {}
    if faults or day is None or site is None or cut is None or made_up is None:
        raise Unfit(faults)
    found = [row for row in queries.cuts(session, organization_id, day, day) if row.site_id == site.id]
    row = found[0] if found else HeatCut(organization_id=organization_id, site_id=site.id, day=day)
    row.cut_minutes, row.made_up_minutes = cut, made_up
    session.add(row)
    record(
        session, organization_id, actor, "heat.cut", f"site {site.id}", day=day.isoformat(), cut=cut, made_up=made_up
    )
    session.commit()
    return row


def remove_day(session: Session, organization_id: int, day_id: int, actor: Actor) -> None:
    """Forget the temperature of a day. Commits. Raises NotFound."""
    places.claim(session, organization_id)
    row = queries.day_called(session, organization_id, day_id)
    if row is None:
        raise NotFound("There is no such temperature.")
    session.delete(row)
    record(session, organization_id, actor, "heat.day.remove", "all", day=row.day.isoformat())
    session.commit()


def remove_cut(session: Session, organization_id: int, cut_id: int, actor: Actor) -> None:
    """Forget that hours were cut at a site on a day. Commits. Raises NotFound."""
    places.claim(session, organization_id)
    row = queries.cut_called(session, organization_id, cut_id)
    if row is None:
        raise NotFound("There is no such entry of hours cut.")
    session.delete(row)
    record(session, organization_id, actor, "heat.cut.remove", f"site {row.site_id}", day=row.day.isoformat())
    session.commit()


def _day_of(month: Month, text: str, name: str, faults: Faults) -> date | None:
    day = day_typed(text)
    if day is None:
        faults[name] = "Please write a date, such as 2027-05-01.", {}
    elif not month.first <= day <= month.last:
        faults[name], day = ("Please choose a day of this month.", {}), None
    return day


def _degrees_of(text: str, faults: Faults) -> int | None:
    """Whole degrees: a limit of 33 is reached by 33.0 and not by 32.9, so decimals are left out."""
    match = _DEGREES.fullmatch(text.strip())
    if match and LEAST_DEGREES <= int(match[1]) <= MOST_DEGREES:
        return int(match[1])
    said = "Please write degrees from %(least)s to %(most)s, such as 33."
    faults["degrees"] = said, {"least": LEAST_DEGREES, "most": MOST_DEGREES}
    return None


def _minutes_of(text: str, name: str, least: int, most: int, faults: Faults) -> int | None:
    minutes = minutes_typed(text)
    if minutes is None:
        faults[name] = "Please write hours, or hours and minutes, such as 14 or 14:30.", {}
    elif not least <= minutes <= most:
        bounds = {"least": minutes_shown(least), "most": minutes_shown(most)}
        faults[name], minutes = ("From %(least)s to %(most)s is possible.", bounds), None
    return minutes

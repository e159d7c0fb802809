"""The sample club: fictional people on rosters as real clubs have them, one coordinator's full load of 120 people.

Everything about a person stays the same from month to month; holidays, vacations, wishes and what ends in mid-month
follow the month that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from scheduler.calendar import SATURDAY, Month
from scheduler.club.book import (
    ClosureEntry,
    ClosureKind,
    ClubBook,
    OrganizationEntry,
    PairEntry,
    PairKind,
)
from scheduler.club.draft import Draft
from scheduler.club.extras import add_extras, add_meeting
from scheduler.club.kinds import (
    CAFE_CREWS,
    CAMPUS_GUARD,
    SCHOOL_CREW,
    SCHOOL_LUNCH,
    STORE_18H,
    STORE_24H,
    STORE_PAIRS,
    SiteKind,
)
from scheduler.club.pattern import spread
from scheduler.club.schoolyear import bridge_days, vacations
from scheduler.club.wants import add_wishes

ORGANIZATION = OrganizationEntry(name="한마음시니어클럽", phone="031-000-0000", coordinator="박은정", city="한마음시")
LUNCH_DAYS_A_MONTH = 10
"""30 hours of 노인공익활동사업 are ten lunches of three hours."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A site of the sample with its people's weekly shifts."""

    code: str
    kind: SiteKind
    name: str
    shifts_a_week: int
    at_night: int = 0
    client_org: str = ""


_PLANS = (
    _Plan("store24", STORE_24H, "시니어 동행 편의점 한마음점", 28, at_night=9),
    _Plan("store2", STORE_PAIRS, "시니어 동행 편의점 햇살점", 58),
    _Plan("store18", STORE_18H, "시니어 동행 편의점 느티나무점", 30, at_night=5),
    _Plan("cafe", CAFE_CREWS, "시니어 카페 마실", 42),
    _Plan("lunch1", SCHOOL_LUNCH, "다솜초 급식실", 20, client_org="다솜초등학교"),
    _Plan("lunch2", SCHOOL_LUNCH, "푸른들초 급식실", 20, client_org="푸른들초등학교"),
    _Plan("lunch3", SCHOOL_LUNCH, "새나래초 급식실", 20, client_org="새나래초등학교"),
    _Plan("lunch4", SCHOOL_LUNCH, "작은숲초 급식실", 20, client_org="작은숲초등학교"),
    _Plan("guard1", CAMPUS_GUARD, "가람초 지킴이실", 21, client_org="가람초등학교"),
    _Plan("guard2", CAMPUS_GUARD, "온누리중 지킴이실", 21, client_org="온누리중학교"),
    _Plan("care", SCHOOL_CREW, "다온중 환경 관리", 30, client_org="다온중학교"),
)
_BRIDGING_SCHOOLS = ("lunch2", "guard2")
"""Schools whose head closes them on a workday between two days off."""


def sample_book(month: Month, holidays: Mapping[date, str]) -> ClubBook:
    """The sample club as it stands before the month is planned, with the month before as history."""
    draft = Draft(month, holidays)
    for plan in _PLANS:
        draft.add_site(_with_lunches(plan, month, holidays), plan.code, plan.name, plan.client_org)
    _close_schools(draft)
    loads: dict[str, int] = {}
    for plan in _PLANS:
        shares = spread(plan.shifts_a_week, plan.kind.people)
        loads |= zip(draft.add_crew(plan.code, shares, plan.at_night), shares, strict=True)
    _absences(draft)
    for plan in _PLANS:
        draft.settle(plan.code, loads)
    _special_cases(draft)
    add_extras(draft)
    add_meeting(draft, "store2")
    add_wishes(draft, Random(f"wishes of {month}"))
    return draft.book(ORGANIZATION)


def _with_lunches(plan: _Plan, month: Month, holidays: Mapping[date, str]) -> SiteKind:
    """School lunch: as many seats on Fridays as the month's ten days a person leave; other kinds as they are."""
    if plan.kind is not SCHOOL_LUNCH:
        return plan.kind
    days = [day for day in month.period.days() if day.weekday() < SATURDAY and day not in holidays]
    fridays = sum(day.weekday() == 4 for day in days)
    others = (len(days) - fridays) * 4
    seats = min(4, max(1, (LUNCH_DAYS_A_MONTH * plan.kind.people - others) // max(1, fridays)))
    return plan.kind.with_seats({"금": seats})


def _close_schools(draft: Draft) -> None:
    schools = [plan.code for plan in _PLANS if plan.kind.school]
    for place, site in enumerate(schools):
        draft.closures += vacations(site, draft.month, shift_by=place % 4)
    for day in bridge_days(draft.month, draft.holidays):
        draft.closures += [ClosureEntry(site, day, day, ClosureKind.CLOSED, "재량휴업일") for site in _BRIDGING_SCHOOLS]


def _absences(draft: Draft) -> None:
    """Weekdays that people never have, for reasons nobody writes down, and some trips."""
    rng = Random("absences of the sample club")
    for plan in _PLANS:
        weekdays = sorted({day for slot in plan.kind.slots for day in slot.weekdays})
        for place, number in enumerate(draft.crews[plan.code]):
            if place % 2:
                draft.away_on_weekday(number, rng.choice(weekdays))
    period, rng = draft.month.period, Random(f"trips of {draft.month}")
    for number in sorted(draft.participants):
        if rng.random() < 0.2:
            first = period.first + timedelta(days=rng.randrange(len(period) - 3))
            draft.away(number, first, first + timedelta(days=rng.randrange(1, 4)))


def _special_cases(draft: Draft) -> None:
    month, crews = draft.month, draft.crews
    _family_weekend(draft)
    middle = month.first + timedelta(days=13)
    for number in crews["lunch4"][:3]:
        draft.expire(number, "health_cert", middle)
    draft.expire(crews["cafe"][5], "health_cert", middle + timedelta(days=3))
    draft.expire(crews["guard1"][2], "record_check", middle + timedelta(days=6))
    for newcomer in (crews["store2"][-1], crews["cafe"][-1]):
        draft.begin(newcomer, month.first, novice_until=month.first + timedelta(weeks=8))
    draft.pairs += [
        PairEntry(crews["store2"][2], crews["store2"][7], PairKind.APART),
        PairEntry(crews["care"][3], crews["care"][4], PairKind.TOGETHER),
    ]


def _family_weekend(draft: Draft) -> None:
    """On the second weekend nearly all who work at night in the 24-hour store are away with their families."""
    saturday = next(day for day in draft.month.period.days() if day.weekday() == SATURDAY and day.day > 7)
    for number in draft.crews["store24"][:8]:
        draft.away(number, saturday, saturday + timedelta(days=1))

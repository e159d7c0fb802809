"""The same months on servers in other time zones: `python -m tests.proof.zones 2027-05 12` prints one line a month.

A line is a month with the fingerprints of its problem and of its roster. `lines(zone, ...)` runs this module in a
process of its own, whose clock stands in the zone.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from scheduler import conditions as c
from scheduler.calendar import Month
from scheduler.club.book import (
    ClubBook,
    ContractEntry,
    HolidayPolicy,
    OrganizationEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
)
from scheduler.club.expand import problem_of
from scheduler.engines.base import Limits
from scheduler.enums import EmploymentKind, Every, Measure
from scheduler.files.holidays import korean_holidays
from scheduler.files.problem_json import plain_problem
from tests.proof.agreement import solve

ROOT = Path(__file__).parents[2]
ZONES = ("Asia/Seoul", "UTC", "America/Los_Angeles", "Pacific/Kiritimati")
FIRST = Month(2020, 1)
MONTHS = 252
"""Up to December 2040."""
LIMITS = Limits(seconds=60, work=0.05)


def club() -> ClubBook:
    """Three people at a shop and a school, over all years."""
    holidays = korean_holidays(date(2019, 12, 1), date(2041, 2, 1))
    terms = (date(2019, 1, 1), date(2041, 12, 31))
    return ClubBook(
        OrganizationEntry("시간시니어클럽", "031-000-0000", "담당자"),
        programs=(ProgramEntry("p", "사업단"),),
        sites=(SiteEntry("s1", "가게", "p"), SiteEntry("s2", "학교", "p", holiday_policy=HolidayPolicy.CLOSED)),
        templates=(
            TemplateEntry("s1", "밤", "밤", 1320, 1680, 30, 1, weekdays=frozenset({4, 5, 6})),
            TemplateEntry("s2", "오", "오전", 540, 720, 0, 1, weekdays=frozenset({0, 2, 4})),
        ),
        participants=tuple(ParticipantEntry(f"P{n}", f"참여자{n}", night_opt_in=n > 1) for n in (1, 2, 3)),
        contracts=tuple(
            ContractEntry(f"P{n}", "p", EmploymentKind.EMPLOYEE, *terms, frozenset({"s1", "s2"}), 600)
            for n in (1, 2, 3)
        ),
        holidays=holidays,
    )


def line(book: ClubBook, month: Month) -> str:
    """The month with the fingerprints of problem and roster."""
    fortnight = c.Amount(id="a", must=True, measure=Measure.SHIFTS, every=Every.ROLLING, days=14, most=6)
    problem = replace(problem_of(book, month), conditions=c.Conditions(amounts=(fortnight,)))
    solved = solve(problem, LIMITS)
    assert solved.roster is not None
    pairs = sorted(tuple(pair) for pair in solved.roster.assignments)
    plain = json.dumps(plain_problem(problem), ensure_ascii=False, sort_keys=True)
    return f"{month} {_print(plain)} {_print(repr(pairs))} {len(pairs)}"


def _print(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lines(zone: str, first: Month, months: int) -> list[str]:
    """What a server in the zone makes of the months."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.zones", str(first), str(months)],
        cwd=ROOT, env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def lines_here(first: Month, months: int) -> list[str]:
    """The same in this process."""
    made = club()
    return [line(made, first.plus(number)) for number in range(months)]


def differing(of_zones: dict[str, list[str]]) -> list[str]:
    """The lines that are not the same everywhere."""
    home = next(iter(of_zones.values()))
    return [f"{zone}: {one}" for zone, its in of_zones.items() for one in sorted({*home} ^ {*its})]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{one}\n" for one in lines_here(Month.parse(sys.argv[1]), int(sys.argv[2]))))

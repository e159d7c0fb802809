"""The short benchmark: small instances whose figures are kept, and must not get worse. `--keep` measures them anew.

It looks at quality only. Every search has one worker and ends by proof or after a number of steps, which is the same on
every machine; the clock ends it only when something is badly wrong. A search that gets better passes, and whoever made
it better keeps the new figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from scheduler.benchmark import city, nrp
from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.public_instance import read_instance
from scheduler.problem import Problem
from scheduler.result import Result
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests.benchmark import ground

KEPT = Path(__file__).with_name("kept.json")
MONTH = Month(2027, 5)
DEARER = 0.05
"""By how much a penalty may be above the kept one: rows in another order already lead to other rosters."""
LOWER = 0.03
"""By how much a bound may be below the kept one."""
LONGEST = 900.0
"""Seconds; a search that needs them has other troubles than quality."""


@dataclass(frozen=True)
class Kept:
    """What a search of an instance reached: penalties and bounds by level."""

    penalties: tuple[int, ...]
    bounds: tuple[int, ...]

    @classmethod
    def of(cls, result: Result) -> Kept:
        """Of a search that has just ended."""
        return cls(tuple(one.penalty for one in result.levels), tuple(one.bound for one in result.levels))


def club(people: int, seed: int) -> Problem:
    """A small random club with all rules on."""
    holidays = korean_holidays(MONTH.plus(-3).first, MONTH.plus(1).last)
    return problem_of(random_club(people, seed, MONTH, holidays), MONTH)


def sample() -> Problem:
    """The sample club."""
    return problem_of(sample_book(MONTH, korean_holidays(date(2026, 12, 1), date(2028, 12, 31))), MONTH)


def public(number: str) -> Problem:
    """A public instance. Raises MissingError."""
    return nrp.problem_of(read_instance(ground.public(number)))


def small_city(locality: str) -> Problem:
    """A city of 60 people. Raises MissingError."""
    return city.problem_of(ground.made_city(60, 1, locality))


@dataclass(frozen=True)
class Case:
    """An instance, and how many steps it is given."""

    problem: Callable[[], Problem]
    """Raises MissingError where what it needs is not on this machine."""
    steps: int

    def searched(self) -> Kept:
        """What the search reaches in a fixed amount of work."""
        return Kept.of(solve(self.problem(), SolveParams(seconds=LONGEST, workers=1, seed=0, steps=self.steps)))


CASES = {
    "club of 20": Case(lambda: club(20, 1), 6),
    "club of 30": Case(lambda: club(30, 3), 5),
    "sample club": Case(sample, 18),
    "public 1": Case(lambda: public("1"), 12),
    "public 2": Case(lambda: public("2"), 12),
    "city of 60": Case(lambda: small_city("near"), 40),
    "harder city of 60": Case(lambda: small_city("near+h"), 40),
}


def kept() -> dict[str, Kept]:
    """The kept figures, by case."""
    plain = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: Kept(tuple(one["penalties"]), tuple(one["bounds"])) for name, one in plain.items()}


def worse(now: Kept, before: Kept) -> str:
    """Why it is worse than before, in a sentence; empty when it is not."""
    if len(now.penalties) != len(before.penalties):
        return f"{len(now.penalties)} levels have a penalty, not {len(before.penalties)}"
    places = range(len(before.penalties))
    for place in places:
        if now.penalties[place] > (1 + DEARER) * before.penalties[place]:
            return f"level {place} costs {now.penalties[place]}, not {before.penalties[place]}"
        if now.penalties[place] < before.penalties[place]:
            # Later levels and bounds of a better roster are others.
            return ""
        if now.bounds[place] < (1 - LOWER) * before.bounds[place]:
            return f"level {place} is proven no better than {now.bounds[place]}, not {before.bounds[place]}"
    return ""


def main() -> int:
    """Search all cases, or those named; 1 when one is worse than kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.quality")
    parser.add_argument("--keep", action="store_true", help="take the figures of this run as those to keep")
    parser.add_argument("--only", default=",".join(CASES), help="names of cases, with commas between")
    asked = parser.parse_args()
    before = kept() if KEPT.exists() else {}
    found = dict(before)
    complaints = 0
    for name in asked.only.split(","):
        try:
            found[name] = CASES[name].searched()
        except ground.MissingError as lack:
            print(f"{name}: {lack}")
            continue
        complaint = worse(found[name], before[name]) if name in before else ""
        complaints += bool(complaint)
        print(f"{name}: {list(found[name].penalties)}, bounds {list(found[name].bounds)} {complaint}", flush=True)
    if asked.keep:
        plain = {name: asdict(one) for name, one in found.items()}
        KEPT.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
        return 0
    return int(complaints > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Measure what docs/measurements.md publishes: `make measure`. Prints a table; quote figures of one run together.

The club is the sample club of May 2027; pages are fetched through the whole application, without a network.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

from flask.testing import FlaskClient

import tests.conftest  # noqa: F401 - gives what is measured a folder of its own
from models import User
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.expand import problem_of
from scheduler.club.generate import random_club
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.problem import Problem
from scheduler.result import Result
from scheduler.search.solve import SolveParams, solve
from tests.benchmark.clicked import clicked
from tests.benchmark.desk import at_the_desk
from tests.benchmark.judging import judging
from tests.filled import MORNING, filled_club, plain_plan
from web.services import convert, demo
from web.services.audit import Actor
from web.services.importer import import_book
from web.views import me

MONTH = Month(2027, 5)
FETCHES = 60


def main() -> None:
    """Everything, in a few minutes."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, nargs="+", default=[10, 30, 60])
    chosen = arguments.parse_args()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]}"
    )
    book = sample_book(MONTH, korean_holidays(date(2026, 12, 1), date(2028, 12, 31)))
    problem = problem_of(book, MONTH)
    for seconds in chosen.seconds:
        print(line_of(problem, solve(problem, SolveParams(seconds=seconds, workers=2))))
    for told in (judging(), *pages(), *editing(), *clicked()):
        print(told)


def line_of(problem: Problem, result: Result) -> str:
    """One solve in a line."""
    left = len(rules.fillable(problem, result.roster))
    return (
        f"solve: {result.seconds:.1f} s, {result.status}, open {result.open_seats} of {result.seats} "
        f"(no roster has fewer than {result.open_seats_bound}), penalty {result.penalty}, bound {result.bound}, "
        f"gap {100 * result.gap:.2f} %, first complete {result.first_complete_seconds}, fillable seats left {left}, "
        f"peak {result.peak_mb:.0f} MB"
    )


def pages() -> Iterator[str]:
    """The coordinator's month grid and the participant's page."""
    me.now, me.today = lambda: MORNING, MORNING.date  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        club = filled_club(Path(folder))
        desk = at_the_desk(club)
        grid = f"/months/{MONTH}/grid"
        yield timed("month grid 120 x 31", desk, lambda: grid)
        with club.session as session:
            shown = demo.Demo(club.organization_id, MONTH, None)
            _, path = demo.somebodys_link(session, shown, "", club.settings.link_key())
        phone = desk.application.test_client()
        phone.post(path)
        yield timed("participant's page", phone, lambda: "/me")


def editing(people: int = 130, times: int = 60) -> Iterator[str]:
    """Live editing of a draft of a club of 130: look at a cell, hear what a change would do, make it, take it back."""
    month = MONTH.next()
    with tempfile.TemporaryDirectory() as folder:
        club = filled_club(Path(folder))
        book = random_club(people, 7, month, korean_holidays(month.plus(-3).first, month.plus(1).last))
        with club.session as session:
            owner = import_book(session, None, book, Actor("measure")).organization_id
            session.get_one(User, 1).organization_id = owner
            login = session.get_one(User, 1).login
            convert.store_roster(session, owner, month, plain_plan(convert.problem_of(session, owner, month)))
            session.commit()
            problem = convert.problem_of(session, owner, month)
        desk = at_the_desk(club, login)
        dice, live, at = random.Random(7), {"Accept": "application/json"}, f"/months/{month}"
        spent: dict[str, list[float]] = defaultdict(list)
        for _ in range(times):
            shift = dice.choice([one for one in problem.shifts if not one.external])
            number = dice.choice(problem.participants).id
            change = {"number": number, "day": str(shift.day), "seen": 2**30, "shifts": [shift.template]}
            for name, ask in (
                ("cell", partial(desk.get, f"{at}/cells/{number}/{shift.day}")),
                ("check", partial(desk.get, f"{at}/edits/check?changes={quote(json.dumps([change]))}")),
                ("edit", partial(desk.post, f"{at}/edits", json={"changes": [change]})),
                ("undo", partial(desk.post, f"{at}/edits/undo", json={})),
            ):
                begun = time.perf_counter()
                answer = ask(headers=live)
                assert answer.status_code == 200, (name, answer.status_code, answer.get_data(as_text=True)[:300])
                spent[name].append(1000 * (time.perf_counter() - begun))
        for name, values in spent.items():
            rest = values[2:]
            yield (
                f"editing {len(problem.participants)} x {len(month.period)}, {name}: first {values[0]:.0f} ms, "
                f"median {statistics.median(rest):.0f} ms, p95 {statistics.quantiles(rest, n=20)[-1]:.0f} ms"
            )


def timed(name: str, client: FlaskClient, path: Callable[[], str]) -> str:
    """Server time and size of a page."""
    begun = time.perf_counter()
    body = client.get(path()).data
    cold = 1000 * (time.perf_counter() - begun)
    spent = []
    for _ in range(FETCHES):
        begun = time.perf_counter()
        assert client.get(path()).status_code == 200
        spent.append(1000 * (time.perf_counter() - begun))
    p95 = statistics.quantiles(spent, n=20)[-1]
    return (
        f"{name}: first {cold:.0f} ms, median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, "
        f"{len(body)} bytes, {len(gzip.compress(body))} gzipped"
    )


if __name__ == "__main__":
    main()

"""The judge's thread: only the newest roster counts, only better ones replace the verdict, and it ends when told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduler import rules
from scheduler.problem import Problem, Unavailable
from scheduler.roster import Roster
from scheduler.search.court import Court, within
from scheduler.search.messages import Pairs
from tests import factories as make
from tests.ground import until

WAIT = 20
"""Seconds that a busy machine may need."""


def club() -> Problem:
    """Two people and a shift with two seats; nobody may work both shifts of the fourth."""
    return make.problem(
        make.person("kim"), make.person("lee"),
        make.shift(3, seats=2), make.shift(4), make.shift(4, "10:00", "13:00"),
    )  # fmt: skip


ONE: Pairs = (("kim", "A-0503-0900"),)
TWO: Pairs = (*ONE, ("lee", "A-0503-0900"))
WRONG: Pairs = (("kim", "A-0504-0900"), ("kim", "A-0504-1000"))


@pytest.fixture
def court():
    made = Court(club())
    yield made
    made.close()


def heard(court: Court, number: int, pairs: Pairs) -> None:
    court.hear(number, pairs)
    assert court.wait(WAIT)


def test_a_better_roster_replaces_the_verdict_and_a_worse_one_does_not(court: Court) -> None:
    court.open(None)
    assert court.wait(WAIT)
    assert court.best is None
    heard(court, 1, ONE)
    assert court.best is not None
    assert (court.best.roster, court.best.open_seats) == (Roster.of(ONE), 3)  # of 2 + 1 + 1 seats
    heard(court, 2, TWO)
    assert (court.best.roster, court.best.open_seats) == (Roster.of(TWO), 2)
    assert court.best.penalties == rules.level_penalties(club(), Roster.of(TWO))
    heard(court, 3, ONE)
    assert court.best.roster == Roster.of(TWO)


def test_a_roster_that_breaks_a_rule_is_refused_with_its_sentence(court: Court) -> None:
    court.open(None)
    heard(court, 1, WRONG)
    assert court.best is None
    assert court.complaint == rules.sentence(rules.check(club(), Roster.of(WRONG))[0])


def test_what_is_known_of_the_roster_to_start_from_is_judged_first(court: Court) -> None:
    court.open(Roster.of([*ONE, ("somebody else", "A-0503-0900")]))
    assert court.wait(WAIT)
    assert court.best is not None and court.best.roster == Roster.of(ONE)
    assert court.heard_at(1) is None
    heard(court, 4, TWO)
    assert court.heard_at(4) is not None
    assert court.heard_at(1) == court.heard_at(4)


def test_of_several_rosters_that_wait_only_the_newest_is_judged(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[int] = []
    free = threading.Event()
    check = rules.check

    def slowly(problem: Problem, roster: Roster) -> list[rules.Violation]:
        free.wait(WAIT)
        judged.append(len(roster))
        return check(problem, roster)

    monkeypatch.setattr(rules, "check", slowly)
    court.open(None)
    court.hear(1, ONE)
    court.hear(2, TWO)
    assert not court.wait(0.0)
    free.set()
    assert court.wait(WAIT)
    assert judged == [0, 2]


def test_how_long_the_next_one_will_take_is_known_from_the_last(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "check", lambda problem, roster: time.sleep(0.3) or [])
    assert court.needs() == 0.0
    court.open(None)
    assert court.wait(WAIT)
    assert 0.36 <= court.needs() <= 1.2  # 1.2 * 0.3 seconds, and what a busy machine adds
    assert court.needs(2) == 2 * court.needs()
    court.hear(1, ONE)
    until(lambda: court.needs() > court.needs(0) > 0, WAIT)  # one is being judged


def test_the_judge_leaves_the_processors_to_the_search_for_a_while(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert court.rested
    court.open(None)
    assert court.wait(WAIT) and court.rested  # there is no roster yet
    monkeypatch.setattr(rules, "check", lambda problem, roster: time.sleep(0.2) or [])
    heard(court, 1, ONE)
    ended = time.monotonic()
    assert not court.rested
    until(lambda: court.rested, WAIT)
    assert time.monotonic() - ended > 2.5 * 0.2


def test_a_judgement_that_nobody_waits_for_is_broken_off(court: Court, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    monkeypatch.setattr(rules, "check", endless(begun))
    before = threading.active_count()
    court.open(None)
    assert begun.wait(WAIT)
    court.close()
    until(lambda: threading.active_count() == before, WAIT)


def endless(begun: threading.Event) -> Callable[[Problem, Roster], list[rules.Violation]]:
    def check(problem: Problem, roster: Roster) -> list[rules.Violation]:
        begun.set()
        while True:
            pass

    return check


def test_a_court_that_was_closed_does_not_open() -> None:
    court = Court(club())
    court.close()
    before = threading.active_count()
    court.open(None)
    assert threading.active_count() == before


def test_work_within_a_time() -> None:
    assert within(WAIT, lambda: 7) == 7
    assert within(0.05, lambda: time.sleep(5)) is None


def test_after_publishing_it_begins_with_what_still_stands() -> None:
    away = replace(
        club(), participants=(make.person("kim", unavailable=(Unavailable(make.day(3)),)), make.person("lee"))
    )
    court = Court(replace(away, published=frozenset({*TWO, ("kim", "A-0504-0900")})))
    court.open(None)
    try:
        assert court.wait(WAIT)
        assert court.best is not None
        assert court.best.roster == make.roster(("lee", "A-0503-0900"), ("kim", "A-0504-0900"))
        assert court.best.number == 0
    finally:
        court.close()


def test_that_what_was_published_breaks_a_rule_now_is_no_complaint() -> None:
    court = Court(replace(club(), published=frozenset(WRONG)))
    court.open(None)
    try:
        assert court.wait(WAIT)
        assert (court.best, court.complaint) == (None, "")
    finally:
        court.close()

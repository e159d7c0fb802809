"""Trainings and meetings: rows and law book agree on any roster, and nobody but those sent is ever offered."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler import rules
from scheduler.encode.build import encode
from scheduler.problem import Lock, Problem
from scheduler.roster import Roster
from tests import factories as make
from tests.unit.scheduler.encode.enumeration import best_by_enumeration
from tests.unit.scheduler.encode.random_problems import random_problem, random_roster
from tests.unit.scheduler.encode.test_agreement import broken_rows, whole


def with_events(seed: int, people: int = 4, days: int = 7, shifts: int = 12) -> Problem:
    """A random problem with one to three events, to which some people are sent, kept off, or nothing is said."""
    problem, r = random_problem(seed, people, days, shifts), Random(seed)
    events = {
        one.id: one
        for one in (
            make.shift(
                r.choice((1, r.randint(1, days), days)), *r.choice((("09:00", "11:00"), ("14:00", "16:00"))),
                r.choice("ABC"), seats=0, event=True, credentials=frozenset(r.choice(((), ("pos",)))),
            )
            for _ in range(r.randint(1, 3))
        )
        if one.id not in problem.shift
    }  # fmt: skip
    locks = {
        (person.id, event): r.random() < 0.8
        for person in problem.participants for event in events if r.random() < 0.4
    }  # fmt: skip
    return replace(
        problem,
        shifts=(*problem.shifts, *events.values()),
        locks=(*problem.locks, *(Lock(*pair, works) for pair, works in locks.items())),
    )


def with_uninvited(problem: Problem, roster: Roster, seed: int) -> Roster:
    """The roster, now and then with somebody on an event at random."""
    r = Random(seed)
    events = [one.id for one in problem.shifts if one.event]
    if not events or r.random() < 0.6:
        return roster
    return roster.plus(r.choice(problem.participants).id, r.choice(events))


@pytest.mark.parametrize("seed", range(40))
def test_rows_hold_exactly_when_the_law_book_finds_nothing(seed: int) -> None:
    problem = with_events(seed)
    v = encode(problem, whole(problem))
    for turn in range(8):
        roster = with_uninvited(problem, random_roster(problem, turn), turn)
        broken, violations = broken_rows(v, roster), rules.check(problem, roster)
        assert bool(broken) == bool(violations), (violations, broken)


@pytest.mark.parametrize("seed", range(40))
def test_penalties_are_those_of_the_judge(seed: int) -> None:
    problem = with_events(seed)
    v = encode(problem, whole(problem))
    for turn in range(4):
        roster = Roster.of(
            pair for pair in random_roster(problem, turn).assignments if v.may_work(*pair)
        )  # fmt: skip
        if not rules.check(problem, roster):
            point = v.model.completed(v.decisions(roster))
            assert v.model.values(point) == rules.level_penalties(problem, roster)


@pytest.mark.parametrize("seed", range(40))
def test_only_those_sent_have_a_variable(seed: int) -> None:
    problem = with_events(seed)
    v = encode(problem, whole(problem))
    sent = {(one.participant, one.shift) for one in problem.locks if one.works}
    for event in (one for one in problem.shifts if one.event):
        assert {(person, event.id) for person in v.candidates(event)} <= sent


def test_the_optimum_sends_whom_the_coordinator_sends() -> None:
    event = make.shift(5, "14:00", "16:00", seats=0, event=True, id="event")
    problem = make.problem(
        make.person("kim"), make.person("lee"), event, make.shift(5), make.shift(6), locks=(Lock("kim", "event"),)
    )
    # Kim's training on the 5th leaves that day's shift to Lee; the 6th is anybody's: no seat stays open.
    assert best_by_enumeration(problem) is not None
    assert best_by_enumeration(problem)[0] == 0  # type: ignore[index]
    alone = replace(problem, participants=problem.participants[:1])
    assert best_by_enumeration(alone)[0] == 1  # type: ignore[index]

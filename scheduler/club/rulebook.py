"""What a club adds to the rules, for one month: numbers by programme, conditions, budgets and rules set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from scheduler import conditions as c
from scheduler.calendar import DAYS_PER_WEEK, Month, Period
from scheduler.club.book import ClubBook, ConditionEntry, RelaxationEntry, ScopeEntry
from scheduler.enums import Coin, EmploymentKind
from scheduler.parameters import Parameters
from scheduler.problem import Participant, Program, SpecialParameters, history_begins
from scheduler.rules import HardRule, rule
from scheduler.values import Values, parameters_of, program_types

KINDS: Mapping[type[c.Condition], str] = {
    c.Amount: "amounts", c.Stretch: "stretches", c.Weekends: "weekends", c.Sequence: "sequences",
    c.Pairing: "pairings", c.Mix: "mixes", c.Rotation: "rotations", c.Seating: "seatings", c.Steady: "steadies",
    c.Budget: "budgets",
}  # fmt: skip
"""The field of `Conditions` that holds conditions of a class."""
_OF_SINGLE_SHIFTS = (c.Pairing, c.Mix, c.Rotation, c.Seating)
"""Conditions that look at shifts one by one: one that is valid from the 10th is about the shifts from the 10th on."""
WON_STEP = 10_000


def programs_of(book: ClubBook) -> Iterator[Program]:
    """The programmes, with what their types say."""
    types = program_types(book.program_types)
    for program in book.programs:
        known = types.get(program.type)
        yield Program(program.code, program.name, program.type, known.subsidized if known else True)


def special_of(book: ClubBook, month: Month, values: Values, house: Parameters) -> Iterator[SpecialParameters]:
    """The numbers of programmes, and of kinds of contract in them, where they are not the organisation's."""
    for program in book.programs:
        whole = parameters_of(values, month, program.type)
        if whole != house:
            yield SpecialParameters(whole, program.code)
        for kind in EmploymentKind:
            numbers = parameters_of(values, month, program.type, kind)
            if numbers != whole:
                yield SpecialParameters(numbers, program.code, kind)


def conditions_of(book: ClubBook, period: Period, people: Sequence[Participant]) -> c.Conditions:
    """The conditions that are valid on a day of the period, with the people they are about, and the budgets.

    One whose people are not there this month says nothing and is left out; only a mix of people on a shift stays, for
    it may ask for somebody of a group that has nobody.
    """
    found: dict[str, list[c.Condition]] = {field.name: [] for field in fields(c.Conditions)}
    who = _Who(book, people)
    for entry in book.conditions:
        valid = _overlap(entry.valid_from, entry.valid_until, period)
        one = who.filled(entry, valid) if valid is not None else None
        if one is not None:
            found[KINDS[type(one)]].append(one)
    found["budgets"] += _budgets(book)
    # The lists hold what KINDS says, by the name of the field.
    held: dict[str, Any] = {kind: tuple(some) for kind, some in found.items()}
    return c.Conditions(**held)


def _overlap(first: date | None, last: date | None, period: Period) -> Period | None:
    begin, end = max(first or period.first, period.first), min(last or period.last, period.last)
    return Period(begin, end) if begin <= end else None


class _Who:
    """The people of the month, and whom a scope means."""

    def __init__(self, book: ClubBook, people: Sequence[Participant]) -> None:
        self._people = people
        self._groups = {entry.number: entry.groups for entry in book.participants}

    def filled(self, entry: ConditionEntry, valid: Period) -> c.Condition | None:
        """The condition about the people of its scope; None where it says nothing this month."""
        one = entry.condition
        if isinstance(one, c.Budget):
            return one
        people = self.of(entry.scope, valid)
        if isinstance(one, c.Pairing | c.Seating) and people is None:
            people = frozenset(person.id for person in self._people)
        if not isinstance(one, c.Mix) and people is not None and not people:
            return None
        changes: dict[str, Any] = {"people": people}
        if isinstance(one, c.Pairing) and entry.others is not None:
            others = self.of(entry.others, valid)
            changes["others"] = frozenset(person.id for person in self._people) if others is None else others
            if not changes["others"]:
                return None
        if isinstance(one, _OF_SINGLE_SHIFTS):
            which = _within(one.which, entry)
            if which is None:
                return None
            changes["which"] = which
        return replace(one, **changes)

    def of(self, scope: ScopeEntry, valid: Period) -> frozenset[str] | None:
        """Ids of everybody who fits all that the scope names; None where it names nothing: everybody."""
        if scope == ScopeEntry():
            return None
        return frozenset(person.id for person in self._people if self._fits(scope, person, valid))

    def _fits(self, scope: ScopeEntry, person: Participant, valid: Period) -> bool:
        return (
            (not scope.participants or person.id in scope.participants)
            and (not scope.groups or bool(scope.groups & self._groups.get(person.id, frozenset())))
            and any(
                one.first <= valid.last and valid.first <= one.last
                and (not scope.programs or one.program in scope.programs)
                and (not scope.kinds or one.kind in scope.kinds)
                for one in person.contracts
            )
        )  # fmt: skip


def _within(which: c.Which, entry: ConditionEntry) -> c.Which | None:
    """The shifts meant, only on days on which the condition is valid; None where there are no such days."""
    first = max((day for day in (which.first, entry.valid_from) if day is not None), default=None)
    last = min((day for day in (which.last, entry.valid_until) if day is not None), default=None)
    return None if first and last and last < first else replace(which, first=first, last=last)


def _budgets(book: ClubBook) -> Iterator[c.Budget]:
    """H29: what the programmes may use in a month, as hard budgets."""
    for program in book.programs:
        which = c.Which(programs=frozenset({program.code}))
        if program.budget_minutes is not None:
            yield c.Budget(id=f"budget:{program.code}", must=True, which=which, most=program.budget_minutes)
        if program.budget_won is not None:
            yield c.Budget(
                id=f"budget:{program.code}:won", must=True, which=which, most=program.budget_won,
                coin=Coin.WON, step=WON_STEP,
            )  # fmt: skip


def is_relaxable(name: str) -> bool:
    """Whether a rule of this name exists and may be set aside."""
    try:
        known = rule(name)
    except KeyError:
        return False
    return isinstance(known, HardRule) and known.relaxable


def relaxations_of(book: ClubBook, period: Period, people: Iterable[Participant]) -> Iterator[c.Relaxation]:
    """The hard rules set aside in or around the period; what cannot be set aside, or is about others, is left out."""
    first, last = history_begins(period), period.last.fromordinal(period.last.toordinal() + DAYS_PER_WEEK)
    known, sites = {person.id for person in people}, {site.code for site in book.sites}
    for entry in book.relaxations:
        meant = (entry.participant is None or entry.participant in known) and (
            entry.site is None or entry.site in sites
        )
        if is_relaxable(entry.rule) and meant and entry.first <= last and first <= entry.last:
            yield _relaxation(entry)


def _relaxation(entry: RelaxationEntry) -> c.Relaxation:
    return c.Relaxation(entry.rule, entry.first, entry.last, entry.participant, entry.site)

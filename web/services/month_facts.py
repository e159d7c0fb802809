"""A month as the judge sees it, kept as long as nothing changes.

Making a problem of a club of 120 takes longer than a page may. It is kept in this process under a mark of the stored
data (`models.queries.marks`); the mark is asked for anew on every page, so nobody sees an old month.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from models.enums import RosterStatus
from models.queries import cells, people, places, rosters
from models.queries.cells import Touched
from models.queries.marks import month_mark
from scheduler.calendar import Month
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules import Judged, Violation, check, judged
from web.services import convert

T = TypeVar("T")
_KEPT_THINGS = 24


@dataclass(frozen=True, slots=True)
class RosterState:
    """The newest version of one programme's roster, or none yet."""

    program_id: int
    code: str
    """The programme's code."""
    name: str
    roster_id: int | None = None
    status: RosterStatus | None = None
    """None: no roster of the month yet."""
    version: int = 0
    published_at: datetime | None = None


@dataclass(frozen=True, eq=False)
class MonthFacts:
    """Problem, stored roster and the names that a problem does not carry.

    Two are the same only if they are one: what is worked out of them is kept under them.
    """

    month: Month
    problem: Problem
    roster: Roster
    touched: Mapping[tuple[str, date], Touched]
    """Cells that somebody has touched by hand, by participant id and day."""
    seen: int
    """Id of the newest edit in here; 0 while there is none."""
    states: tuple[RosterState, ...]
    """By programme, in the order of the programmes that have shifts."""
    template_names: dict[str, str]
    """By template id."""
    participant_ids: dict[str, int]
    """Row ids by participant id."""
    violations: tuple[Violation, ...]

    @property
    def made(self) -> bool:
        """Whether any programme has a roster."""
        return any(state.status is not None for state in self.states)

    @cached_property
    def judged(self) -> Judged:
        """The roster with all that the law book says about it."""
        return judged(self.problem, self.roster, self.violations)


class _Shelf:
    """A few worked-out things, the least recently used thrown out first; safe between threads."""

    def __init__(self) -> None:
        self._things: OrderedDict[object, tuple[object, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, mark: object) -> Any | None:
        with self._lock:
            found = self._things.get(key)
            if found is None or found[0] != mark:
                return None
            self._things.move_to_end(key)
            return found[1]

    def put(self, key: object, mark: object, thing: object) -> None:
        with self._lock:
            self._things[key] = (mark, thing)
            self._things.move_to_end(key)
            while len(self._things) > _KEPT_THINGS:
                self._things.popitem(last=False)


_SHELVES: WeakKeyDictionary[Pool, _Shelf] = WeakKeyDictionary()


def kept(session: Session, key: tuple[object, ...], mark: object, make: Callable[[], T]) -> T:
    """What `make` returns, made anew only when the mark has changed. One shelf for each database."""
    pool = session.get_bind().engine.pool
    shelf = _SHELVES.setdefault(pool, _Shelf())
    found: T | None = shelf.get(key, mark)
    if found is None:
        found = make()
        shelf.put(key, mark, found)
    return found


def forget() -> None:
    """Let go of everything that is kept, for every database of this process."""
    _SHELVES.clear()


def facts_of(session: Session, organization_id: int, month: Month) -> MonthFacts:
    """The month as it is stored, without conditions that cannot be read any more.

    Raises NotFound, and ProblemError when the club's data contradict themselves.
    """
    mark = month_mark(session, organization_id)
    key = ("facts", organization_id, month)
    return kept(session, key, mark, lambda: _make(session, organization_id, month))


def remember(session: Session, organization_id: int, facts: MonthFacts) -> None:
    """Keep facts that the caller has brought up to date with what it is about to commit.

    Only for whoever has claimed the organisation: then nobody else changes its data before the commit.
    """
    shelf = _SHELVES.setdefault(session.get_bind().engine.pool, _Shelf())
    shelf.put(("facts", organization_id, facts.month), month_mark(session, organization_id), facts)


def _make(session: Session, organization_id: int, month: Month) -> MonthFacts:
    # First the newest edit, then what it left: someone who has seen less than they are shown is asked once too often,
    # never once too seldom.
    seen = cells.newest_edit_id(session, organization_id, str(month))
    touched = cells.touched(session, organization_id, month.first, month.last)
    # Without locks: they bind a solver, not the hand that set them.
    problem = convert.problem_of(session, organization_id, month, locks=False, forgiving=True)
    roster = convert.roster_of(session, organization_id, month)
    return MonthFacts(
        month=month,
        problem=problem,
        roster=roster,
        touched={(row.number, row.day): row for row in touched},
        seen=seen,
        states=_states(session, organization_id, month),
        template_names={f"{row.site.code}:{row.code}": row.name for row in places.templates(session, organization_id)},
        participant_ids={row.number: row.id for row in people.participants(session, organization_id)},
        violations=tuple(check(problem, roster)),
    )


def _states(session: Session, organization_id: int, month: Month) -> tuple[RosterState, ...]:
    newest = {row.program_id: row for row in rosters.newest(session, organization_id, [str(month)])}
    states = []
    for program in rosters.programs_with_shifts(session, organization_id):
        row = newest.get(program.id)
        if row is None:
            states.append(RosterState(program.id, program.code, program.name))
        else:
            states.append(
                RosterState(program.id, program.code, program.name, row.id, row.status, row.version, row.published_at)
            )
    return tuple(states)

"""What a club has that conditions and exceptions may name, and the month that counts how many they touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.queries import people, places
from models.queries import rulebook as queries
from models.queries.marks import month_mark
from scheduler.calendar import Month, clock
from scheduler.problem import Problem, ProblemError
from web.services import convert
from web.services.month_facts import kept
from web.services.rulebook.blanks import Club

Scope = Mapping[str, Any]


def club_of(session: Session, organization_id: int) -> Club:
    """The names of everything that a blank may choose."""
    templates = places.templates(session, organization_id)
    letters: dict[str, list[str]] = defaultdict(list)
    for row in templates:
        if row.name not in letters[row.code]:
            letters[row.code].append(row.name)
    rows = people.participants(session, organization_id)
    return Club(
        programs={row.code: row.name for row in places.programs(session, organization_id)},
        sites={row.code: row.name for row in places.sites(session, organization_id)},
        codes={code: ", ".join(names) for code, names in letters.items()},
        templates={
            f"{row.site.code}:{row.code}": f"{row.site.name} {row.name} {clock(row.start)}~{clock(row.end)}"
            for row in templates
        },
        groups=tuple(sorted({group for row in rows for group in row.groups})),
        people={row.number: row.name for row in sorted(rows, key=lambda one: (one.name, one.number))},
    )


@dataclass(frozen=True)
class Ground:
    """The month in which it is counted how many people and shifts something touches."""

    month: Month
    problem: Problem
    groups: Mapping[str, frozenset[str]]
    """Groups by the participant's number."""

    def people(self, scope: Scope) -> frozenset[str]:
        """Numbers of those who have a contract in the month and fit all that the scope names."""
        return frozenset(one for one in self.problem.participant if self._fits(one, scope))

    def _fits(self, number: str, scope: Scope) -> bool:
        programs, kinds = scope.get("programs", ()), scope.get("kinds", ())
        contracts = [
            one
            for one in self.problem.participant[number].contracts
            if one.first <= self.month.last
            and one.last >= self.month.first
            and (not programs or one.program in programs)
            and (not kinds or one.kind.value in kinds)
        ]
        groups, names = scope.get("groups", ()), scope.get("participants", ())
        return (
            bool(contracts)
            and (not groups or bool(self.groups.get(number, frozenset()) & set(groups)))
            and (not names or number in names)
        )


def ground_of(session: Session, organization_id: int, month: Month) -> Ground | None:
    """The month to count in; None while the club's data contradict themselves, so that they can be mended here."""
    mark = month_mark(session, organization_id)
    key = ("rule book", organization_id, month)
    try:
        return kept(session, key, mark, lambda: _make(session, organization_id, month))
    except ProblemError:
        return None


def _make(session: Session, organization_id: int, month: Month) -> Ground:
    problem = convert.problem_of(session, organization_id, month, locks=True, forgiving=True)
    return Ground(month, problem, queries.groups_of(session, organization_id))

"""Hard rules that a coordinator has set aside, with a written reason, for a person, a site and some days.

Every family asks here before it states a limit, so that judge and solver set aside the same. A limit over several days
is set aside when one of its days is.
"""

from __future__ import annotations

from datetime import date

from scheduler.conditions import Relaxation
from scheduler.problem import Problem
from scheduler.rules.base import once_per_problem


@once_per_problem
def _by_rule(problem: Problem) -> dict[str, tuple[Relaxation, ...]]:
    found: dict[str, list[Relaxation]] = {}
    for one in problem.relaxations:
        found.setdefault(one.rule, []).append(one)
    return {rule: tuple(some) for rule, some in found.items()}


def is_relaxed(
    problem: Problem, rule: str, first: date, last: date, *, participant: str | None = None, site: str | None = None
) -> bool:
    """Whether the rule is set aside on a day from first to last, for this participant, at this site.

    None stands for a rule that looks at no participant, or no site: only what is set aside for all of them counts.
    Only relaxable rules may ask.
    """
    found = _by_rule(problem).get(rule)
    return found is not None and any(
        one.first <= last and first <= one.last
        and one.participant in (None, participant)
        and one.site in (None, site)
        for one in found
    )  # fmt: skip


def is_ever_relaxed(problem: Problem, rule: str) -> bool:
    """Whether the rule is set aside for anybody at all."""
    return rule in _by_rule(problem)

"""Locked cells, and seatings that must hold, against the rules.

What is locked breaks a rule for good when no further assignment could mend it. So the rules are asked about a roster of
the locked cells alone, and of the conditions only the part that more work can never mend: mosts, never leasts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.conditions import Conditions
from scheduler.precheck.advice import Advice, Both, Kind, Severity, Step, advice
from scheduler.precheck.offers import is_settled
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules.base import Finding, Violation, place_of
from scheduler.rules.eligibility import UNARY, objection
from scheduler.rules.events import Sent
from scheduler.rules.judge import HARD, check, rule, sentence
from scheduler.rules.locks import Locked, standing_locks
from scheduler.rules.seatings import is_set_aside, seatings_of

LOCK_OBJECTION = Kind(
    Step.LOCKS,
    Severity.ERROR,
    "lock_objection",
    "{person} 님을 {day} {site} {start:clock}~{end:clock} 근무에 고정했는데 규칙에 맞지 않습니다. {reason}",
    "{person} is locked on the shift at {site} on {day}, {start:clock}-{end:clock}, against a rule. {reason}",
    "이 칸의 고정을 풀거나 {name} 내용을 확인하십시오.",
    "Unlock the cell, or see to what the rule looks at: {name}.",
)
LOCKS_COLLIDE = Kind(
    Step.LOCKS,
    Severity.ERROR,
    "locks_collide",
    "고정한 칸들을 함께 지킬 수 없습니다. {reason}",
    "The locked cells cannot all stay. {reason}",
    "이 가운데 한 칸의 고정을 푸십시오. 걸리는 규칙은 {name}입니다.",
    "Unlock one of these cells. The rule in the way: {name}.",
)
WANTED_OBJECTION = Kind(
    Step.LOCKS,
    Severity.ERROR,
    "wanted_objection",
    "{person} 님을 {day} {site} {start:clock}~{end:clock} 근무에 꼭 배정하는 조건이 규칙에 맞지 않습니다. {reason}",
    "A condition puts {person} on the shift at {site} on {day}, {start:clock}-{end:clock}, against a rule. {reason}",
    "배정 조건을 고치거나 {name} 내용을 확인하십시오.",
    "Change the condition, or see to what the rule looks at: {name}.",
)
WANTED_IN_SETTLED = Kind(
    Step.LOCKS,
    Severity.ERROR,
    "wanted_in_settled",
    "{person} 님을 {day} {site} {start:clock}~{end:clock} 근무에 꼭 배정하는 조건이 있는데, 이미 정해진 근무표에서는 "
    "이 근무를 하지 않습니다.",
    "A condition puts {person} on the shift at {site} on {day}, {start:clock}-{end:clock}, but the roster that "
    "is settled already leaves {person} off it.",
    "배정 조건을 고치거나 그 사업단의 근무표를 다시 열어 주십시오.",
    "Change the condition, or open that programme's roster again.",
)
WANTED_COLLIDES = Kind(
    Step.LOCKS,
    Severity.ERROR,
    "wanted_collides",
    "꼭 배정하는 조건과 고정한 칸을 함께 지킬 수 없습니다. {reason}",
    "Conditions that put people on shifts and the locked cells cannot all hold. {reason}",
    "배정 조건이나 고정 가운데 하나를 푸십시오. 걸리는 규칙은 {name}입니다.",
    "Take back one of the conditions or unlock a cell. The rule in the way: {name}.",
)

_STRIPPED = frozenset(("H32", "H33", "H34", "H35", "H36", "H37"))
"""Rules about conditions of which only the lasting part is left here."""
_LASTING = frozenset(one.id for one in HARD if not one.needs_presence) - {one.id for one in UNARY} | _STRIPPED
"""What more work never mends."""

Pair = tuple[str, str]


def locks(problem: Problem) -> Iterator[Advice]:
    """Locked cells that a rule objects to, and locked cells that cannot all stay."""
    fixed = [(lock.participant, lock.shift) for lock in standing_locks(problem) if lock.works]
    wanted = _wanted(problem)
    told = {pair: list(_objected(problem, pair, LOCK_OBJECTION)) for pair in fixed}
    for pair, condition in wanted.items():
        told.setdefault(pair, list(_objected(problem, pair, WANTED_OBJECTION, condition)))
    refused = {pair for pair, found in told.items() if found}
    for found in told.values():
        yield from found
    if not fixed and not wanted:
        return
    lasting = replace(problem, conditions=_lasting(problem.conditions))
    first = _broken(lasting, (pair for pair in fixed if pair not in refused))
    yield from (_collision(problem, one, LOCKS_COLLIDE) for one in first)
    if wanted:
        more = _broken(lasting, (pair for pair in {*fixed, *wanted} if pair not in refused))
        known = {(one.rule, one.condition, one.participant, one.shift) for one in first}
        for one in more:
            if (one.rule, one.condition, one.participant, one.shift) not in known:
                yield _collision(problem, one, WANTED_COLLIDES)


def _wanted(problem: Problem) -> dict[Pair, str]:
    """Who must be on which shift by a condition, and its id."""
    found: dict[Pair, str] = {}
    for person in problem.participants:
        asked = seatings_of(problem, person.id, must=True)
        for shift, one in asked.wanted if asked else ():
            if not is_set_aside(problem, person.id, shift):
                found.setdefault((person.id, shift.id), one.id)
    return found


def _objected(problem: Problem, pair: Pair, kind: Kind, condition: str | None = None) -> Iterator[Advice]:
    person, shift = problem.participant[pair[0]], problem.shift[pair[1]]
    found = objection(problem, person, shift)
    # Whoever is locked on an event is sent there by that very lock.
    if found is None or (found.rule == Sent.id and condition is None):
        return
    if found.rule == Locked.id and kind is WANTED_OBJECTION and is_settled(problem, shift):
        kind = WANTED_IN_SETTLED
    facts = {"person": person.name, **place_of(problem, shift)}
    yield advice(
        kind, facts, *_reason(found),
        participant=person.id, site=shift.site, day=shift.day, condition=condition or found.condition,
    )  # fmt: skip


def _broken(problem: Problem, pairs: Iterable[Pair]) -> list[Violation]:
    return [one for one in check(problem, Roster.of(pairs)) if one.rule in _LASTING]


def _collision(problem: Problem, found: Violation, kind: Kind) -> Advice:
    shift = problem.shift.get(found.shift or "")
    return advice(
        kind, {}, *_reason(found),
        participant=found.participant, site=shift.site if shift else None, day=found.day, condition=found.condition,
    )  # fmt: skip


def _reason(found: Finding) -> tuple[tuple[str, Both], tuple[str, Both]]:
    broken = rule(found.rule)
    return (
        ("reason", Both(sentence(found), sentence(found, "en"))),
        ("name", Both(broken.name_ko, broken.name_en)),
    )


def _lasting(conditions: Conditions) -> Conditions:
    """The hard conditions, without what more work could still mend."""
    return Conditions(
        amounts=tuple(replace(one, least=None) for one in conditions.amounts if one.must and one.most is not None),
        stretches=tuple(
            replace(one, least=None)
            for one in conditions.stretches
            if one.must and one.most is not None and not one.off
        ),
        weekends=tuple(
            replace(one, whole=False) for one in conditions.weekends if one.must and one.most_in_row is not None
        ),
        sequences=tuple(
            one
            for one in conditions.sequences
            if one.must and not one.wanted and not one.same_day and not any(step.off for step in one.steps)
        ),
        pairings=tuple(one for one in conditions.pairings if one.must and not one.together),
        mixes=tuple(replace(one, least=None) for one in conditions.mixes if one.must and one.most is not None),
        steadies=tuple(one for one in conditions.steadies if one.must),
        budgets=tuple(one for one in conditions.budgets if one.must),
    )

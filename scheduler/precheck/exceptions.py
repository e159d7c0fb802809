"""Exceptions from rules that allow none."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.precheck.advice import Advice, Both, Kind, Severity, Step, advice
from scheduler.problem import Problem
from scheduler.rules.base import HardRule
from scheduler.rules.judge import rule
from scheduler.rules.words import Facts

NOT_RELAXABLE = Kind(
    Step.EXCEPTIONS,
    Severity.ERROR,
    "not_relaxable",
    "{first}부터 {last}까지 ‘{name}’ 규칙에 예외를 두었는데, 이 규칙에는 예외를 둘 수 없습니다. 근거는 {ground}입니다.",
    "{name} is set aside from {first} to {last}, but no exception is possible. Ground: {ground}.",
    "예외를 거두어들이십시오. 이 규칙은 예외와 상관없이 지킵니다.",
    "Withdraw the exception: the rule is kept whatever it says.",
)
NO_SUCH_RULE = Kind(
    Step.EXCEPTIONS,
    Severity.ERROR,
    "no_such_rule",
    "{first}부터 {last}까지 예외를 둔 ‘{rule}’ 규칙이 없습니다.",
    "There is no rule {rule} that could be set aside from {first} to {last}.",
    "예외를 지우거나 규칙 이름을 고치십시오.",
    "Remove the exception, or correct the name of the rule.",
)


def exceptions(problem: Problem) -> Iterator[Advice]:
    """Every exception that sets nothing aside."""
    for one in problem.relaxations:
        facts: Facts = {"first": one.first, "last": one.last, "rule": one.rule}
        where = {"participant": one.participant, "site": one.site, "day": one.first}
        try:
            kept = rule(one.rule)
        except KeyError:
            yield advice(NO_SUCH_RULE, facts, **where)
            continue
        if not isinstance(kept, HardRule):
            yield advice(NO_SUCH_RULE, facts, **where)
        elif not kept.relaxable:
            name, ground = Both(kept.name_ko, kept.name_en), Both(kept.basis.ko, kept.basis.en)
            yield advice(NOT_RELAXABLE, facts, ("name", name), ("ground", ground), **where)

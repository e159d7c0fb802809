"""What a coordinator should know before publishing though no rule is broken (W01, W02, W06, W09)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import timedelta

from scheduler.calendar import Month
from scheduler.problem import Problem
from scheduler.rules.words import Facts, render
from web.services.month_views import PersonRow

NEAR_FOUR_WEEKS = 14 * 60 * 4
"""W01: minutes in four weeks from which someone is near 15 hours a week."""
NEAR_MONTH = 57 * 60
"""W02: minutes in a month from which someone is near 60 hours."""
ENDS_SOON = timedelta(days=30)
"""W06 and W09: how long after the month something may end and still be told."""
_SENTENCES = {
    "W01": (
        "{person} 님은 4주 동안 {used:minutes}을 나가 주 평균 15시간에 가깝습니다.",
        "{person} works {used:minutes} in four weeks, near the average of 15 hours a week.",
    ),
    "W02": (
        "{person} 님은 이달 {used:minutes}을 나가 월 60시간에 가깝습니다.",
        "{person} works {used:minutes} in the month, near 60 hours.",
    ),
    "W06": ("{person} 님의 {kind:credential}: {day}에 끝납니다.", "{person}: the {kind:credential} ends on {day}."),
    "W09": ("{person} 님의 계약이 {day}에 끝납니다.", "{person}: the contract ends on {day}."),
}


def warnings(
    problem: Problem, month: Month, rows: Iterable[PersonRow], lang: str, renewed: Container[str] = ()
) -> list[str]:
    """One sentence a warning, for everyone who works in the month, in the order of the rows.

    `renewed` holds the numbers of participants who have a contract beyond the month's, so that no end need be told.
    """
    return [
        render(_SENTENCES[name][lang == "en"], facts, lang)
        for row in rows
        if row.days
        for name, facts in (*_hours(row), *_endings(problem, month, row, row.number in renewed))
    ]


def _hours(row: PersonRow) -> Iterator[tuple[str, Facts]]:
    for cap in row.caps:
        if cap.rule == "H08" and NEAR_FOUR_WEEKS <= cap.used <= cap.cap:
            yield "W01", {"person": row.name, "used": cap.used}
        if cap.rule == "H10" and row.kind == "employee" and NEAR_MONTH <= cap.used <= cap.cap:
            yield "W02", {"person": row.name, "used": cap.used}


def _endings(problem: Problem, month: Month, row: PersonRow, renewed: bool) -> Iterator[tuple[str, Facts]]:
    person, soon = problem.participant[row.number], month.last + ENDS_SOON
    for credential in person.credentials:
        until = credential.valid_until
        if until is not None and month.first <= until <= soon:
            yield "W06", {"person": row.name, "kind": credential.kind, "day": until}
    last = max(contract.last for contract in person.contracts)
    if month.first <= last <= soon and not renewed:
        yield "W09", {"person": row.name, "day": last}

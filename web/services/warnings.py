"""What a coordinator should know before publishing though no rule is broken (W01 to W14).

The warnings themselves stand in `scheduler.rules.warnings`; here is what they want to know beyond a month, as far as it
is stored, and their sentences in groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.enums import EmploymentKind
from models.queries import observed
from scheduler.calendar import KST, Month
from scheduler.problem import Problem
from scheduler.roster import Roster
from scheduler.rules import WARNINGS, Finding, Observations, sentence
from scheduler.values import Values
from web.services import rule_entries
from web.services.heat import felt, limits

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=370)
"""Employment that began earlier has long been known: three months are asked for."""


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """All that one warning says."""

    rule: str
    name: str
    sentences: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many things it tells."""
        return len(self.sentences)


def notices(
    problem: Problem, found: Iterable[Finding], program: str, people: Collection[str], lang: str = "ko"
) -> tuple[NoticeGroup, ...]:
    """What `rules.warn` found about a programme, by rule: about these people, its shifts, itself or the whole club."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if _concerns(problem, one, program, people):
            told[one.rule].append(sentence(one, lang))
    return tuple(
        NoticeGroup(one.id, one.name_en if lang == "en" else one.name_ko, tuple(told[one.id]))
        for one in WARNINGS
        if told[one.id]
    )


def _concerns(problem: Problem, one: Finding, program: str, people: Collection[str]) -> bool:
    if one.participant is not None:
        return one.participant in people
    if one.shift is not None:
        return problem.site_of(problem.shift[one.shift]).program == program
    return "program" not in one.facts or one.facts["program"] == problem.program[program].name


def observations(
    session: Session, organization_id: int, problem: Problem, roster: Roster, renewed: Collection[str] = ()
) -> Observations:
    """What is stored of it, for the problem of a month and its roster.

    `renewed` holds the numbers of participants who have a contract beyond the month's, so that no end need be told.
    """
    month = Month.of(problem.period.first)
    values = Values(rule_entries.values(session, organization_id))
    spans = observed.contract_spans(session, organization_id, month.first - _LOOK_BACK, month.last)
    months = values.at("employment_insurance_months", month.first).value
    heat = limits(values, month.first)
    hot = felt(session, organization_id, month, problem, roster)
    return Observations(
        renewed=renewed,
        employed_since=_employed_since(((one[0], one[3], one[4]) for one in spans if one[2] is _EMPLOYEE), month),
        insured_after_months=int(months or 0),
        apparent=hot.apparent,
        heat_watch=heat.watch,
        heat_rest=heat.rest,
        heat_stop=heat.stop,
        heat_rest_minutes=heat.rest_minutes,
        cut_for_heat=hot.cut,
        made_up=hot.made_up,
        heat_cut_most=heat.cut_most,
        wage_years=frozenset(row.valid_from.year for row in values.rows("minimum_wage")),
        leavers=_leavers(spans, month),
        same_day_changes=_same_day_changes(session, organization_id, month),
        usual_same_day_changes=_same_day_changes(session, organization_id, month.previous()),
    )


_EMPLOYEE = EmploymentKind.EMPLOYEE


def _employed_since(spans: Iterable[tuple[str, date, date]], month: Month) -> dict[str, date]:
    """The first day of the unbroken employment that reaches the month, by participant; spans come by first day."""
    since: dict[str, date] = {}
    until: dict[str, date] = {}
    for number, first, last in spans:
        if number not in until or first > until[number] + _DAY:
            since[number], until[number] = first, last
        until[number] = max(until[number], last)
    return {number: first for number, first in since.items() if until[number] >= month.first}


def _leavers(spans: Sequence[tuple[str, str, EmploymentKind, date, date]], month: Month) -> dict[str, tuple[int, int]]:
    """By programme how many left before their time since January, and how many took part.

    Who has no contract in the month or later any more has left, unless the last one ran until the programme's usual
    end, the day on which most people's end: a season that is over is no reason to worry.
    """
    january = date(month.year, 1, 1)
    ends: dict[str, dict[str, date]] = defaultdict(dict)
    for number, program, _, _, last in spans:
        if last >= january:
            ends[program][number] = max(last, ends[program].get(number, last))
    return {
        program: (sum(last < min(month.first, _usual(of.values())) for last in of.values()), len(of))
        for program, of in ends.items()
    }


def _usual(ends: Iterable[date]) -> date:
    """The day that is met most often, the latest of several."""
    return max(Counter(ends).items(), key=lambda met: (met[1], met[0]))[0]


def _same_day_changes(session: Session, organization_id: int, month: Month) -> int:
    edits = observed.hand_edits(session, organization_id, str(month))
    return sum(_on_their_day(at, steps) for at, steps in edits)


def _on_their_day(at: datetime, steps: Sequence[Sequence[Any]]) -> int:
    """How many of the changed cells are of the day on which they were changed, in Korean time."""
    today = str(at.astimezone(KST).date())
    return sum(str(step[1]) == today for step in steps)

"""Open seats: where they are, who could still take one, and why nobody does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from scheduler.problem import Participant, Problem, Shift
from scheduler.roster import Roster
from scheduler.rules.base import Case, UnaryRule, Violation, newly
from scheduler.rules.case import shifts_by_start
from scheduler.rules.companions import Experienced
from scheduler.rules.edits import added, may_add, of_roster
from scheduler.rules.eligibility import eligible
from scheduler.rules.judge import HARD, case_of, rule, sentence, shift_rules
from scheduler.rules.mixes import MustMixes
from scheduler.rules.pairing import MustPairings
from scheduler.rules.seats import NobodyAlone, fewest_together, open_seats_of


class OpenSeat(NamedTuple):
    """A shift with seats that nobody has taken."""

    shift: Shift
    count: int  # type: ignore[assignment] # hides tuple.count, which nobody needs here


class Obstacle(NamedTuple):
    """What keeps one participant from an open seat."""

    participant: str
    name: str
    sentence: str


def open_seats(problem: Problem, roster: Roster) -> list[OpenSeat]:
    """Every shift with open seats, by day and start."""
    return list(_open_seats(case_of(problem, roster)))


def _open_seats(case: Case) -> Iterator[OpenSeat]:
    for shift in shifts_by_start(case.problem):
        count = open_seats_of(case, shift)
        if count:
            yield OpenSeat(shift, count)


def fillable(problem: Problem, roster: Roster) -> list[tuple[str, str]]:
    """(participant id, shift id) of every open seat that someone could take now without a new violation.

    On an empty shift at a site for pairs the people of one possible pair are named. Empty for a complete roster.
    """
    case = case_of(problem, roster)
    pairs = []
    for shift, count in _open_seats(case):
        pairs += [(person.id, shift.id) for person in _takers(case, shift, count)]
    return pairs


def is_complete(problem: Problem, roster: Roster) -> bool:
    """Whether no open seat could be taken now by anyone without a new violation: `fillable` finds nothing."""
    case = case_of(problem, roster)
    return not any(_takers(case, shift, count) for shift, count in _open_seats(case))


def _takers(case: Case, shift: Shift, seats: int) -> list[Participant]:
    there = case.people_ids(shift)
    people = [case.problem.participant[one] for one in eligible(case.problem)[shift.id] if one not in there]
    missing = fewest_together(case.problem, shift) - len(there)
    if missing < 2:
        return [person for person in people if may_add(case, person, shift)]
    return next(_teams(case, people, shift, missing), []) if missing <= seats else []


def _teams(case: Case, people: list[Participant], shift: Shift, size: int) -> Iterator[list[Participant]]:
    """Groups of so many who could take the shift together, though none of them alone."""
    able = [one for one in people if all(found.rule in _WANTS_COMPANY for found in added(case, one, shift))]
    for team in combinations(able, size):
        after = case
        for person in team:
            after = after.plus(person, shift)
        apart = any(
            newly(each.of_shift(after, shift), each.of_shift(case, shift)) for each in shift_rules(case.problem)
        )
        if not apart and not any(of_roster(case, after)):
            yield list(team)


def obstacles(problem: Problem, roster: Roster, shift: Shift | str) -> list[tuple[Participant, Violation | None]]:
    """Everyone contracted to the shift's site in the period and not on the shift, with the first thing in the way.

    None where nothing is. In the order of HARD, then by name: what can least be changed comes first, those who could
    come are last.
    """
    case = case_of(problem, roster)
    where = problem.shift[shift] if isinstance(shift, str) else shift
    there = case.people_ids(where)
    found = []
    for person in problem.participants:
        if person.id not in there and _belongs(problem, person, where):
            found.append((person, next(iter(added(case, person, where)), None)))
    return sorted(found, key=lambda one: (_rank(one[1]), one[0].name, one[0].id))


def _belongs(problem: Problem, person: Participant, shift: Shift) -> bool:
    period = problem.period
    return any(
        shift.site in one.sites and one.first <= period.last and period.first <= one.last for one in person.contracts
    )


def _rank(found: Violation | None) -> int:
    return len(_ORDER) if found is None else _ORDER[found.rule]


def why_open(problem: Problem, roster: Roster, shift: Shift | str, lang: str = "ko") -> list[Obstacle]:
    """For everyone contracted to the shift's site and not on the shift: what stands in the way, in a sentence.

    What can least be changed comes first; those who could take the seat now are last and the sentence says so.
    """
    return [
        Obstacle(person.id, person.name, would_break(found, lang) if found else _FREE[lang == "en"].format(person.name))
        for person, found in obstacles(problem, roster, shift)
    ]


def would_break(found: Violation, lang: str = "ko") -> str:
    """The sentence of a violation that would come about: "with this shift" before what is not so yet."""
    said = sentence(found, lang)
    if isinstance(rule(found.rule), UnaryRule):
        return said
    return f"With this shift: {said}" if lang == "en" else f"이 근무를 맡으면 {said}"


def summary_open(problem: Problem, roster: Roster, shift: Shift | str, lang: str = "ko") -> str:
    """One sentence: how many people belong to the site and what keeps how many of them from the open seat."""
    found = obstacles(problem, roster, shift)
    if not found:
        return _NOBODY[lang == "en"]
    reasons = Counter(one.rule for _, one in found if one is not None)
    free = sum(one is None for _, one in found)
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], _ORDER[item[0]]))
    return _summary_en(len(found), ranked, free) if lang == "en" else _summary_ko(len(found), ranked, free)


def _summary_ko(people: int, reasons: list[tuple[str, int]], free: int) -> str:
    said = f"이 근무지의 다른 참여자 {people}명 가운데 "
    if reasons:
        said += ", ".join(f"{count}명은 {rule(name).name_ko}" for name, count in reasons) + " 때문에 나올 수 없"
        said += "고, " if free else "습니다."
    return said + (f"{free}명은 지금 나올 수 있습니다." if free else "")


def _summary_en(people: int, reasons: list[tuple[str, int]], free: int) -> str:
    parts = [f"{count} cannot come because of {rule(name).name_en}" for name, count in reasons]
    if free:
        parts.append(f"{free} could come now")
    return f"Of {people} other people at this site, {', '.join(parts)}."


_WANTS_COMPANY = frozenset((NobodyAlone.id, Experienced.id, MustPairings.id, MustMixes.id))
"""Rules that a second person on the shift can satisfy."""
_ORDER = {one.id: place for place, one in enumerate(HARD)}
_FREE = ("{} 님은 지금 이 자리에 나올 수 있습니다.", "{} could take this seat now.")
_NOBODY = ("이 근무지에 계약된 다른 참여자가 없습니다.", "Nobody else is contracted to this site.")

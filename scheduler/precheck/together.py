"""People who must, and may not, stand together; shifts whose people must be mixed as nobody can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.conditions import Mix, Pairing
from scheduler.precheck.advice import Advice, Kind, Severity, Step, advice, say_days, say_people
from scheduler.precheck.offers import is_settled
from scheduler.problem import Problem, Shift
from scheduler.rules.companions import kept_apart, may_not_meet
from scheduler.rules.conditioned import conditions_of
from scheduler.rules.eligibility import eligible, eligible_shifts
from scheduler.rules.locks import standing_locks
from scheduler.rules.mixes import is_set_aside
from scheduler.rules.pairing import is_bound
from scheduler.rules.seats import is_ordinary, most_together
from scheduler.rules.which import fitting

PAIR_KEPT_APART = Kind(
    Step.CONDITIONS,
    Severity.ERROR,
    "pair_kept_apart",
    "{person} 님은 {others}과 함께 나가야 하는데, 두 분을 따로 배정하도록 정해져 있습니다.",
    "{person} must work together with {others}, but they are kept apart.",
    "함께 나가는 조건과 따로 배정하는 조건 가운데 하나를 지우십시오.",
    "Take away either the condition that joins them or the one that keeps them apart.",
)
COMPANION_NEVER_THERE = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "companion_never_there",
    "{person} 님은 {others}과 함께 나가야 하는데, 두 분이 함께 나갈 수 있는 근무가 없습니다.",
    "{person} must work together with {others}, but there is no shift that both could take.",
    "계약 근무지와 근무 불가일을 맞추거나 함께 나갈 분을 더 정하십시오.",
    "Make their contracted sites and unavailable days fit, or name more companions.",
)
PARTNERS_APART = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "partners_apart",
    "{person} 님과 {others}은 짝꿍이면서 따로 배정하도록 정해져 있습니다.",
    "{person} and {others} are partners and kept apart at once.",
    "짝꿍이나 따로 배정 가운데 하나를 지우십시오.",
    "Take away either the partnership or what keeps them apart.",
)
MIX_NOBODY = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "mix_nobody",
    "{days}에 {site} 근무에는 정해진 분들 가운데 {least}명 이상이 있어야 하는데, 나올 수 있는 분은 {able}명입니다.",
    "At {site} {least} or more of the people named must be there, but {able} could come ({days}).",
    "정해진 분들을 늘리거나 인원을 줄이십시오.",
    "Name more people, or ask for fewer of them.",
)
MIX_ABOVE_PLACES = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "mix_above_places",
    "{days}에 {site} 근무에는 정해진 분들 가운데 {least}명 이상이 있어야 하는데, 정원은 {able}명입니다.",
    "At {site} {least} or more of the people named must be there, but there are places for {able} ({days}).",
    "조건의 인원을 줄이거나 정원을 늘리십시오.",
    "Ask for fewer people, or make more places.",
)
MIX_LEAST_ABOVE_MOST = Kind(
    Step.CONDITIONS,
    Severity.WARNING,
    "mix_least_above_most",
    "{days}에 {site} 근무에는 함께 지킬 수 없는 두 조건이 있습니다. 적어도 {least}명, 많아도 {able}명입니다.",
    "Two conditions at {site} cannot both hold: at least {least} and at most {able} people ({days}).",
    "두 조건 가운데 하나를 고치거나 ‘되도록’으로 바꾸십시오.",
    "Change one of the two, or let it be a wish instead of a must.",
)


def pairs(problem: Problem) -> Iterator[Advice]:
    """Required companions who are kept apart or never could come; partners who are kept apart."""
    apart = [one for one in conditions_of(problem, "pairings", True) if not one.together]
    for one in conditions_of(problem, "pairings", True):
        if one.together:
            yield from _companions(problem, one, apart)
    for first, second in problem.partners:
        if second in kept_apart(problem).get(first, ()):
            yield _pair(problem, PARTNERS_APART, first, [second])


def _companions(problem: Problem, one: Pairing, apart: list[Pairing]) -> Iterator[Advice]:
    meant = fitting(problem, one.which)
    for person in sorted(one.people or ()):
        others = sorted(one.others - {person})
        mine = [
            shift for shift in eligible_shifts(problem)[person]
            if shift.id in meant and is_ordinary(shift) and is_bound(problem, one, person, shift)
        ]  # fmt: skip
        beside = [(shift, [other for other in others if other in eligible(problem)[shift.id]]) for shift in mine]
        # Where somebody has no such shift at all, nobody is missed.
        if not mine or any(not _are_apart(problem, apart, person, o, shift) for shift, some in beside for o in some):
            continue
        if others and (any(some for _, some in beside) or _always_apart(problem, apart, person, others, mine)):
            yield _pair(problem, PAIR_KEPT_APART, person, others, one.id)
        elif others:
            yield _pair(problem, COMPANION_NEVER_THERE, person, others, one.id)


def _always_apart(problem: Problem, apart: list[Pairing], person: str, others: list[str], shifts: list[Shift]) -> bool:
    return all(_are_apart(problem, apart, person, other, shift) for other in others for shift in shifts)


def _are_apart(problem: Problem, apart: list[Pairing], person: str, other: str, shift: Shift) -> bool:
    if other in kept_apart(problem).get(person, ()) and may_not_meet(problem, person, other, shift):
        return True
    return any(
        shift.id in fitting(problem, one.which)
        and is_bound(problem, one, person, shift)
        and is_bound(problem, one, other, shift)
        and any(a in (one.people or ()) and b in one.others for a, b in ((person, other), (other, person)))
        for one in apart
    )


def _pair(problem: Problem, kind: Kind, person: str, others: list[str], condition: str | None = None) -> Advice:
    names = [problem.participant[other].name for other in others]
    return advice(
        kind, {"person": problem.participant[person].name},
        ("others", say_people(names)), participant=person, condition=condition,
    )  # fmt: skip


def mixes(problem: Problem) -> Iterator[Advice]:
    """Shifts on which too few of the people named could stand, for their number, the places or another condition."""
    must: tuple[Mix, ...] = conditions_of(problem, "mixes", True)
    for one in must:
        meant = fitting(problem, one.which)
        shifts = [s for s in problem.shifts if s.id in meant and _is_judged(problem, one, s)]
        yield from _few(problem, one, shifts)
        for other in must:
            if _contradicts(one, other):
                theirs = fitting(problem, other.which)
                both = [s for s in shifts if s.id in theirs and not is_set_aside(problem, other, s)]
                found = dict.fromkeys(both, other.most or 0)
                yield from _by_site(problem, one, found, len(both), MIX_LEAST_ABOVE_MOST)


def _is_judged(problem: Problem, one: Mix, shift: Shift) -> bool:
    """Whether the condition has a say in who is put there: in a programme that is settled only over empty shifts."""
    if not is_ordinary(shift) or is_set_aside(problem, one, shift):
        return False
    return one.even_empty or not is_settled(problem, shift)


def _contradicts(one: Mix, other: Mix) -> bool:
    if one.least is None or other.most is None or one.least <= other.most:
        return False
    return other.people is None or (one.people is not None and one.people <= other.people)


def _few(problem: Problem, one: Mix, shifts: list[Shift]) -> Iterator[Advice]:
    if one.least is None:
        return
    nobody: dict[Shift, int] = {}
    full: dict[Shift, int] = {}
    for shift in shifts:
        able, places = sum(one.about(person) for person in eligible(problem)[shift.id]), most_together(problem, shift)
        if able < one.least:
            nobody[shift] = able
        elif places is not None and places < one.least:
            full[shift] = places
    yield from _by_site(problem, one, nobody, len(shifts), MIX_NOBODY)
    yield from _by_site(problem, one, full, len(shifts), MIX_ABOVE_PLACES)


def _by_site(problem: Problem, one: Mix, found: dict[Shift, int], shifts: int, kind: Kind) -> Iterator[Advice]:
    """One advice a site. A shift that may stay empty is a shortage; when all must, the condition is a mistake."""
    locked = {lock.shift for lock in standing_locks(problem) if lock.works}
    sites: dict[str, list[Shift]] = defaultdict(list)
    for shift in found:
        sites[shift.site].append(shift)
    for site, those in sites.items():
        impossible = one.even_empty or len(found) == shifts or any(shift.id in locked for shift in those)
        first = min(those, key=lambda shift: (shift.day, shift.start, shift.id))
        yield advice(
            kind._replace(severity=Severity.ERROR) if impossible else kind,
            {"site": problem.site[site].name, "least": one.least or 0, "able": found[first]},
            ("days", say_days(shift.day for shift in those)),
            site=site, day=first.day, condition=one.id,
        )  # fmt: skip

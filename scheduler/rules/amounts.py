"""Conditions on amounts: so much work of a kind in a span of days, at least or at most (H32, S32).

For a condition and a person it is about, over the shifts that fit `which` and start in a span (see `spans`):

    amount = worked minutes, days with a shift, shifts, weekends (with a shift on the Saturday, the Sunday or both, so
             far as they lie in the span), or different sites
    past   = the amount of the past shifts; 0 for PERIOD
    new    = what the planned shifts add: a weekend or a site that history has already counted adds nothing

At most: new <= room = max(0, most - past). History alone is never a violation.

At least: new >= need = max(0, asked - past), over spans whose days are all known: none that ends after the period, and
none that begins before the five weeks of history, or before the period where the person has no past shift. Then

    asked = floor(least * days under contract / days of the span)

with the days of contracts under which such shifts can be worked (programme and sites of `which`). Where soft, a least
of 1 and more asks for 1 on the fewest days under contract too. need is not more than what the person could still plan:

- of a span that begins before the period, what the unary rules and `max_shifts_per_day` leave of it: last month's gaps
  are asked of this month only so far as its days can give it;
- where soft, nothing of someone who could not work one such shift in the span. Where hard it stands as agreed, and a
  check before solving says who cannot reach it.

Beyond is new - room or need - new. Units where soft: ceil(beyond / step). As rows: need <= new <= room, or
step * u >= new - room and step * u >= need - new with an integer u >= 0.

Where hard, rolling windows that overlap are told by the worst of them (see `windows`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from scheduler.calendar import SATURDAY, Period, is_weekend
from scheduler.conditions import Amount
from scheduler.enums import Every, Measure
from scheduler.problem import Contract, Participant, PastShift, Problem, Shift, history_begins
from scheduler.rules.about import about
from scheduler.rules.base import Case, Finding, histories, once_per_problem
from scheduler.rules.conditioned import Miss, MustOfPerson, PersonalCondition, ShouldOfPerson
from scheduler.rules.eligibility import eligible_shifts
from scheduler.rules.own import own
from scheduler.rules.relaxed import is_ever_relaxed, is_relaxed
from scheduler.rules.spans import spans_of
from scheduler.rules.which import fits, only
from scheduler.rules.windows import worst_windows
from scheduler.rules.words import Facts

Thing = date | str
"""What is counted once however many shifts it holds: a day, a weekend (its Saturday), a site."""


@dataclass(frozen=True, slots=True)
class AmountLimit:
    """What one condition asks of one person in one span."""

    span: Period
    most: int | None
    past: int
    room: int | None
    """What may be added; None caps nothing."""
    need: int
    """What must be added."""
    known: frozenset[Thing]
    """What history has already counted."""
    about: Facts
    """The shifts that are meant, for the sentence."""

    def over(self, new: int) -> int:
        """By how much the planned shifts exceed the room."""
        return 0 if self.room is None else max(0, new - self.room)

    def short(self, new: int) -> int:
        """By how much the planned shifts miss the need."""
        return max(0, self.need - new)


def units_of(one: Amount, beyond: int) -> int:
    """Units of a miss: begun steps where soft, the distance itself where hard."""
    return beyond if one.must else -(-beyond // one.step)


def weekend_of(day: date) -> date:
    """The Saturday of the weekend that holds a Saturday or Sunday."""
    return day - timedelta(days=day.weekday() - SATURDAY)


def thing_of(measure: Measure, shift: Shift | PastShift) -> Thing | None:
    """What the shift adds to the things that the measure counts; None for minutes, shifts and days without weekend."""
    if measure is Measure.DAYS:
        return shift.day
    if measure is Measure.SITES:
        return shift.site
    return weekend_of(shift.day) if measure is Measure.WEEKENDS and is_weekend(shift.day) else None


def amount_of(measure: Measure, shifts: Collection[Shift | PastShift], known: frozenset[Thing] = frozenset()) -> int:
    """The amount of some shifts, without the things known already."""
    if measure is Measure.MINUTES:
        return sum(shift.worked_minutes for shift in shifts)
    if measure is Measure.SHIFTS:
        return len(shifts)
    return len(_things(measure, shifts) - known)


def _things(measure: Measure, shifts: Iterable[Shift | PastShift]) -> set[Thing]:
    if measure is Measure.WEEKENDS:
        return {weekend_of(shift.day) for shift in shifts if is_weekend(shift.day)}
    return {thing for shift in shifts if (thing := thing_of(measure, shift)) is not None}


def limits_of(problem: Problem, one: Amount, person: Participant) -> tuple[AmountLimit, ...]:
    """Everything that the condition asks of the person; spans without a limit, or set aside, are left out."""
    return _limits(problem).get((one.id, person.id), ())


@once_per_problem
def _limits(problem: Problem) -> dict[tuple[str, str], tuple[AmountLimit, ...]]:
    found = {}
    for one in problem.conditions.amounts:
        spans = spans_of(problem.period, one.every, days=one.days, dates=one.dates)
        people = problem.participants if one.people is None else [problem.participant[p] for p in sorted(one.people)]
        usual: tuple[AmountLimit, ...] | None = None
        for person in people:
            if not _is_usual(problem, one, person):
                limits = tuple(_made(problem, one, person, spans))
            elif usual is None:
                limits = usual = tuple(_made(problem, one, person, spans))
            else:
                limits = usual
            if limits:
                found[one.id, person.id] = limits
    return found


def _is_usual(problem: Problem, one: Amount, person: Participant) -> bool:
    """Whether the same is asked of the person as of everybody without history: no least, and nothing set aside."""
    return (
        not one.least
        and (one.every is Every.PERIOD or not person.past)
        and not (one.must and is_ever_relaxed(problem, MustAmounts.id))
    )


def _made(problem: Problem, one: Amount, person: Participant, spans: Iterable[Period]) -> Iterator[AmountLimit]:
    past_shifts = () if one.every is Every.PERIOD else histories(problem)[person.id]
    history = [shift for shift in past_shifts if fits(problem, one.which, shift)]
    for span in spans:
        if one.must and is_relaxed(problem, MustAmounts.id, span.first, span.last, participant=person.id):
            continue
        before = [shift for shift in history if span.first <= shift.day]
        past = amount_of(one.measure, before)
        room = None if one.most is None else max(0, one.most - past)
        need = _need(problem, one, person, span, before)
        if room is not None or need:
            known, meant = frozenset(_things(one.measure, before)), about(problem, one.which)
            yield AmountLimit(span, one.most, past, room, need, known, meant)


def _need(problem: Problem, one: Amount, person: Participant, span: Period, before: Sequence[PastShift]) -> int:
    """What must be planned in the span beyond what was worked before the period."""
    need = max(0, _asked(problem, one, person, span) - amount_of(one.measure, before))
    if not need:
        return 0
    fit = only(problem, one.which)
    possible = [
        shift for shift in eligible_shifts(problem)[person.id]
        if (fit is None or shift.id in fit) and span.first <= shift.day <= span.last
    ]  # fmt: skip
    if not possible and not one.must:
        return 0
    if span.first >= problem.period.first:
        return need
    return min(need, _capacity(problem, person, one.measure, possible, frozenset(_things(one.measure, before))))


def _asked(problem: Problem, one: Amount, person: Participant, span: Period) -> int:
    """The least in proportion to the days under contract; 0 over a span of which not all days are known."""
    known_from = history_begins(problem.period) if person.past else problem.period.first
    if not one.least or span.last > problem.period.last or span.first < known_from:
        return 0
    days = _days_under_contract(one, person, span)
    asked = one.least * days // len(span)
    return max(1, asked) if days and not one.must else asked


def _days_under_contract(one: Amount, person: Participant, span: Period) -> int:
    """Days of the span on which the person has a contract under which such shifts can be worked."""
    terms = [contract for contract in person.contracts if _can_hold(one, contract)]
    if any(term.first <= span.first and span.last <= term.last for term in terms):
        return len(span)
    return sum(any(term.first <= day <= term.last for term in terms) for day in span.days())


def _can_hold(one: Amount, contract: Contract) -> bool:
    which = one.which
    return (not which.programs or contract.program in which.programs) and (
        not which.sites or not which.sites.isdisjoint(contract.sites)
    )


def _capacity(
    problem: Problem, person: Participant, measure: Measure, possible: Sequence[Shift], known: frozenset[Thing]
) -> int:
    """The most that the person could add with these shifts, so many a day."""
    if measure not in (Measure.MINUTES, Measure.SHIFTS):
        return amount_of(measure, possible, known)
    by_day: dict[date, list[int]] = defaultdict(list)
    for shift in possible:
        by_day[shift.day].append(shift.worked_minutes if measure is Measure.MINUTES else 1)
    a_day = own(problem, person).shifts_a_day
    return sum(sum(sorted(worth)[-a_day:]) for worth in by_day.values())


class _Amounts(PersonalCondition):
    """What both rules share: the misses, and the sentence by measure and side."""

    kind = "amounts"
    name_ko = "근무량 조건"
    name_en = "a condition on the amount of work"
    ko = "{person} 님의 근무는 {first}부터 {last}까지 {used:minutes}입니다. 정한 기준은 {limit:minutes} 이하입니다."
    en = (
        "{person}'s work from {first} to {last} comes to {used:minutes}; "
        "the condition asks for {limit:minutes} at most."
    )

    def misses_of_person(self, case: Case, one: Amount, person: Participant) -> Iterator[Miss]:
        """Each span with more, or less, than the condition asks for."""
        limits = limits_of(case.problem, one, person)
        if not limits:
            return
        fit = only(case.problem, one.which)
        worked = case.shifts(person)
        shifts = worked if fit is None else [shift for shift in worked if shift.id in fit]
        passed: list[int] | None
        if fit is None and one.measure is Measure.MINUTES:
            days, passed = case.minutes(person)
        else:
            days, passed = [shift.day for shift in shifts], _running(one.measure, shifts)
        for limit in limits:
            begin, end = bisect_left(days, limit.span.first), bisect_right(days, limit.span.last)
            if passed is None:
                new = amount_of(one.measure, shifts[begin:end], limit.known)
            else:
                new = passed[end] - passed[begin]
            if new < limit.need or (limit.room is not None and new > limit.room):
                yield _miss(one, person, limit, new, shifts[begin:end])

    def wording(self, finding: Finding) -> tuple[str, str]:
        """Minutes, days, shifts, weekends or sites, of all shifts or of some; at most or at least."""
        facts = finding.facts
        which_ko, which_en = ("{about_ko} ", " ({about_en})") if facts["about_ko"] else ("", "")
        ko, single, several = _SAID[Measure(str(facts["measure"]))]
        used, limit = ((single if facts[name] == 1 else several).replace("@", name) for name in ("used", "limit"))
        at_least = facts["side"] == "least"
        return (
            f"{{person}} 님의 {which_ko}근무는 {{first}}부터 {{last}}까지 {ko.replace('@', 'used')}입니다. "
            f"정한 기준은 {ko.replace('@', 'limit')} {'이상' if at_least else '이하'}입니다.",
            f"{{person}}'s work{which_en} from {{first}} to {{last}} comes to {used}; "
            f"the condition asks for {limit} at {'least' if at_least else 'most'}.",
        )


_SAID = {
    Measure.MINUTES: ("{@:minutes}", "{@:minutes}", "{@:minutes}"),
    Measure.DAYS: ("{@}일", "{@} day", "{@} days"),
    Measure.SHIFTS: ("{@}회", "{@} shift", "{@} shifts"),
    Measure.WEEKENDS: ("주말 {@}번", "{@} weekend", "{@} weekends"),
    Measure.SITES: ("근무지 {@}곳", "{@} site", "{@} sites"),
}
"""An amount in Korean, and one and several in English."""


def _running(measure: Measure, shifts: Sequence[Shift]) -> list[int] | None:
    """Amounts of the first 0, 1, 2 ... shifts, whose differences are those of spans; None where they are not."""
    if measure is Measure.MINUTES:
        return [0, *accumulate(shift.worked_minutes for shift in shifts)]
    if measure is Measure.SHIFTS:
        return list(range(len(shifts) + 1))
    if measure is Measure.DAYS:
        days = [shift.day for shift in shifts]
        if len(set(days)) == len(days):
            return list(range(len(days) + 1))
        return [0, *accumulate(day != before for day, before in zip(days, [None, *days], strict=False))]
    return None


def _miss(one: Amount, person: Participant, limit: AmountLimit, new: int, within: Sequence[Shift]) -> Miss:
    over, short = limit.over(new), limit.short(new)
    facts: Facts = {
        "person": person.name, "measure": one.measure.value, "side": "most" if over else "least",
        "first": limit.span.first, "last": limit.span.last, "used": limit.past + new,
        "limit": (limit.most or 0) if over else limit.past + limit.need, **limit.about,
    }  # fmt: skip
    day = _passes(one.measure, within, limit) if over else None
    return Miss(units_of(one, over or short), facts, participant=person.id, day=day)


def _passes(measure: Measure, within: Sequence[Shift], limit: AmountLimit) -> date:
    """The day of the shift with which the room is passed."""
    taken = (
        number for number in range(len(within)) if limit.over(amount_of(measure, within[: number + 1], limit.known))
    )
    return within[next(taken)].day


class MustAmounts(_Amounts, MustOfPerson):
    """H32: an amount that must hold."""

    id = "H32"

    def misses_of_person(self, case: Case, one: Amount, person: Participant) -> Iterator[Miss]:
        """Each span with more, or less, than the condition asks for; of rolling ones that overlap only the worst."""
        misses = super().misses_of_person(case, one, person)
        yield from worst_windows(misses) if one.every is Every.ROLLING else misses


class ShouldAmounts(_Amounts, ShouldOfPerson):
    """S32: an amount that should hold."""

    id = "S32"

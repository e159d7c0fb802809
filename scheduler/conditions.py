"""Conditions that a club, a site or a person adds to the rules: general sentences with blanks to fill.

A condition is hard ("꼭", `must`) or soft ("되도록", with a strength). Each kind belongs to one pair of rules, H3n for
what must be and S3n for what should be, in the module of `scheduler.rules` that its docstring names. All classes are
frozen and refuse nonsense when they are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from scheduler.enums import Coin, Every, Measure, ShiftBand
from scheduler.errors import ProblemError
from scheduler.frozen import quick_to_send

STRENGTHS = range(1, 1_000_001)


@quick_to_send
@dataclass(frozen=True, slots=True)
class Which:
    """Some shifts: those that fit everything that is named. What is left empty asks for nothing."""

    sites: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()
    """Ids of shift templates; of a past shift, `site:code`."""
    codes: frozenset[str] = frozenset()
    bands: frozenset[ShiftBand] = frozenset()
    weekdays: frozenset[int] = frozenset()
    """0 is Monday."""
    days: frozenset[date] = frozenset()
    first: date | None = None
    last: date | None = None
    rest_days: bool = False
    """Only Saturdays, Sundays and public holidays."""

    def __post_init__(self) -> None:
        if not self.weekdays <= set(range(7)):
            raise ProblemError(f"a condition names the weekdays {sorted(self.weekdays)}; Monday is 0 and Sunday 6")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ProblemError(f"a condition ends ({self.last}) before it begins ({self.first})")


EVERY_SHIFT = Which()


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What all conditions share."""

    id: str
    must: bool = False
    """꼭 (hard) or 되도록 (soft)."""
    strength: int = 1
    """How many units one unit of missing it counts, where soft."""
    people: frozenset[str] | None = None
    """Ids of the participants it is about; None means everybody."""
    which: Which = EVERY_SHIFT
    """The shifts it is about."""

    def __post_init__(self) -> None:
        if self.strength not in STRENGTHS:
            raise ProblemError(f"condition {self.id}: the strength {self.strength} is not between 1 and 1,000,000")

    def about(self, participant: str) -> bool:
        """Whether it is about this participant."""
        return self.people is None or participant in self.people


def _refuse_limits(one: Condition, least: int | None, most: int | None) -> None:
    """Refuse limits that say nothing, are negative or contradict each other."""
    if least is None and most is None:
        raise ProblemError(f"condition {one.id} has neither a least nor a most")
    for name, value in (("least", least), ("most", most)):
        if value is not None and value < 0:
            raise ProblemError(f"condition {one.id}: the {name} cannot be negative ({value})")
    if least is not None and most is not None and least > most:
        raise ProblemError(f"condition {one.id}: the least {least} is above the most {most}")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Condition):
    """H32, S32 (`rules.amounts`): so much of something in a span of days, at least or at most."""

    measure: Measure
    every: Every = Every.PERIOD
    days: int = 7
    """Length of the window, for ROLLING."""
    dates: tuple[tuple[date, date], ...] = ()
    """First and last days, for DATES."""
    least: int | None = None
    most: int | None = None
    step: int = 1
    """Where soft: each begun step beyond a limit is one unit (30 for "per half hour")."""

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        _refuse_limits(self, self.least, self.most)
        if self.step < 1 or self.days < 1:
            raise ProblemError(f"condition {self.id}: step {self.step} and days {self.days} must be at least 1")
        if (self.every is Every.DATES) is not bool(self.dates):
            raise ProblemError(f"condition {self.id}: dates are given for {Every.DATES} and for nothing else")
        for first, last in self.dates:
            if last < first:
                raise ProblemError(f"condition {self.id}: a span ends ({last}) before it begins ({first})")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Condition):
    """H33, S33 (`rules.stretches`): length of a run of days with, or without, work of the kind in `which`.

    A run that reaches beyond what is known (before the history, after the period) is never too short. One unit for
    each day too many or too few of each run.
    """

    off: bool = False
    """Days without such work, rather than with it."""
    least: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        _refuse_limits(self, self.least, self.most)
        if self.most == 0 or self.least == 0:
            raise ProblemError(f"condition {self.id}: a run has at least one day")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Weekends(Condition):
    """H34, S34 (`rules.weekends`): both days of a weekend or none; so many weekends in a row at most."""

    whole: bool = False
    """Saturday and Sunday both, or neither."""
    most_in_row: int | None = None

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if not self.whole and self.most_in_row is None:
            raise ProblemError(f"condition {self.id} says nothing about weekends")
        if self.most_in_row is not None and self.most_in_row < 1:
            raise ProblemError(f"condition {self.id}: most_in_row must be at least 1, not {self.most_in_row}")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence(Condition):
    """H35, S35 (`rules.sequences`): kinds of shifts that may not, or should, follow one another.

    `steps` are consecutive days, or, with `same_day`, shifts of one day by start. A step with `off` is a day without
    any shift. Forbidden: one unit each time the whole pattern is met. Wanted: one unit each time the first step is met
    and the others do not follow.
    """

    steps: tuple[Step, ...]
    wanted: bool = False
    same_day: bool = False

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if len(self.steps) < 2:
            raise ProblemError(f"condition {self.id}: a sequence has two steps at least")
        if self.same_day and any(step.off for step in self.steps):
            raise ProblemError(f"condition {self.id}: a day off is no step within one day")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Step:
    """One step of a `Sequence`: a shift that fits `which`, or a day off."""

    which: Which = EVERY_SHIFT
    off: bool = False


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing(Condition):
    """H36, S36 (`rules.pairing`): `people` and `others` on one shift, together or apart.

    Together: one unit for each shift of someone of `people` without anybody of `others` (other than themself). Apart:
    one unit for each two, one of either side, on a shift. `people` must be given.
    """

    others: frozenset[str]
    together: bool = True

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if not self.people or not self.others:
            raise ProblemError(f"condition {self.id} pairs nobody with somebody")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Mix(Condition):
    """H37, S37 (`rules.mixes`): how many of `people` stand on a shift.

    An empty shift is left alone unless `even_empty`. One unit for each person too few or too many.
    """

    least: int | None = None
    most: int | None = None
    even_empty: bool = False

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        _refuse_limits(self, self.least, self.most)


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation(Condition):
    """H38, S38 (`rules.rotations`): a crew's cycle of days, such as alternate days, alternate weeks, 조 순환.

    Day `start` is the first day of the cycle. On each day of the cycle only shifts that fit its entry are on pattern;
    None is a day off. One unit for each shift of the crew that is off pattern.
    """

    start: date
    cycle: tuple[Which | None, ...]

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if not self.cycle:
            raise ProblemError(f"condition {self.id}: a rotation without days")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Seating(Condition):
    """H39, S39 (`rules.seatings`): each of `people` on the shifts of `which`, or not on them.

    One unit for each such shift that one of them does not work though wanted, or works though unwanted.
    """

    wanted: bool

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if not self.people:
            raise ProblemError(f"condition {self.id} seats nobody")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Steady(Condition):
    """H40, S40 (`rules.steady`): the starts of one person's shifts in a span lie close together.

    So many minutes at most between the earliest and the latest start in each span; one unit for each begun half hour
    beyond it.
    """

    every: Every = Every.WEEK
    most: int = 60

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if self.every not in (Every.PERIOD, Every.WEEK, Every.MONTH):
            raise ProblemError(f"condition {self.id}: start times are compared by week, month or period")
        if self.most < 0:
            raise ProblemError(f"condition {self.id}: the most cannot be negative ({self.most})")


@quick_to_send
@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Condition):
    """H29, S29 (`rules.budgets`): all worked minutes, or their wages, on the shifts of `which` in a span, at most.

    One unit for each begun `step` beyond it. Always about everybody.
    """

    coin: Coin = Coin.MINUTES
    every: Every = Every.MONTH
    dates: tuple[tuple[date, date], ...] = ()
    most: int
    step: int = 60

    def __post_init__(self) -> None:
        Condition.__post_init__(self)
        if self.people is not None:
            raise ProblemError(f"condition {self.id}: a budget is about everybody")
        if self.most < 0 or self.step < 1:
            raise ProblemError(f"condition {self.id}: most {self.most} or step {self.step} is too small")
        if self.every is Every.ROLLING or (self.every is Every.DATES) is not bool(self.dates):
            raise ProblemError(f"condition {self.id}: a budget is counted by week, month, period or given dates")


@quick_to_send
@dataclass(frozen=True, slots=True)
class Conditions:
    """All conditions of a problem, by kind."""

    amounts: tuple[Amount, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    weekends: tuple[Weekends, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    mixes: tuple[Mix, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    seatings: tuple[Seating, ...] = ()
    steadies: tuple[Steady, ...] = ()
    budgets: tuple[Budget, ...] = ()

    def __iter__(self) -> Iterator[Condition]:
        """Every condition, kind by kind."""
        for kind in fields(self):
            yield from getattr(self, kind.name)


@quick_to_send
@dataclass(frozen=True, slots=True)
class Relaxation:
    """A hard rule set aside by a coordinator with a written reason (the reason stays with the organisation)."""

    rule: str
    """Such as H16; only rules that say `relaxable` can be set aside, see `rules.base.is_relaxed`."""
    first: date
    last: date
    participant: str | None = None
    """Id; None means everybody."""
    site: str | None = None
    """Id; None means every site. Rules about one person's days ignore it unless it is None."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ProblemError(f"{self.rule} is set aside until {self.last}, before {self.first}")

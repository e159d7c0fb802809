"""H34, S34: both days of a weekend or none, and so many weekends in a row at most."""

from __future__ import annotations

from datetime import date

from scheduler.conditions import Weekends
from scheduler.encode.model import Linear
from scheduler.encode.patterns import Days, at_least_each, either, total_of
from scheduler.encode.vars import Vars
from scheduler.problem import Participant
from scheduler.rules.conditioned import conditions_about
from scheduler.rules.known import DAY
from scheduler.rules.weekends import WEEK, last_weekends, whole_weekends


def encode(v: Vars) -> None:
    """No weekend is half worked and no row of them too long, or each costs a unit."""
    for person in v.people:
        for must in (True, False) if v.is_on("S34") else (True,):
            for one in conditions_about(v.problem, "weekends", must, person.id):
                _Weekends(v, one, person).encode()


class _Weekends:
    """The rows of one condition and person."""

    def __init__(self, v: Vars, one: Weekends, person: Participant) -> None:
        self._v = v
        self._one = one
        self._person = person
        self._days = Days(v, person, one.which)
        self._worked: dict[date, Linear] = {}

    def encode(self) -> None:
        """Both parts."""
        for saturday in whole_weekends(self._v.problem, self._one, self._person):
            self._whole(saturday)
        for saturday in last_weekends(self._v.problem, self._one, self._person):
            self._in_a_row(saturday, self._one.most_in_row or 0)

    def _whole(self, saturday: date) -> None:
        apart = self._days.on(saturday).minus(self._days.on(saturday + DAY))
        if self._one.must:
            self._v.model.between(0, apart, 0)
        else:
            self._charge(f"half weekend({self._name}, {saturday})", [apart, Linear().minus(apart)])

    def _in_a_row(self, last: date, most: int) -> None:
        total = total_of((self._weekend(last - back * WEEK) for back in range(most + 1)), -most)
        if self._one.must:
            self._v.model.at_most(total, 0)
        else:
            self._charge(f"weekends in a row({self._name}, {last})", [total])

    def _weekend(self, saturday: date) -> Linear:
        """1 where one of the two days is worked."""
        if saturday not in self._worked:
            self._worked[saturday] = self._either(saturday)
        return self._worked[saturday]

    def _either(self, saturday: date) -> Linear:
        first, second = self._days.on(saturday), self._days.on(saturday + DAY)
        both = first.plus(second)
        if not first.terms or not second.terms:
            return Linear(constant=1) if both.constant else both
        return either(self._v, first, second)

    @property
    def _name(self) -> str:
        return f"{self._one.id}, {self._person.id}"

    def _charge(self, name: str, floors: list[Linear]) -> None:
        units = at_least_each(self._v, name, 1, floors)
        self._v.charge("S34", Linear().plus(units, self._one.strength))

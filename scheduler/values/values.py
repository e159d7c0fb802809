"""The numbers of the rules for one organisation: those that come with the program, and the organisation's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from scheduler.club.book import ValueEntry
from scheduler.enums import EmploymentKind, Ground
from scheduler.values.load import numbers
from scheduler.values.value import Mark, Number, Value

OWN_KO, OWN_EN = "기관이 정한 값", "set by the club"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row of an organisation does not count."""

    entry: ValueEntry
    ko: str
    en: str


class Values:
    """Answers what a number is on a day, for a kind of contract and a programme type.

    Of the rows that fit, the most specific counts (programme type and kind, then programme type, then kind, then all);
    among these the newest that is valid on the day, and on days before all of them the oldest. An organisation's row
    comes before those of the program, unless it is looser than a fixed row lets it be: then the fixed row holds.
    """

    def __init__(self, own: Iterable[ValueEntry] = ()) -> None:
        self.refused: list[Refusal] = []
        """Rows of the organisation that do not count: an unknown name, a value of another type, a loosened law."""
        self._own: dict[str, list[Value]] = {}
        self._known: dict[tuple[str, date, EmploymentKind | None, str | None], Value] = {}
        for entry in own:
            refusal = self.refusal_of(entry)
            if refusal is not None:
                self.refused.append(refusal)
            if refusal is None or self._is_only_looser(entry):
                self._own.setdefault(entry.name, []).append(_own_row(entry))

    @staticmethod
    def number(name: str) -> Number:
        """The number's meaning, unit and range. Raises KeyError for a name that no number has."""
        if name not in numbers():
            raise KeyError(f"no number is called {name}")
        return numbers()[name]

    @staticmethod
    def names() -> tuple[str, ...]:
        """The names of all numbers, in the table's order."""
        return tuple(numbers())

    def rows(self, name: str) -> tuple[Value, ...]:
        """Every row of a number, the organisation's too, by day; KeyError for an unknown name."""
        rows = [*self.number(name).rows, *self._own.get(name, ())]
        return tuple(sorted(rows, key=attrgetter("valid_from")))

    def is_own(self, name: str) -> bool:
        """Whether the organisation has rows of its own for the number."""
        return bool(self._own.get(name))

    def at(
        self, name: str, day: date, contract_kind: EmploymentKind | None = None, program_type: str | None = None
    ) -> Value:
        """The row that holds on a day, for a kind of contract and a programme type (None: of no kind in particular).

        Raises KeyError for an unknown name.
        """
        asked = (name, day, contract_kind, program_type)
        if asked not in self._known:
            self._known[asked] = self._at(*asked)
        return self._known[asked]

    def _at(self, name: str, day: date, contract_kind: EmploymentKind | None, program_type: str | None) -> Value:
        shipped = self.shipped(name, day, contract_kind, program_type)
        own = _chosen(self._own.get(name, ()), day, contract_kind, program_type)
        if own is None or own.valid_from > day or _loosens(self.number(name), shipped, own.value):
            return shipped
        return own

    def shipped(
        self, name: str, day: date, contract_kind: EmploymentKind | None = None, program_type: str | None = None
    ) -> Value:
        """The same, without the organisation's rows: what would hold if it had set nothing."""
        found = _chosen(self.number(name).rows, day, contract_kind, program_type)
        assert found is not None, "the table has a row for everybody"  # noqa: S101 - `load` refuses a table without
        return found

    def refusal_of(self, entry: ValueEntry) -> Refusal | None:
        """Why a row may not be the organisation's, in a sentence; None where it may."""
        number = numbers().get(entry.name)
        if number is None:
            return Refusal(
                entry, f"‘{entry.name}’이라는 값은 없습니다.", f"There is no number called {entry.name}."
            )  # fmt: skip
        fault = number.fault(entry.value)
        if fault:
            return Refusal(entry, *fault)
        for kind in (entry.contract_kind,) if entry.contract_kind else (None, *EmploymentKind):
            law = self.shipped(entry.name, entry.valid_from, kind, entry.program_type)
            if _loosens(number, law, entry.value):
                return Refusal(
                    entry,
                    f"‘{number.ko}’: {law.ko} 때문에 {law.limit}보다 느슨하게 정할 수 없습니다.",
                    f"{number.en}: nothing looser than {law.limit} is possible ({law.en}).",
                )
        return None

    def _is_only_looser(self, entry: ValueEntry) -> bool:
        """Whether a refused row still counts for those whom no fixed row binds; `at` looks at each."""
        number = numbers().get(entry.name)
        return number is not None and number.fault(entry.value) is None


def _loosens(number: Number, law: Value, value: int | bool | None) -> bool:
    return law.fixed and number.is_looser(value, law.limit)


def _own_row(entry: ValueEntry) -> Value:
    return Value(
        entry.name, entry.value, entry.valid_from, entry.contract_kind, entry.program_type,
        Ground.HABIT, OWN_KO, OWN_EN, Mark.HABIT, own=True,
    )  # fmt: skip


def _chosen(rows: Iterable[Value], day: date, kind: EmploymentKind | None, program_type: str | None) -> Value | None:
    """Of the rows that fit: valid on the day before not yet valid, specific before general, new before old."""
    fitting = [
        row for row in rows
        if row.contract_kind in (None, kind) and row.program_type in (None, program_type)
    ]  # fmt: skip
    known = [row for row in fitting if row.valid_from <= day]
    if not known:
        return min(fitting, key=lambda row: (row.valid_from, *_general(row)), default=None)
    # Of two rows that an organisation wrote for the same day the one entered later counts.
    return max(enumerate(known), key=lambda one: (_special(one[1]), one[1].valid_from, one[0]))[1]


def _special(row: Value) -> tuple[bool, bool]:
    return row.program_type is not None, row.contract_kind is not None


def _general(row: Value) -> tuple[bool, bool]:
    return row.program_type is None, row.contract_kind is None


SHIPPED = Values()
"""The numbers of an organisation that has set none."""

"""What a number of the rules is: its meaning, its unit, what may stand there, and the rows that say when it held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduler.enums import EmploymentKind, Ground

Amount = int | bool | None
"""A whole number in the number's unit, yes or no, or None where it is off."""


class Unit(StrEnum):
    """What a number counts."""

    MINUTES = "minutes"
    CLOCK = "clock"
    """Minutes since midnight."""
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    MONTH_DAY = "month-day"
    """A day of every year: month * 100 + day."""
    COUNT = "count"
    PEOPLE = "people"
    WON = "won"
    PERCENT = "percent"
    CELSIUS = "celsius"
    YES_NO = "yes-no"
    WEIGHT = "weight"


class Stricter(StrEnum):
    """Which way a number binds more."""

    LESS = "less"
    """A limit from above; off is the loosest."""
    MORE = "more"
    """A limit from below; off is the loosest."""
    NONE = "none"
    """Neither: a threshold, or a matter of taste."""


class Mark(StrEnum):
    """How well a value is known."""

    VERIFIED = "verified"
    """Read at its source (확인됨)."""
    SECOND_HAND = "second-hand"
    """Read where the source is quoted (간접 확인); to be looked up before anybody relies on it."""
    HABIT = "habit"
    """Custom, choice or arithmetic (관행)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it holds from a day on, for a kind of contract and a programme type."""

    name: str
    """Name of the `Number`."""
    value: Amount
    valid_from: date
    """`date.min`: since before anybody wrote it down."""
    contract_kind: EmploymentKind | None
    """None: every kind."""
    program_type: str | None
    """Code of a `ProgramType`; None: every type."""
    ground: Ground
    ko: str
    """Where it stands: statute paragraph, programme guide, or who decides."""
    en: str
    mark: Mark
    fixed: bool = False
    """No organisation may choose anything looser than `limit`."""
    limit: Amount = None
    """The loosest value that an organisation may choose, of fixed ones."""
    own: bool = False
    """Whether it is the organisation's row, not one that comes with the program."""


@dataclass(frozen=True, slots=True)
class Number:
    """The meaning of a number, and what may stand there."""

    name: str
    rule: str
    """The rule that uses it, such as H16 or W07."""
    ko: str
    en: str
    unit: Unit
    stricter: Stricter
    least: int
    most: int
    may_be_off: bool
    rows: tuple[Value, ...]
    """As they come with the program."""

    def fault(self, value: object) -> tuple[str, str] | None:
        """What is wrong with a value, in Korean and English, or None where it may stand here."""
        if value is None:
            return (
                None if self.may_be_off else (f"‘{self.ko}’에는 값이 있어야 합니다.", f"{self.en}: a value is needed.")
            )
        if self.unit is Unit.YES_NO:
            if isinstance(value, bool):
                return None
            return f"‘{self.ko}’에는 예나 아니요만 올 수 있습니다.", f"{self.en}: yes or no is expected, not {value}."
        return self._fault_of_number(value)

    def _fault_of_number(self, value: object) -> tuple[str, str] | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return f"‘{self.ko}’에는 정수만 올 수 있습니다.", f"{self.en}: a whole number is expected, not {value}."
        if not self.least <= value <= self.most:
            return (
                f"‘{self.ko}’의 값은 {self.least} 이상 {self.most} 이하여야 합니다. 지금은 {value}입니다.",
                f"{self.en}: {value} is outside {self.least} to {self.most}.",
            )
        if self.unit is Unit.MONTH_DAY and not _is_day_of_year(value):
            return (
                f"‘{self.ko}’에는 701(7월 1일)처럼 있는 날짜를 적어야 합니다. 지금은 {value}입니다.",
                f"{self.en}: {value} is no day of the year; 1 July is 701.",
            )
        return None

    def is_looser(self, value: Amount, than: Amount) -> bool:
        """Whether a value binds less than another."""
        if self.stricter is Stricter.NONE:
            return value != than
        if value is None or than is None:
            return value is None and than is not None
        return value > than if self.stricter is Stricter.LESS else value < than


def _is_day_of_year(value: int) -> bool:
    try:
        date(2028, value // 100, value % 100)
    except ValueError:
        return False
    return True

"""Programme types: the four of the law, and an organisation's own, such as a city's programme for the middle-aged."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from scheduler.club.book import ProgramTypeEntry
from scheduler.enums import EmploymentKind
from scheduler.values.load import HERE, TableFault


@dataclass(frozen=True, slots=True)
class ProgramType:
    """A programme type. Its hour caps are values for its code (see `Values`)."""

    code: str
    ko: str
    en: str
    least_age: int | None = None
    """Years at the begin of a contract; None asks for nothing."""
    most_age: int | None = None
    subsidized: bool = True
    """재정지원 일자리: a person has one at a time (H30)."""
    kind: EmploymentKind = EmploymentKind.EMPLOYEE
    """The usual kind of contract."""

    def is_of_age(self, birth_year: int | None, day: date) -> bool:
        """Whether somebody born in the year may be of the age asked for on the day; an unknown year may."""
        if birth_year is None:
            return True
        # Only the year of birth is kept: before the birthday somebody is a year younger, and has the benefit of it.
        years = day.year - birth_year
        return (self.least_age is None or years >= self.least_age) and (
            self.most_age is None or years - 1 <= self.most_age
        )


@cache
def law_program_types() -> Mapping[str, ProgramType]:
    """The programme types of the law, by code."""
    with (HERE / "program_types.toml").open("rb") as file:
        table = tomllib.load(file)
    try:
        return {
            code: ProgramType(code, **{**entry, "kind": EmploymentKind(entry["kind"])}) for code, entry in table.items()
        }
    except (KeyError, TypeError, ValueError) as error:
        raise TableFault(f"the table of programme types: {error}") from error


def program_types(own: Iterable[ProgramTypeEntry] = ()) -> dict[str, ProgramType]:
    """The programme types of the law and an organisation's own, by code; the law's cannot be replaced."""
    added = {
        one.code: ProgramType(one.code, one.name, one.name_en or one.name, one.least_age, one.most_age, one.subsidized)
        for one in own
    }
    return {**added, **law_program_types()}

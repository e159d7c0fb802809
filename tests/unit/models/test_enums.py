from enum import StrEnum

import pytest

from models import enums
from scheduler import problem
from scheduler.club import book


@pytest.mark.parametrize(
    ("stored", "planned"),
    [
        (enums.EmploymentKind, problem.EmploymentKind),
        (enums.ShiftBand, problem.ShiftBand),
        (enums.WishKind, problem.WishKind),
        (enums.HolidayPolicy, book.HolidayPolicy),
        (enums.Season, book.Season),
        (enums.ClosureKind, book.ClosureKind),
        (enums.PairKind, book.PairKind),
    ],
)
def test_a_kind_that_rows_and_scheduler_share_has_the_same_names_and_values(stored, planned) -> None:
    assert issubclass(stored, StrEnum)
    assert {each.name: each.value for each in stored} == {each.name: each.value for each in planned}

"""What a number is on a day: the most specific row, then the newest; a club's own row, unless it loosens the law."""

from datetime import date

import pytest

from scheduler.club.book import ValueEntry
from scheduler.problem import EmploymentKind
from scheduler.values import SHIPPED, Mark, Values

EMPLOYEE, ACTIVITY, VOLUNTEER = EmploymentKind.EMPLOYEE, EmploymentKind.ACTIVITY, EmploymentKind.VOLUNTEER
NEW_YEAR, MAY = date(2027, 1, 1), date(2027, 5, 1)


def own(name, value, valid_from=NEW_YEAR, kind=None, program_type=None):
    return ValueEntry(name, value, valid_from, kind, program_type)


@pytest.mark.parametrize(
    ("day", "won", "mark"),
    [
        (date(2023, 6, 1), 9_860, Mark.HABIT),  # before the first row: the oldest there is
        (date(2024, 12, 31), 9_860, Mark.HABIT),
        (date(2025, 1, 1), 10_030, Mark.SECOND_HAND),
        (date(2026, 12, 31), 10_320, Mark.VERIFIED),
        (date(2027, 1, 1), 10_700, Mark.SECOND_HAND),
        (date(2029, 1, 1), 10_700, Mark.SECOND_HAND),
    ],
)
def test_the_minimum_wage_is_that_of_the_day(day, won, mark):
    found = SHIPPED.at("minimum_wage", day)
    assert (found.value, found.mark) == (won, mark)


def test_a_new_years_law_is_a_new_row_and_the_old_year_keeps_its_own():
    values = Values([own("minimum_wage", 11_000, date(2028, 1, 1))])
    assert values.at("minimum_wage", date(2027, 12, 31)).value == 10_700
    assert values.at("minimum_wage", date(2028, 1, 1)).value == 11_000
    assert [row.value for row in values.rows("minimum_wage")] == [9_860, 10_030, 10_320, 10_700, 11_000]


def test_the_most_specific_row_comes_first_even_when_it_is_older():
    values = Values(
        [
            own("max_consecutive_days", 4, MAY),
            own("max_consecutive_days", 3, NEW_YEAR, kind=VOLUNTEER),
            own("max_consecutive_days", 2, NEW_YEAR, program_type="public"),
            own("max_consecutive_days", 1, NEW_YEAR, VOLUNTEER, "public"),
        ]
    )
    asked = {(None, None): 4, (EMPLOYEE, "community"): 4, (VOLUNTEER, "community"): 3, (ACTIVITY, "public"): 2,
             (VOLUNTEER, "public"): 1}  # fmt: skip
    for (kind, program_type), days in asked.items():
        assert values.at("max_consecutive_days", MAY, kind, program_type).value == days
    assert values.at("max_consecutive_days", date(2027, 4, 30)).value == 5, "not yet valid: what the program brings"


def test_of_two_rows_of_one_day_the_later_entered_counts():
    values = Values([own("idle_days", 10), own("idle_days", 12)])
    assert values.at("idle_days", NEW_YEAR).value == 12


def test_a_club_may_be_stricter_than_the_law_but_never_looser():
    stricter = Values([own("max_minutes_per_day", 360, kind=EMPLOYEE)])
    assert stricter.at("max_minutes_per_day", MAY, EMPLOYEE).value == 360
    assert stricter.refused == []
    looser = Values([own("max_minutes_per_day", 600, kind=EMPLOYEE)])
    assert looser.at("max_minutes_per_day", MAY, EMPLOYEE).value == 480
    assert [one.en for one in looser.refused] == [
        "daily cap: nothing looser than 480 is possible (Labor Standards Act art. 50(2): 8 h a day)."
    ]
    off = Values([own("max_minutes_per_day", None, kind=EMPLOYEE)])
    assert off.at("max_minutes_per_day", MAY, EMPLOYEE).value == 480, "no cap at all is the loosest"


def test_a_least_is_loosened_by_less():
    values = Values([own("short_break_minutes", 20), own("training_minutes_total", 720)])
    assert values.at("short_break_minutes", MAY).value == 30
    assert values.at("training_minutes_total", MAY).value == 720
    assert [one.entry.name for one in values.refused] == ["short_break_minutes"]


def test_a_limit_beside_the_value_says_how_far_a_club_may_go():
    """Short-time employees have 59 h a month to be safe; the law's line is 60 h, so 59 h 59 is the most."""
    name = "short_time_minutes_per_month"
    assert Values([own(name, 3_599)]).at(name, MAY, EMPLOYEE).value == 3_599
    assert Values([own(name, 3_600)]).at(name, MAY, EMPLOYEE).value == 3_540
    assert Values([own("agreed_extra_minutes_per_week", 720)]).refused == []
    assert "720" in Values([own("agreed_extra_minutes_per_week", 721)]).refused[0].ko


def test_a_general_row_that_would_loosen_the_law_of_some_holds_for_the_others():
    values = Values([own("max_minutes_per_day", 600)])
    assert len(values.refused) == 1
    assert values.at("max_minutes_per_day", MAY, VOLUNTEER).value == 600
    assert values.at("max_minutes_per_day", MAY, EMPLOYEE).value == 480
    assert values.at("max_minutes_per_day", MAY, ACTIVITY, "public").value == 180


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (own("max_shifts", 2), "There is no number called max_shifts."),
        (own("idle_days", True), "days without a shift: a whole number is expected, not True."),
        (own("idle_days", None), "days without a shift: a value is needed."),
        (own("idle_days", 1), "days without a shift: 1 is outside 2 to 60."),
        (own("safety_training_kept", 1), "the days of safety training are kept here: yes or no is expected, not 1."),
        (own("heat_first", 631), "first day of the hot season: 631 is no day of the year; 1 July is 701."),
    ],
)
def test_a_fault_is_named_and_the_row_does_not_count(entry, said):
    values = Values([entry])
    assert [one.en for one in values.refused] == [said]
    assert values.refused[0].ko
    if entry.name in values.names():
        assert values.rows(entry.name) == SHIPPED.rows(entry.name)


def test_unknown_names_are_refused():
    for ask in (SHIPPED.rows, SHIPPED.number, lambda name: SHIPPED.at(name, MAY)):
        with pytest.raises(KeyError, match="no number is called tea_break"):
            ask("tea_break")

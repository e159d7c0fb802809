"""From values to the parameters and levels of a month."""

from datetime import date

from scheduler.calendar import Month
from scheduler.club.book import ProgramTypeEntry, ValueEntry
from scheduler.parameters import Parameters
from scheduler.problem import DEFAULT_LEVELS, EmploymentKind
from scheduler.values import SHIPPED, Values, law_program_types, levels_of, parameters_of, program_types

MAY = Month(2027, 5)
NEW_YEAR = date(2027, 1, 1)


def test_a_club_that_has_set_nothing_has_the_defaults_of_2027():
    assert parameters_of(SHIPPED, MAY) == Parameters()
    for kind in EmploymentKind:
        for program_type in law_program_types():
            assert parameters_of(SHIPPED, MAY, program_type, kind) == Parameters()
    assert parameters_of(SHIPPED, Month(2026, 5)) == Parameters(minimum_wage=10_320)


def test_values_hold_as_of_the_months_first_day():
    values = Values([ValueEntry("max_consecutive_days", 4, date(2027, 5, 2))])
    assert parameters_of(values, MAY).max_consecutive_days == 5
    assert parameters_of(values, Month(2027, 6)).max_consecutive_days == 4


def test_composed_parameters():
    values = Values(
        [
            ValueEntry("agreed_extra_minutes_per_week", 720, NEW_YEAR),
            ValueEntry("short_break_minutes", 40, NEW_YEAR),
            ValueEntry("training_due", 229, NEW_YEAR),
        ]
    )
    found = parameters_of(values, MAY)
    assert found.legal_minutes_per_week == 2_400 + 720
    assert found.break_rules == ((480, 60), (240, 40))
    assert found.training_due == date(2027, 2, 28)
    assert parameters_of(values, Month(2028, 5)).training_due == date(2028, 2, 29)


def test_only_weights_that_the_club_has_set_change_the_levels():
    assert levels_of(SHIPPED, MAY.first, DEFAULT_LEVELS) == DEFAULT_LEVELS
    values = Values([ValueEntry("weight.S04", 80, NEW_YEAR), ValueEntry("weight.S10", 0, NEW_YEAR)])
    first, *_, last = levels_of(values, MAY.first, DEFAULT_LEVELS)
    assert first == DEFAULT_LEVELS[0]
    assert dict(last.weights) == {**DEFAULT_LEVELS[-1].weights, "S04": 80, "S10": 0}
    assert levels_of(values, date(2026, 12, 31), DEFAULT_LEVELS) == DEFAULT_LEVELS


def test_a_rule_of_no_level_joins_the_last_one():
    levels = (DEFAULT_LEVELS[0], DEFAULT_LEVELS[-1].__class__("quality", {"S03": 40}))
    values = Values([ValueEntry("weight.S13", 30, NEW_YEAR)])
    assert dict(levels_of(values, MAY.first, levels)[-1].weights) == {"S03": 40, "S13": 30}


def test_a_citys_own_programme_type_has_its_own_ages():
    midlife = program_types([ProgramTypeEntry("midlife", "신중년 일자리", "midlife jobs", 40, 64, False)])["midlife"]
    assert (midlife.ko, midlife.en, midlife.subsidized) == ("신중년 일자리", "midlife jobs", False)
    # Born in 1987, 40 in the year 2027; born in 1962, 64 until the birthday of 2027.
    assert [midlife.is_of_age(year, NEW_YEAR) for year in (1988, 1987, 1962, 1961, None)] == [
        False, True, True, False, True,
    ]  # fmt: skip


def test_a_programme_type_of_the_law_cannot_be_replaced():
    assert program_types([ProgramTypeEntry("public", "다른 이름", least_age=20)])["public"].least_age == 65

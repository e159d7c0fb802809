"""The table that comes with the program: complete, sourced, and the same as the defaults elsewhere."""

import re
from dataclasses import fields
from datetime import date

import pytest

from scheduler.parameters import Parameters
from scheduler.problem import DEFAULT_LEVELS
from scheduler.rules import SOFT
from scheduler.values import SHIPPED, Mark, TableFault, law_program_types, program_types
from scheduler.values.load import numbers, read_numbers

HANGUL = re.compile(r"[가-힣]")
ROWS = [row for number in numbers().values() for row in number.rows]


def test_every_rule_of_the_rule_book_with_a_number_has_its_row():
    ruled = {number.rule for number in numbers().values()}
    counted = {"H03", "H04", "H08", "H09", "H10", "H11", "H12", "H13", "H14", "H15", "H16", "H17", "H18", "H19", "H20",
               "H21", "H24", "H25", "H26", "H30", "W01", "W02", "W03", "W06", "W07", "W08", "W10", "W11"}  # fmt: skip
    assert counted | {rule.id for rule in SOFT} <= ruled
    assert len(ROWS) >= len(numbers()) >= 70


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.contract_kind}-{row.valid_from.year}")
def test_each_row_says_its_source_in_both_languages_and_nothing_else(row):
    assert HANGUL.search(row.ko) and not HANGUL.search(row.en)
    assert "http" not in row.ko + row.en and "/" not in row.ko + row.en
    if row.ground == "law":
        assert re.search(r"제\d+조", row.ko), "a statute paragraph"
    assert row.fixed or row.limit is None


def test_what_binds_everybody_is_law_or_the_programmes_rule():
    assert {row.ground.value for row in ROWS if row.fixed} == {"law", "program"}
    assert {row.mark for row in ROWS} == set(Mark)


def test_the_weights_are_those_of_the_levels():
    weights = {name: weight for level in DEFAULT_LEVELS for name, weight in level.weights.items()}
    shipped = {name: SHIPPED.at(name, date(2027, 1, 1)).value for name in numbers() if name.startswith("weight.")}
    assert shipped == {f"weight.{name}": weight for name, weight in weights.items()}


def test_every_parameter_comes_from_a_value():
    sourced = set(numbers()) | {"break_rules"}
    assert {field.name for field in fields(Parameters)} <= sourced


def test_the_programme_types_of_the_law():
    found = law_program_types()
    assert {code: (one.ko, one.least_age, one.subsidized) for code, one in found.items()} == {
        "public": ("노인공익활동사업", 65, True),
        "capability": ("노인역량활용사업", 60, True),
        "community": ("공동체사업단", 60, True),
        "placement": ("취업지원", 60, False),
    }
    assert program_types() == dict(found)


def small(**changes):
    row = {"value": 3, "ground": "habit", "ko": "방침", "en": "policy", "mark": "habit"}
    entry = {
        "rule": "H17",
        "ko": "날",
        "en": "days",
        "unit": "days",
        "stricter": "less",
        "range": [1, 9],
        "rows": [row],
    }
    for name, value in changes.items():
        if name in entry:
            entry[name] = value
        else:
            row[name] = value
    return {"days": entry}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": 10}, "days, row 1: days: 10 is outside 1 to 9."),
        ({"value": "three"}, "days, row 1: days: a whole number is expected, not three."),
        ({"value": "off"}, "days, row 1: days: a value is needed."),
        ({"mark": "sure"}, "days, row 1: sure is none of verified, second-hand, habit"),
        ({"unit": "hours"}, "days: hours is none of minutes, clock"),
        ({"valid_from": "2027-01-01"}, "days, row 1: valid_from is a day, not 2027-01-01"),
        ({"contract_kind": "student"}, "days, row 1: student is none of employee, activity, volunteer"),
        ({"colour": "red"}, "days, row 1: there is no field called colour"),
        ({"rows": []}, "days: no row is for everybody"),
        ({"unit": "yes-no"}, "days: a number has a range, and yes or no has none"),
    ],
)
def test_a_faulty_table_is_refused_by_name(changes, said):
    with pytest.raises(TableFault, match=re.escape(said)):
        read_numbers(small(**changes))


def test_two_rows_for_the_same_day_are_refused():
    table = small()
    table["days"]["rows"] *= 2
    with pytest.raises(TableFault, match="two rows are for the same day"):
        read_numbers(table)

"""What a month leaves out is named, and the month can be planned all the same."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler import conditions as c
from scheduler.calendar import Month
from scheduler.club.book import (
    ConditionEntry,
    ParticipantEntry,
    ProgramEntry,
    ProgramTypeEntry,
    RelaxationEntry,
    ScopeEntry,
    ValueEntry,
)
from scheduler.club.expand import problem_of
from scheduler.club.remarks import find
from scheduler.club.sample import sample_book

from .books import book

MAY = Month(2027, 5)
NEW_YEAR = date(2027, 1, 1)
DAYS = date(2027, 5, 3), date(2027, 5, 9)
MOST = c.Amount(id="most", measure=c.Measure.DAYS, every=c.Every.WEEK, most=3)


def test_a_sound_book_has_no_remarks():
    assert find(book()) == []
    # Some of the sample's lunch helpers are younger than 65, as in programmes that take people from 60 on.
    assert {one.entity for one in find(sample_book(MAY, {}))} <= {"contracts"}


@pytest.mark.parametrize(
    ("tables", "place", "said"),
    [
        (
            {"values": (ValueEntry("idle_days", 9, NEW_YEAR), ValueEntry("tea_break", 9, NEW_YEAR))},
            ("values", 1, "value"),
            "There is no number called tea_break.",
        ),
        (
            {"relaxations": (RelaxationEntry("H08", *DAYS),)},
            ("relaxations", 0, "rule"),
            "H08 is a rule that cannot be set aside; it holds as it is.",
        ),
        (
            {"relaxations": (RelaxationEntry("H16", *DAYS, participant="P9"),)},
            ("relaxations", 0, "participant"),
            "An exception is about P9, who or which is not in the book.",
        ),
        (
            {
                "conditions": (
                    ConditionEntry(MOST, ScopeEntry(groups=frozenset({"A"}), participants=frozenset({"P9"}))),
                )
            },
            ("conditions", 0, "scope"),
            "A condition is about what is not in the book: A, P9.",
        ),
        (
            {"programs": (ProgramEntry("store", "편의점", "midlife"),)},
            ("programs", 0, "type"),
            "The programme type midlife is not known, so no caps of a type apply.",
        ),
        (
            {"participants": (ParticipantEntry("P1", "김순자", birth_year=1968),)},
            ("contracts", 0, "participant"),
            "김순자(P1), born in 1968, is not of the age for the community programme (from 60).",
        ),
    ],
)
def test_what_a_month_leaves_out_is_named(tables, place, said):
    spoilt = book(**tables)
    (found,) = find(spoilt)
    assert (found.entity, found.index, found.field) == place
    assert found.en == said
    assert found.ko and "{" not in found.ko
    assert problem_of(spoilt, MAY).participants


def test_an_own_programme_type_brings_its_own_ages():
    midlife = ProgramTypeEntry("midlife", "신중년 일자리", "midlife jobs", 40, 64)
    tables = {"programs": (ProgramEntry("store", "편의점", "midlife"),), "program_types": (midlife,)}
    young = book(participants=(ParticipantEntry("P1", "김순자", birth_year=1980),), **tables)
    assert find(young) == []
    old = replace(young, participants=(ParticipantEntry("P1", "김순자", birth_year=1950),))
    assert [one.ko for one in find(old)] == [
        "김순자(P1) 님(1950년생)은 신중년 일자리의 나이 기준(40세 이상 64세 이하)에 맞지 않습니다."
    ]

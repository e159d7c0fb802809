from datetime import date

import pytest

from scheduler.club.book import (
    ClosureEntry,
    CredentialEntry,
    HistoryEntry,
    PairEntry,
    PairKind,
    ParticipantEntry,
    ProgramEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.club.faults import find
from scheduler.problem import WishKind

from .books import book, contract, site, template

WEEKDAY_WISH = WishEntry("P1", WishKind.WEEKDAY, weekday=2)

CASES = [
    ({"programs": (ProgramEntry("store", "가"), ProgramEntry("store", "나"))}, ("programs", 1, "code", "store")),
    ({"sites": (site(), site())}, ("sites", 1, "code", "shop")),
    ({"sites": (site(), site("far", program="none"))}, ("sites", 1, "program", "none")),
    ({"sites": (site(pair_min=0),)}, ("sites", 0, "pair_min", 0)),
    ({"templates": (template(), template())}, ("templates", 1, "code", "오")),
    ({"templates": (template("far"),)}, ("templates", 0, "site", "far")),
    ({"templates": (template(start=1440, end=1500),)}, ("templates", 0, "start", 1440)),
    ({"templates": (template(end=540),)}, ("templates", 0, "end", 540)),
    ({"templates": (template(break_minutes=180),)}, ("templates", 0, "break_minutes", 180)),
    ({"templates": (template(seats=-1),)}, ("templates", 0, "seats", -1)),
    ({"templates": (template(priority=0),)}, ("templates", 0, "priority", 0)),
    ({"templates": (template(weekdays=frozenset({7})),)}, ("templates", 0, "weekdays", frozenset({7}))),
    ({"closures": (ClosureEntry("far", date(2027, 5, 1), date(2027, 5, 1)),)}, ("closures", 0, "site", "far")),
    (
        {"closures": (ClosureEntry("shop", date(2027, 5, 2), date(2027, 5, 1)),)},
        ("closures", 0, "last", date(2027, 5, 1)),
    ),
    ({"participants": (ParticipantEntry("P1", " "),)}, ("participants", 0, "name", " ")),
    ({"contracts": ()}, ("participants", 0, "number", "P1")),
    ({"contracts": (contract(), contract("P9"))}, ("contracts", 1, "participant", "P9")),
    ({"contracts": (contract(), contract(program="none"))}, ("contracts", 1, "program", "none")),
    ({"contracts": (contract(last=date(2026, 12, 31)),)}, ("contracts", 0, "last", date(2026, 12, 31))),
    ({"contracts": (contract(sites=()),)}, ("contracts", 0, "sites", frozenset())),
    ({"contracts": (contract(sites=("far",)),)}, ("contracts", 0, "sites", frozenset({"far"}))),
    ({"contracts": (contract(), contract(first=date(2027, 12, 31)))}, ("contracts", 1, "first", date(2027, 12, 31))),
    ({"contracts": (contract(max_minutes_per_month=-1),)}, ("contracts", 0, "max_minutes_per_month", -1)),
    ({"credentials": (CredentialEntry("P9", "pos"),)}, ("credentials", 0, "participant", "P9")),
    (
        {"credentials": (CredentialEntry("P1", "pos", date(2027, 5, 2), date(2027, 5, 1)),)},
        ("credentials", 0, "valid_until", date(2027, 5, 1)),
    ),
    ({"unavailable": (UnavailableEntry("P9", weekday=1),)}, ("unavailable", 0, "participant", "P9")),
    ({"unavailable": (UnavailableEntry("P1"),)}, ("unavailable", 0, "first", None)),
    ({"unavailable": (UnavailableEntry("P1", weekday=7),)}, ("unavailable", 0, "weekday", 7)),
    ({"unavailable": (UnavailableEntry("P1", weekday=1, start=600, end=600),)}, ("unavailable", 0, "start", 600)),
    (
        {"unavailable": (UnavailableEntry("P1", first=date(2027, 5, 2), last=date(2027, 5, 1)),)},
        ("unavailable", 0, "last", date(2027, 5, 1)),
    ),
    ({"wishes": (WishEntry("P9", WishKind.WEEKDAY, weekday=1),)}, ("wishes", 0, "participant", "P9")),
    ({"wishes": (WishEntry("P1", WishKind.DAY_OFF, weekday=1),)}, ("wishes", 0, "day", None)),
    ({"wishes": (WEEKDAY_WISH, WishEntry("P1", WishKind.WEEKDAY, weekday=9))}, ("wishes", 1, "weekday", 9)),
    ({"wishes": (WishEntry("P1", WishKind.TEMPLATE, template="shop:밤"),)}, ("wishes", 0, "template", "shop:밤")),
    ({"wishes": (WishEntry("P1", WishKind.WEEKDAY, weekday=1, strength=4),)}, ("wishes", 0, "strength", 4)),
    ({"usuals": (UsualEntry("P9", 0, "shop:오"),)}, ("usuals", 0, "participant", "P9")),
    ({"usuals": (UsualEntry("P1", -1, "shop:오"),)}, ("usuals", 0, "weekday", -1)),
    ({"usuals": (UsualEntry("P1", 0, "shop:밤"),)}, ("usuals", 0, "template", "shop:밤")),
    ({"pairs": (PairEntry("P1", "P9", PairKind.APART),)}, ("pairs", 0, "second", "P9")),
    ({"pairs": (PairEntry("P1", "P1", PairKind.APART),)}, ("pairs", 0, "second", "P1")),
    ({"history": (HistoryEntry("P9", date(2027, 4, 1), "shop", "오", 1, 2, 1),)}, ("history", 0, "participant", "P9")),
    ({"history": (HistoryEntry("P1", date(2027, 4, 1), "shop", "오", 2, 2, 1),)}, ("history", 0, "end", 2)),
]


def test_a_sound_book_has_no_fault():
    assert find(book()) == []


@pytest.mark.parametrize(("tables", "expected"), CASES, ids=[f"{e[0]} {e[2]} {e[3]}" for _, e in CASES])
def test_a_fault_names_table_position_field_and_value(tables, expected):
    (fault,) = find(book(**tables))
    assert (fault.entity, fault.index, fault.field, fault.value) == expected
    assert fault.ko.endswith(".") and fault.en.endswith(".")
    assert "{" not in fault.ko + fault.en


def test_two_people_with_one_number_are_a_fault_that_names_the_number():
    (fault,) = find(book(participants=(ParticipantEntry("P1", "김순자"), ParticipantEntry("P1", "이영수"))))
    assert (fault.index, fault.participant) == (1, "P1")
    assert "P1" in fault.ko


def test_a_pair_cannot_be_kept_apart_and_together():
    people = (ParticipantEntry("P1", "김순자"), ParticipantEntry("P2", "이영수"))
    pairs = (PairEntry("P1", "P2", PairKind.APART), PairEntry("P2", "P1", PairKind.TOGETHER))
    (fault,) = find(book(participants=people, contracts=(contract(), contract("P2")), pairs=pairs))
    assert (fault.entity, fault.index, fault.field) == ("pairs", 1, "kind")


def test_a_site_of_another_programme_is_a_fault_of_the_contract():
    programs = (ProgramEntry("store", "편의점"), ProgramEntry("cafe", "카페"))
    sites = (site(), site("cafe", program="cafe"))
    (fault,) = find(book(programs=programs, sites=sites, contracts=(contract(sites=("shop", "cafe")),)))
    assert (fault.entity, fault.field) == ("contracts", "sites")
    assert fault.ko == "김순자(P1) 님의 계약에 적힌 근무지 'cafe'은(는) 다른 사업단의 근무지입니다."


def test_braces_in_names_are_only_text():
    (fault,) = find(book(participants=(ParticipantEntry("P1", "{value}"),), contracts=()))
    assert "{value}(P1)" in fault.en

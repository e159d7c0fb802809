"""H20 health certificate, H21 record check, H22 everything else."""

import pytest

from scheduler.problem import Credential
from tests.factories import day, person, problem, shift
from tests.unit.scheduler.rules.judging import broken, said, said_in_english

FAMILY = [("H20", "health_cert"), ("H21", "record_check"), ("H22", "pos")]


def holding(*credentials):
    return person(credentials=credentials)


def asking(*kinds, on=3):
    return shift(on, credentials=frozenset(kinds))


@pytest.mark.parametrize(("rule", "kind"), FAMILY)
def test_each_kind_belongs_to_one_rule(rule, kind):
    club = problem(holding(), asking(kind))
    assert [name for name, _ in FAMILY if broken(name, club)] == [rule]
    assert broken(rule, problem(holding(Credential(kind)), asking(kind))) == []


@pytest.mark.parametrize(("rule", "kind"), FAMILY)
def test_the_last_valid_day_still_counts(rule, kind):
    expiring = holding(Credential(kind, valid_until=day(14)))
    club = problem(expiring, *[asking(kind, on=on) for on in (1, 14, 15, 31)])
    assert [f.day.day for f in broken(rule, club)] == [15, 31]


@pytest.mark.parametrize(("rule", "kind"), FAMILY)
def test_the_first_valid_day_counts(rule, kind):
    coming = holding(Credential(kind, valid_from=day(14)))
    club = problem(coming, *[asking(kind, on=on) for on in (1, 13, 14, 31)])
    assert [f.day.day for f in broken(rule, club)] == [1, 13]


def test_a_renewed_certificate_closes_the_gap():
    renewed = holding(Credential("health_cert", valid_until=day(14)), Credential("health_cert", valid_from=day(16)))
    club = problem(renewed, *[asking("health_cert", on=on) for on in (14, 15, 16)])
    assert [f.day.day for f in broken("H20", club)] == [15]


def test_shifts_that_ask_for_nothing_take_everybody():
    assert [broken(name, problem(holding(), shift(3))) for name, _ in FAMILY] == [[], [], []]


def test_h20_says_that_it_is_missing_or_when_it_ended_or_begins():
    ended = problem(holding(Credential("health_cert", valid_until=day(14))), asking("health_cert", on=17))
    begins = problem(holding(Credential("health_cert", valid_from=day(20))), asking("health_cert", on=17))
    assert said(broken("H20", ended)[0]) == "kim 님의 보건증이 5월 14일 (금)에 끝났습니다."
    assert said(broken("H20", begins)[0]) == "kim 님의 보건증은 5월 20일 (목)부터 유효합니다."
    assert said(broken("H20", problem(holding(), asking("health_cert")))[0]) == "kim 님의 보건증이 없습니다."


def test_h21_says_that_it_is_missing_or_when_it_ended():
    ended = problem(holding(Credential("record_check", valid_until=day(14))), asking("record_check", on=17))
    assert said(broken("H21", ended)[0]) == "kim 님의 범죄경력 조회가 5월 14일 (금)에 끝났습니다."
    assert said_in_english(broken("H21", problem(holding(), asking("record_check")))[0]) == "kim has no record check."


def test_h22_names_the_first_missing_kind_in_the_readers_language():
    found = broken("H22", problem(holding(Credential("barista")), asking("pos", "barista", "safety")))
    assert said(found[0]) == "kim 님에게는 이 근무에 필요한 ‘POS 교육’ 기록이 없습니다."
    assert said_in_english(found[0]) == "kim has no record of 'POS training', which this shift needs."
    own = broken("H22", problem(holding(), asking("제빵 교육")))
    assert said(own[0]) == "kim 님에게는 이 근무에 필요한 ‘제빵 교육’ 기록이 없습니다."


def test_the_latest_of_several_certificates_is_told():
    old = [Credential("health_cert", valid_until=day(on)) for on in (2, 9, 5)]
    (ended,) = broken("H20", problem(holding(*old), asking("health_cert", on=10)))
    assert said(ended) == "kim 님의 보건증이 5월 9일 (일)에 끝났습니다."
    new = [Credential("health_cert", valid_from=day(on)) for on in (25, 20, 30)]
    (begins,) = broken("H20", problem(holding(*new), asking("health_cert", on=10)))
    assert said(begins) == "kim 님의 보건증은 5월 20일 (목)부터 유효합니다."

"""How facts are said."""

import pytest

from scheduler.rules.words import render, say_credential, say_date, say_minutes, say_turn, say_weekday
from tests.factories import day


def test_dates_come_with_their_weekday():
    assert say_date(day(3)) == "5월 3일 (월)"
    assert say_date(day(32), "en") == "Tue 1 Jun"


@pytest.mark.parametrize(
    ("minutes", "ko", "en"),
    [
        (0, "0시간", "0 h"),
        (45, "45분", "45 min"),
        (60, "1시간", "1 h"),
        (3390, "56시간 30분", "56 h 30 min"),
        (-90, "-1시간 30분", "-1 h 30 min"),
    ],
)
def test_amounts_of_time(minutes, ko, en):
    assert (say_minutes(minutes), say_minutes(minutes, "en")) == (ko, en)


def test_words_of_the_lists_and_words_of_the_club():
    assert (say_weekday(6), say_weekday(6, "en")) == ("일요일", "Sun")
    assert (say_credential("health_cert"), say_credential("health_cert", "en")) == ("보건증", "health certificate")
    assert (say_credential("제빵"), say_credential("제빵", "en")) == ("제빵", "제빵")
    assert (say_turn("night"), say_turn("night", "en")) == ("밤", "night")


def test_a_sentence_is_filled_with_facts_in_their_formats():
    text = "{who} {on} {at:clock} {long:minutes} {w:weekday} {c:credential} {t:turn} {s:strength} {n:02d}"
    facts = {"who": "김", "on": day(5), "at": 570, "long": 90, "w": 2, "c": "pos", "t": "early", "s": 3, "n": 7}
    assert render(text, facts) == "김 5월 5일 (수) 09:30 1시간 30분 수요일 POS 교육 이른 아침 아주 간절함 07"
    assert render("{t:turn}, {s:strength}", facts, "en") == "early, dearly wished"


def test_a_missing_fact_is_an_error_and_not_a_gap():
    with pytest.raises(KeyError, match="nobody"):
        render("{nobody}", {})

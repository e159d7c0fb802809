"""Dates and times as said to participants."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.calendar import Month
from web.services import spoken
from web.services.spoken import (
    hours_figure,
    say_day,
    say_hours,
    say_month,
    say_nearness,
    say_night_before,
    say_span,
    say_time,
)

SATURDAY = date(2027, 5, 8)


def test_a_day_always_comes_with_its_weekday() -> None:
    assert say_day(SATURDAY) == "5월 8일 토요일"
    assert say_day(SATURDAY, "en") == "Saturday 8 May"
    assert say_month(Month(2027, 5)) == "2027년 5월"
    assert say_month(Month(2027, 5), "en") == "May 2027"


@pytest.mark.parametrize(
    ("minute", "ko", "en"),
    [
        (0, "밤 12시", "midnight"),
        (30, "밤 12시 30분", "12:30 am"),
        (60, "오전 1시", "1 am"),
        (390, "오전 6시 30분", "6:30 am"),
        (719, "오전 11시 59분", "11:59 am"),
        (720, "낮 12시", "noon"),
        (750, "낮 12시 30분", "12:30 pm"),
        (780, "오후 1시", "1 pm"),
        (1170, "오후 7시 30분", "7:30 pm"),
        (1440, "밤 12시", "midnight"),
        (1800, "오전 6시", "6 am"),
    ],
)
def test_times_are_said_with_the_half_of_the_day(minute: int, ko: str, en: str) -> None:
    assert (say_time(minute), say_time(minute, "en")) == (ko, en)


def test_a_span_names_the_next_day_only_after_midnight() -> None:
    assert say_span(630, 900) == "오전 10시 30분 ~ 오후 3시"
    assert say_span(1170, 1440) == "오후 7시 30분 ~ 밤 12시"
    assert say_span(1320, 1800) == "오후 10시 ~ 다음 날 오전 6시"
    assert say_span(1320, 1800, "en") == "10 pm – 6 am the next day"


def test_the_first_three_days_have_names_and_later_ones_a_number() -> None:
    today = date(2027, 5, 7)
    said = [say_nearness(date(2027, 5, number), today) for number in (6, 7, 8, 9, 10)]
    assert said == ["", "오늘", "내일", "모레", "3일 뒤"]
    assert say_nearness(date(2027, 5, 10), today, "en") == "in 3 days"


def test_a_shift_from_midnight_on_belongs_to_the_evening_before() -> None:
    # Told "Saturday, midnight", many would come on Saturday night: a day late.
    today = date(2027, 5, 7)
    assert say_nearness(SATURDAY, today, start=0) == "오늘 밤"
    assert say_nearness(SATURDAY, today, "en", start=0) == "tonight"
    assert say_nearness(date(2027, 5, 9), today, start=0) == "내일 밤"
    assert say_nearness(today, today, start=0) == ""
    assert say_night_before(SATURDAY, 0) == "5월 7일 금요일 밤에 나오십시오."
    assert say_night_before(SATURDAY, 180) == "5월 7일 금요일 밤이 지난 새벽입니다."
    assert say_night_before(SATURDAY, 240) == ""


def test_hours_are_said_in_words_and_written_as_figures() -> None:
    assert [say_hours(n) for n in (0, 45, 60, 2430)] == ["0시간", "45분", "1시간", "40시간 30분"]
    assert [say_hours(n, "en") for n in (0, 60, 2430)] == ["0 hours", "1 hour", "40 hours 30 minutes"]
    # 2,430 ÷ 60 = 40.5; 800 ÷ 60 = 13.33…
    assert [hours_figure(n) for n in (0, 600, 2430, 800)] == ["0", "10", "40.5", "13.33"]


def test_dates_of_lists_and_papers_in_both_languages() -> None:
    day = date(2027, 5, 8)  # a Saturday
    assert (spoken.weekday_letter(day), spoken.weekday_letter(day, "en")) == ("토", "Sa")
    assert (spoken.after_number(day), spoken.after_number(day, "en")) == ("일 (토)", " Sat")
    assert (spoken.after_number(day, full=True), spoken.after_number(day, "en", full=True)) == (
        "일 토요일",
        " Saturday",
    )
    assert (spoken.day_number(day), spoken.day_number(day, "en")) == ("8일", "8")


def test_midnight_names_its_evening_also_over_the_border_of_a_month() -> None:
    assert spoken.say_midnight(date(2027, 5, 8), 360) == "7일 밤 12시 ~ 오전 6시"
    assert spoken.say_midnight(date(2027, 5, 1), 360) == "4월 30일 밤 12시 ~ 오전 6시"
    assert spoken.say_midnight(date(2027, 5, 1), 360, "en") == "30 April, midnight – 6 am"


def test_short_times_and_hours() -> None:
    assert [spoken.say_short_time(hour, 5) for hour in (0, 11, 12, 15)] == [
        "오전 12:05", "오전 11:05", "오후 12:05", "오후 3:05",
    ]  # fmt: skip
    assert spoken.say_short_time(15, 12, "en") == "3:12 pm"
    assert [spoken.say_decimal_hours(minutes) for minutes in (2430, 2400)] == ["40.5시간", "40시간"]
    assert spoken.say_decimal_hours(2430, "en") == "40.5 h"

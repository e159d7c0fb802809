"""Facts in sentences: how dates, times and amounts are said in Korean and English.

A sentence such as ``"{person} 님은 {day}에 {used:minutes}을 이미 나갑니다."`` is filled with facts. A format after the
colon says how a number is meant: `minutes` (an amount of time), `clock` (a time of day), `weekday` (0 is Monday).
Dates need none: they always come with their weekday.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any

from scheduler.calendar import WEEKDAYS_EN, WEEKDAYS_KO, clock

Fact = str | int | date


def say_date(day: date, lang: str = "ko") -> str:
    """5월 3일 (월), or Mon 3 May."""
    if lang == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {day:%b}"
    return f"{day.month}월 {day.day}일 ({WEEKDAYS_KO[day.weekday()]})"


def say_minutes(minutes: int, lang: str = "ko") -> str:
    """56시간 30분, or 56 h 30 min; negative amounts keep their sign."""
    sign, (hours, rest) = "-" if minutes < 0 else "", divmod(abs(minutes), 60)
    hour, minute = (" h", " min") if lang == "en" else ("시간", "분")
    parts = [f"{hours}{hour}"] if hours or not rest else []
    if rest:
        parts.append(f"{rest}{minute}")
    return sign + " ".join(parts)


def say_weekday(weekday: int, lang: str = "ko") -> str:
    """월요일, or Mon."""
    return WEEKDAYS_EN[weekday] if lang == "en" else f"{WEEKDAYS_KO[weekday]}요일"


class _Words(Formatter):
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return say_date(value, self.lang)
        if format_spec == "minutes":
            return say_minutes(int(value), self.lang)
        if format_spec == "clock":
            return clock(int(value))
        if format_spec == "weekday":
            return say_weekday(int(value), self.lang)
        return str(super().format_field(value, format_spec))


def render(sentence: str, facts: Mapping[str, Fact], lang: str = "ko") -> str:
    """Fill a sentence with facts. Raises KeyError when the sentence names a fact that is not there."""
    return _Words(lang).vformat(sentence, (), facts)

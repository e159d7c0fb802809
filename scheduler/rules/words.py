"""Facts in sentences: how dates, times and amounts are said in Korean and English.

A sentence such as ``"{person} 님은 {day}에 {used:minutes}을 이미 나갑니다."`` is filled with facts. A format after the
colon says how a fact is meant: `minutes` (an amount of time), `clock` (a time of day), `weekday` (0 is Monday),
`credential`, `strength` and `turn` (a word of the lists below). Dates need none: they always come with their weekday.
Korean particles stand only after words whose last sound is known: 님, 시간, 분, 일, a closing bracket after 요일.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from string import Formatter
from typing import Any

from scheduler.calendar import WEEKDAYS_EN, WEEKDAYS_KO, clock

Fact = str | int | date
Facts = dict[str, Fact]

CREDENTIALS = {
    "health_cert": ("보건증", "health certificate"),
    "record_check": ("범죄경력 조회", "record check"),
    "pos": ("POS 교육", "POS training"),
    "barista": ("바리스타 자격", "barista certificate"),
    "safety": ("안전교육", "safety training"),
}
"""Kinds of credential in Korean and English; a club's own kinds are written as they are."""

TURNS = {
    "weekend": ("주말", "weekend"),
    "holiday": ("공휴일", "holiday"),
    "early": ("이른 아침", "early"),
    "late": ("늦은 저녁", "late"),
    "night": ("밤", "night"),
}
"""Kinds of shift that few like, in Korean and English."""

STRENGTHS = {"1": ("되도록", "if possible"), "2": ("꼭 원함", "strongly wished"), "3": ("아주 간절함", "dearly wished")}
"""How much a wish matters, in Korean and English."""


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


def _listed(words: Mapping[str, tuple[str, str]], key: str, lang: str) -> str:
    ko, en = words.get(key, (key, key))
    return en if lang == "en" else ko


def say_credential(kind: str, lang: str = "ko") -> str:
    """보건증, or health certificate."""
    return _listed(CREDENTIALS, kind, lang)


def say_turn(kind: str, lang: str = "ko") -> str:
    """주말, or weekend."""
    return _listed(TURNS, kind, lang)


_FORMATS: dict[str, Callable[[Any, str], str]] = {
    "minutes": lambda value, lang: say_minutes(int(value), lang),
    "clock": lambda value, lang: clock(int(value)),
    "weekday": lambda value, lang: say_weekday(int(value), lang),
    "credential": lambda value, lang: say_credential(str(value), lang),
    "strength": lambda value, lang: _listed(STRENGTHS, str(value), lang),
    "turn": lambda value, lang: say_turn(str(value), lang),
}


class _Words(Formatter):
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, date):
            return say_date(value, self.lang)
        if format_spec in _FORMATS:
            return _FORMATS[format_spec](value, self.lang)
        return str(super().format_field(value, format_spec))


def render(sentence: str, facts: Mapping[str, Fact], lang: str = "ko") -> str:
    """Fill a sentence with facts. Raises KeyError when the sentence names a fact that is not there."""
    return _Words(lang).vformat(sentence, (), facts)

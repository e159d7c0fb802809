"""How a number of the rules is said, shown in a form and read from it, by its unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.calendar import clock, minutes_of
from scheduler.rules.words import say_minutes
from scheduler.values import Amount, Number, Unit
from web.catalogue import said
from web.services.rulebook.blanks import minutes_shown, minutes_typed, number_typed

WEIGHTS: Mapping[str, tuple[int, int]] = {
    "off": (0, 1), "little": (1, 2), "usual": (1, 1), "much": (2, 1), "most": (4, 1),
}  # fmt: skip
"""The words for a weight, each a multiple of the usual one: numerator and denominator."""
WEIGHT_WORDS: Mapping[str, str] = {
    "off": "not at all", "little": "a little", "usual": "as usual", "much": "a lot", "most": "very much",
}  # fmt: skip
"""English msgids."""
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class _Way:
    """How the values of one unit are treated."""

    say: Callable[[Any, str], str]
    show: Callable[[Any], str]
    read: Callable[[str], Amount]
    """None where the text cannot be read."""
    fault: str
    """What is told then; English msgid."""


def say_weight(weight: int, usual: int, lang: str) -> str:
    """A weight in its word; another multiple of the usual one as a number."""
    word = weight_word(weight, usual)
    return said(lang, WEIGHT_WORDS[word]) if word else str(weight)


def weight_word(weight: int, usual: int) -> str:
    """The word for a weight: off, little, usual, much, most; empty for another multiple of the usual one."""
    return next((word for word in WEIGHTS if weight_for(word, usual) == weight), "")


def weight_for(word: str, usual: int) -> int:
    """The weight that a word means."""
    times, part = WEIGHTS[word]
    return max(1, usual * times // part) if times else 0


def usual_weight(number: Number) -> int:
    """The weight that comes with the program."""
    return int(number.rows[0].value or 0)


def say(number: Number, amount: Amount, lang: str) -> str:
    """A value with its unit, as one says it."""
    if amount is None:
        return said(lang, "no limit")
    if number.unit is Unit.WEIGHT:
        return say_weight(int(amount), usual_weight(number), lang)
    return _WAYS[number.unit].say(amount, lang)


def typed(number: Number, amount: Amount) -> str:
    """What stands in the form for a value; `read` makes it again."""
    if amount is None:
        return ""
    if number.unit is Unit.WEIGHT:
        return weight_word(int(amount), usual_weight(number))
    return _WAYS[number.unit].show(amount)


def read(number: Number, text: str, *, off: bool) -> Amount | str:
    """The typed value, or an English msgid that says why it cannot be read."""
    if off and number.may_be_off:
        return None
    if number.unit is Unit.WEIGHT:
        return weight_for(text, usual_weight(number)) if text in WEIGHTS else "Please choose one."
    way = _WAYS[number.unit]
    found = way.read(text.strip())
    return way.fault if found is None else found


def unread(number: Number) -> str:
    """The English msgid that says how a value of the number's unit is written."""
    return _WAYS[number.unit].fault if number.unit in _WAYS else "Please choose one."


def _counted(one: str, many: str) -> _Way:
    return _Way(
        lambda value, lang: said(lang, one if value == 1 else many, count=f"{value:,}"),
        str,
        number_typed,
        "Please write a whole number.",
    )


def _say_day(value: int, lang: str) -> str:
    month, day = divmod(value, 100)
    if lang == "en":
        return f"{day} {_MONTHS_EN[month - 1]}"
    return said(lang, "month %(month)s, day %(day)s", month=month, day=day)


def _read_day(text: str) -> Amount:
    month, _, day = text.partition("-")
    first, second = number_typed(month), number_typed(day)
    return None if first is None or second is None else first * 100 + second


def _read_clock(text: str) -> Amount:
    try:
        return minutes_of(text)
    except ValueError:
        return None


_COUNT = _Way(lambda value, lang: f"{value:,}", str, number_typed, "Please write a whole number.")
_WAYS: Mapping[Unit, _Way] = {
    Unit.MINUTES: _Way(
        say_minutes, minutes_shown, minutes_typed, "Please write hours, or hours and minutes, such as 14 or 14:30."
    ),
    Unit.CLOCK: _Way(
        lambda value, lang: clock(value), clock, _read_clock, "Please write a time of day, such as 21:30."
    ),
    Unit.MONTH_DAY: _Way(
        _say_day, lambda value: f"{value // 100:02d}-{value % 100:02d}", _read_day,
        "Please write month and day, such as 07-01.",
    ),
    Unit.YES_NO: _Way(
        lambda value, lang: said(lang, "yes") if value else said(lang, "no"), lambda value: "yes" if value else "no",
        {"yes": True, "no": False}.get, "Please choose one.",
    ),
    Unit.DAYS: _counted("%(count)s day", "%(count)s days"),
    Unit.WEEKS: _counted("%(count)s week", "%(count)s weeks"),
    Unit.MONTHS: _counted("%(count)s month", "%(count)s months"),
    Unit.PEOPLE: _counted("%(count)s person", "%(count)s people"),
    Unit.WON: _counted("%(count)s won", "%(count)s won"),
    Unit.PERCENT: _counted("%(count)s %%", "%(count)s %%"),
    Unit.CELSIUS: _counted("%(count)s °C", "%(count)s °C"),
    Unit.COUNT: _COUNT,
}  # fmt: skip

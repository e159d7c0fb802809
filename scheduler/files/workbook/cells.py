"""One cell at a time: what people type for dates, times, hours, numbers and words, and how the book's values look."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from scheduler.calendar import MINUTES_PER_DAY, WEEKDAYS_KO, Month
from scheduler.files.workbook.columns import Choice
from scheduler.files.workbook.grids import Value
from scheduler.files.workbook.names import key, nearest, plain, tidy

LONGEST_TEXT = 500
_Bounds = tuple[int | None, int | None]
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1950, 2149
_ENDLESS = 1e6
"""Hours beyond every bound: 1e308 of them, which a cell may hold, are more minutes than a number can say."""

_DATE = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*(?:일|\.)?\s*"
    r"(?:\([월화수목금토일]\)|[월화수목금토일]요일|T?00:00(?::00)?)?\Z"
)
_PACKED_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_CLOCK = re.compile(
    r"(오전|오후|am|pm)?\s*(\d{1,2})(?::([0-5]\d)(?::[0-5]\d)?|시(?:\s*([0-5]?\d)분)?)\Z", re.IGNORECASE
)
_DURATION = re.compile(r"(?:(\d{1,3})\s*시간)?\s*(?:(\d{1,4})\s*분)?\Z")
_COLON_DURATION = re.compile(r"(\d{1,6}):([0-5]\d)\Z")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_UNIT = re.compile(r"(년생|년|명|분|시간|개|회|일|원)\Z")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufffd]")
"""Control characters, letters of one font only, halves of letters, what turns a line around, � for what was lost."""
_SEPARATORS = re.compile(r"[,;、\n]+")


class CellProblem(ValueError):  # noqa: N818 - no error of the program: it is what someone typed
    """What is wrong with a cell: one sentence in Korean and in English."""

    def __init__(self, ko: str, en: str, field: str | None = None) -> None:
        self.ko, self.en, self.field = ko, en, field
        super().__init__(en)


def text_of(value: Value) -> str:
    """The cell as text, tidied. Raises CellProblem for what is no text, such as a date."""
    if isinstance(value, bool):
        text = "TRUE" if value else "FALSE"
    elif isinstance(value, float) and not math.isfinite(value):
        raise CellProblem(f"쓸 수 없는 값입니다: {value}.", f"This is no value: {value}.")
    elif isinstance(value, float):
        text = str(int(value)) if value.is_integer() else repr(value)
    elif isinstance(value, str):
        text = tidy(value)
    else:
        raise CellProblem(
            f"글자를 적을 칸에 날짜나 시각({shown(value)})이 있습니다.",
            f"Text is wanted here, not a date or time ({shown(value)}).",
        )
    if len(text) > LONGEST_TEXT:
        raise CellProblem(
            f"{len(text):,}자입니다. {LONGEST_TEXT}자까지 적을 수 있습니다.",
            f"It has {len(text):,} characters; {LONGEST_TEXT} are possible.",
        )
    if _UNSHOWABLE.search(text):
        raise CellProblem(
            f"화면에 보일 수 없는 글자가 들어 있습니다: ‘{shown(text)}’. 지우고 다시 적어 주세요.",
            f"It holds characters that cannot be shown: ‘{shown(text)}’. Please write it anew.",
        )
    return text


def shown(value: Value) -> str:
    """The cell as a fault shows it: short, on one line, whatever it holds; characters that show nothing, or turn the
    line around, stand as �."""
    text = plain(value) if isinstance(value, str) else str(value)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= 40 else text[:39] + "…"


def is_empty(value: Value) -> bool:
    """Whether nothing but spaces stands in the cell."""
    return isinstance(value, str) and not tidy(value)


def code_of(value: Value) -> str:
    """A number or code as text, with ordinary digits."""
    return plain(text_of(value))


def phone_of(value: Value) -> str:
    """A telephone number; one that Excel took for a number gets its leading zero back."""
    text = code_of(value)
    if isinstance(value, float) and len(text) in (8, 9, 10) and not text.startswith("0"):
        return "0" + text
    return text


def whole_of(value: Value, low: int | None = None, high: int | None = None) -> int:
    """A whole number within the bounds; 12명 and 1,200 are understood."""
    number = _number(value)
    if not number.is_integer():
        raise CellProblem(
            f"정수를 적어야 합니다. 지금은 ‘{shown(value)}’입니다.", f"A whole number is wanted, not ‘{shown(value)}’."
        )
    _check_bounds(int(number), (low, high), (str(low), str(high)), value)
    return int(number)


def date_of(value: Value) -> date:
    """A date: a date cell, Excel's serial number, or a text such as 2027.5.3, 2027-05-03, 2027년 5월 3일."""
    if isinstance(value, datetime):
        return _sensible(value.date(), value)
    if isinstance(value, date):
        return _sensible(value, value)
    if isinstance(value, float) and value.is_integer() and 18264 <= value <= 91313:
        return _EXCEL_EPOCH + timedelta(days=int(value))
    if isinstance(value, (str, float)) and not isinstance(value, bool):
        text = code_of(value)
        match = _DATE.match(text) or _PACKED_DATE.match(text)
        if match:
            return _date(int(match[1]), int(match[2]), int(match[3]), value)
    raise CellProblem(
        f"날짜가 아닙니다: ‘{shown(value)}’. 2027-05-03처럼 적어 주세요.",
        f"‘{shown(value)}’ is no date; write it like 2027-05-03.",
    )


def _date(year: int, month: int, day: int, value: Value) -> date:
    if not 1 <= month <= 12:
        raise CellProblem(
            f"없는 날짜입니다: ‘{shown(value)}’. {month}월은 없습니다.", f"‘{shown(value)}’: there is no month {month}."
        )
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return _sensible(date(max(year, 1), month, 1), value)
    if not 1 <= day <= Month(year, month).last.day:
        raise CellProblem(
            f"없는 날짜입니다: ‘{shown(value)}’. {year}년 {month}월은 {Month(year, month).last.day}일까지입니다.",
            f"‘{shown(value)}’ does not exist: the month {year}-{month:02d} ends on {Month(year, month).last.day}.",
        )
    return date(year, month, day)


def _sensible(day: date, value: Value) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellProblem(
            f"연도가 이상합니다: ‘{shown(value)}’. {_FIRST_YEAR}년부터 {_LAST_YEAR}년까지 적을 수 있습니다.",
            f"The year of ‘{shown(value)}’ is odd; {_FIRST_YEAR} to {_LAST_YEAR} are possible.",
        )
    return day


def time_of(value: Value) -> int:
    """Minutes since midnight: 06:00, 24:00, 오후 3시 30분, or a time cell; hours to 47 belong to the next day."""
    minutes = _minutes_of_cell(value)
    if minutes is None and isinstance(value, float) and 0 <= value <= 1:
        minutes = value * MINUTES_PER_DAY
    if minutes is not None and abs(minutes - round(minutes)) < 0.02 and 0 <= minutes < 2 * MINUTES_PER_DAY:
        return round(minutes)
    if isinstance(value, str):
        match = _CLOCK.match(plain(value))
        if match:
            hour, minute = int(match[2]), int(match[3] or match[4] or 0)
            half = (match[1] or "").lower()
            if half and not 1 <= hour <= 12:
                hour = 99
            elif half:
                hour = hour % 12 + (12 if half in ("오후", "pm") else 0)
            if hour < 48:
                return hour * 60 + minute
    raise CellProblem(
        f"시각이 아닙니다: ‘{shown(value)}’. 06:00처럼 적어 주세요. 자정은 24:00입니다.",
        f"‘{shown(value)}’ is no clock time; write it like 06:00, and midnight as 24:00.",
    )


def hours_of(value: Value, low: int | None = None, high: int | None = None) -> int:
    """Minutes of an amount of hours: 14, 4.5, 4:30, 4시간 30분, or a time cell."""
    minutes = _minutes_of_cell(value)
    text = code_of(value) if isinstance(value, str) else ""
    colon, words = _COLON_DURATION.match(text), _DURATION.match(text)
    if minutes is not None:
        result = round(minutes)
    elif colon:
        result = int(colon[1]) * 60 + int(colon[2])
    elif text and words and (words[1] or words[2]):
        result = int(words[1] or 0) * 60 + int(words[2] or 0)
    else:
        result = round(60 * max(-_ENDLESS, min(_number(value), _ENDLESS)))
    named = tuple("" if bound is None else f"{bound / 60:g}시간" for bound in (low, high))
    _check_bounds(result, (low, high), (named[0], named[1]), value)
    return result


def _minutes_of_cell(value: Value) -> float | None:
    """Minutes of a cell that Excel itself keeps as a time; None for any other."""
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    if isinstance(value, time):
        return value.hour * 60 + value.minute + value.second / 60 + value.microsecond / 60_000_000
    if isinstance(value, date) and value.year <= 1900:
        # A time of 24:00 and more in a cell formatted as a clock: Excel counts the day after its epoch, 1900-01-01.
        days = (date(value.year, value.month, value.day) - date(1899, 12, 31)).days
        clock = value.hour * 60 + value.minute + value.second / 60 if isinstance(value, datetime) else 0
        return days * MINUTES_PER_DAY + clock
    return None


def _number(value: Value) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        text = _UNIT.sub("", code_of(value)).replace(",", "").strip()
        if _NUMBER.match(text) and len(text) < 16:
            return float(text)
    raise CellProblem(
        f"숫자를 적어야 합니다. 지금은 ‘{shown(value)}’입니다.", f"A number is wanted, not ‘{shown(value)}’."
    )


def _check_bounds(number: int, bounds: _Bounds, words: tuple[str, str], value: Value) -> None:
    low, high = bounds
    if (low is None or low <= number) and (high is None or number <= high):
        return
    raise CellProblem(
        f"‘{shown(value)}’은(는) 적을 수 있는 값({words[0]}부터 {words[1]}까지)이 아닙니다.",
        f"‘{shown(value)}’ is outside {words[0]} to {words[1]}.",
    )


def choice_of(value: Value, choices: Iterable[Choice], own: str = "") -> object:
    """The value of a word to choose, or a code of the club's own. Raises CellProblem that lists the possible words."""
    choices = tuple(choices)
    text = text_of(value).strip()
    if own and re.fullmatch(own, text):
        return text
    word = key(text)
    for choice in choices:
        if word in {key(one) for one in (choice.ko, choice.en, str(choice.value), *choice.also)}:
            return choice.value
    possible = ", ".join(choice.ko for choice in choices)
    near = nearest(word, [choice.ko for choice in choices])
    hint = (f" 혹시 ‘{near}’인가요?", f" Did you mean ‘{near}’?") if near else ("", "")
    raise CellProblem(
        f"‘{shown(value)}’은(는) 고를 수 없는 말입니다. 쓸 수 있는 말: {possible}.{hint[0]}",
        f"‘{shown(value)}’ is none of the possible words: {possible}.{hint[1]}",
    )


def weekday_of(value: Value) -> int:
    """A weekday, 0 for Monday: 월, 월요일, (월), Mon."""
    days = weekdays_of(value)
    if len(days) != 1:
        raise CellProblem(
            f"요일은 한 줄에 하나만 적습니다. 지금은 ‘{shown(value)}’입니다.",
            f"One weekday a row, not ‘{shown(value)}’.",
        )
    return next(iter(days))


_DAY_GROUPS = {"매일": range(7), "평일": range(5), "주중": range(5), "주말": range(5, 7), "everyday": range(7)}
_RANGE = re.compile(r"([월화수목금토일])[~\-–∼]([월화수목금토일])\Z")
_ENGLISH_DAYS = {day: index for index, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def weekdays_of(value: Value) -> frozenset[int]:
    """A set of weekdays: 매일, 평일, 주말, 월수금, 월·수·금, 월~금."""
    word = key(text_of(value)).replace("요일", "").strip("()")
    if word in _DAY_GROUPS:
        return frozenset(_DAY_GROUPS[word])
    if word in _ENGLISH_DAYS:
        return frozenset((_ENGLISH_DAYS[word],))
    span = _RANGE.match(word)
    if span:
        first, last = WEEKDAYS_KO.index(span[1]), WEEKDAYS_KO.index(span[2])
        return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
    letters = re.sub(r"[,;/·、.+\n]", "", word)
    if letters and all(letter in WEEKDAYS_KO for letter in letters):
        return frozenset(WEEKDAYS_KO.index(letter) for letter in letters)
    raise CellProblem(
        f"요일이 아닙니다: ‘{shown(value)}’. 월, 화, 수, 목, 금, 토, 일, 또는 매일, 평일, 주말로 적어 주세요.",
        f"‘{shown(value)}’ is no weekday; write 월 화 수 목 금 토 일, or 매일, 평일, 주말.",
    )


def parts_of(value: Value) -> list[str]:
    """The words of a cell that may hold several, separated by commas."""
    return [part for part in (tidy(piece) for piece in _SEPARATORS.split(text_of(value))) if part]


def show_weekdays(days: frozenset[int]) -> str:
    """매일, 평일, 주말, or the letters."""
    for word in ("매일", "평일", "주말"):
        if days == frozenset(_DAY_GROUPS[word]):
            return word
    return "".join(WEEKDAYS_KO[day] for day in sorted(days))


def show_time(minutes: int) -> str:
    """HH:MM, with hours from 24 for the next day."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def show_hours(minutes: int) -> int | float | str:
    """Hours as a number where two decimals say them exactly, else H:MM."""
    if minutes % 60 == 0:
        return minutes // 60
    return round(minutes / 60, 2) if minutes % 3 == 0 else f"{minutes // 60}:{minutes % 60:02d}"


def show_choice(value: object, choices: Iterable[Choice]) -> str:
    """The Korean word for a value; the value itself where there is none."""
    return next((choice.ko for choice in choices if choice.value == value), str(value))

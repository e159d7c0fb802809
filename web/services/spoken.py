"""Dates, times and amounts as one says them on the telephone: 5월 8일 토요일, 오전 10시 30분, 40시간 30분.

Participants' pages and papers use these. The 24-hour clock stays on the coordinator's desk.
"""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.calendar import MINUTES_PER_DAY, WEEKDAYS_KO, Month

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOON = MINUTES_PER_DAY // 2
# Somebody told "1 a.m. on Saturday" often comes on Saturday night: until this minute a page names the night as well.
_STILL_NIGHT = 240


def say_day(day: date, lang: str = "ko") -> str:
    """5월 8일 토요일, or Saturday 8 May."""
    if lang == "en":
        return f"{_WEEKDAYS[day.weekday()]} {day.day} {day:%B}"
    return f"{day.month}월 {day.day}일 {WEEKDAYS_KO[day.weekday()]}요일"


def weekday_letter(day: date, lang: str = "ko") -> str:
    """월, or Mo: for a narrow column."""
    return _WEEKDAYS[day.weekday()][:2] if lang == "en" else WEEKDAYS_KO[day.weekday()]


def after_number(day: date, lang: str = "ko", *, full: bool = False) -> str:
    """What follows the number of a day in a list of one month: 일 (월) or 일 월요일, and Mon or Monday."""
    if lang == "en":
        return f" {_WEEKDAYS[day.weekday()]}" if full else f" {_WEEKDAYS[day.weekday()][:3]}"
    return f"일 {WEEKDAYS_KO[day.weekday()]}요일" if full else f"일 ({WEEKDAYS_KO[day.weekday()]})"


def day_number(day: date, lang: str = "ko") -> str:
    """8일, or 8: a day of the month that is known."""
    return str(day.day) if lang == "en" else f"{day.day}일"


def say_midnight(day: date, end: int, lang: str = "ko") -> str:
    """The times of a shift that starts at 0:00, with its evening (2일 밤 12시), or people come a day late."""
    eve, said = day - timedelta(days=1), say_span(0, end, lang)
    if lang == "en":
        return f"{eve.day} {eve:%B}, {said}"
    return f"{eve.day}일 {said}" if eve.month == day.month else f"{eve.month}월 {eve.day}일 {said}"


def say_month(month: Month, lang: str = "ko") -> str:
    """2027년 5월, or May 2027."""
    return f"{month.first:%B} {month.year}" if lang == "en" else f"{month.year}년 {month.number}월"


def say_nearness(day: date, today: date, lang: str = "ko", start: int = _NOON) -> str:
    """오늘, 내일, 모레, or the number of days to wait; empty for days gone by.

    A shift that starts at midnight belongs to the evening before: 오늘 밤.
    """
    midnight = start < 60
    ahead = (day - today).days - midnight
    if ahead < 0:
        return ""
    if lang == "en":
        near = ("tonight", "tomorrow night") if midnight else ("today", "tomorrow", "the day after tomorrow")
        return near[ahead] if ahead < len(near) else f"in {ahead} days"
    words = ("오늘", "내일", "모레")
    return (words[ahead] if ahead < len(words) else f"{ahead}일 뒤") + (" 밤" if midnight else "")


def say_time(minute: int, lang: str = "ko") -> str:
    """오전 10시 30분, or 10:30 am, of minutes since midnight. 12:00 is 낮 12시; 0:00 and 24:00 are 밤 12시."""
    at = minute % MINUTES_PER_DAY
    hour, rest = divmod(at, 60)
    twelve = hour % 12 or 12
    if lang == "en":
        if rest == 0 and at in (0, _NOON):
            return "noon" if at else "midnight"
        return f"{twelve}{f':{rest:02d}' if rest else ''} {'am' if at < _NOON else 'pm'}"
    half = ("밤" if at < 60 else "오전") if at < _NOON else ("낮" if at < _NOON + 60 else "오후")
    return f"{half} {twelve}시{f' {rest}분' if rest else ''}"


def say_short_time(hour: int, minute: int, lang: str = "ko") -> str:
    """오후 3:12, or 3:12 pm: for a note beside something, where the day is today."""
    twelve = hour % 12 or 12
    if lang == "en":
        return f"{twelve}:{minute:02d} {'pm' if hour >= 12 else 'am'}"
    return f"{'오후' if hour >= 12 else '오전'} {twelve}:{minute:02d}"


def say_decimal_hours(minutes: int, lang: str = "ko") -> str:
    """40.5시간, or 40.5 h: for a narrow column, one decimal at most."""
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    return f"{hours} h" if lang == "en" else f"{hours}시간"


def say_span(start: int, end: int, lang: str = "ko") -> str:
    """오전 10시 30분 ~ 오후 3시; an end after midnight is named as of the next day."""
    overnight = end > MINUTES_PER_DAY
    if lang == "en":
        return f"{say_time(start, lang)} – {say_time(end, lang)}{' the next day' if overnight else ''}"
    return f"{say_time(start, lang)} ~ {'다음 날 ' if overnight else ''}{say_time(end, lang)}"


def say_night_before(day: date, start: int, lang: str = "ko") -> str:
    """Which night a shift in the small hours belongs to, as a sentence; empty for all others."""
    if start >= _STILL_NIGHT:
        return ""
    eve = say_day(day - timedelta(days=1), lang)
    if start == 0:
        return f"Please come on the night of {eve}." if lang == "en" else f"{eve} 밤에 나오십시오."
    return f"It is the end of the night of {eve}." if lang == "en" else f"{eve} 밤이 지난 새벽입니다."


def say_hours(minutes: int, lang: str = "ko") -> str:
    """40시간 30분, or 40 hours 30 minutes; whole hours leave the minutes out."""
    hours, rest = divmod(minutes, 60)
    if lang == "en":
        parts = [_counted(hours, "hour")] if hours or not rest else []
        return " ".join([*parts, *([_counted(rest, "minute")] if rest else [])])
    parts = [f"{hours}시간"] if hours or not rest else []
    return " ".join([*parts, *([f"{rest}분"] if rest else [])])


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def hours_figure(minutes: int) -> str:
    """40.5 for 2,430 minutes: hours as a figure for a narrow column, two decimals where one would lie."""
    text = f"{minutes / 60:.2f}".rstrip("0")
    return text.rstrip(".")

"""What a sheet of the club's workbook is made of: sheets, columns, kinds of cells, and the words to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a cell is written and read."""

    TEXT = "text"
    CODE = "code"
    """A short text such as a number of the club or a telephone number: never computed with."""
    WHOLE = "whole"
    DATE = "date"
    TIME = "time"
    """A clock time, kept as minutes since midnight."""
    HOURS = "hours"
    """Hours on the sheet (14, 4.5, 4:30, 4시간 30분), minutes in the book."""
    YES_NO = "yes_no"
    WEEKDAY = "weekday"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"
    CREDENTIAL = "credential"
    CREDENTIALS = "credentials"
    WORDS = "words"
    """Words of the club's own, separated by commas."""
    PROGRAM = "program"
    SITE = "site"
    SITES = "sites"
    TEMPLATE = "template"
    """A template's letter; the site stands in the same row."""
    PERSON = "person"
    """A participant's number."""
    PERSON_NAME = "person_name"
    """The name beside a participant's number: for the eye, and checked against the number."""


KIND_WORDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("글자", "text"),
    Kind.CODE: ("글자(번호)", "text (a code)"),
    Kind.WHOLE: ("정수", "whole number"),
    Kind.DATE: ("날짜 (2027-05-03)", "date (2027-05-03)"),
    Kind.TIME: ("시각 (06:00, 24:00)", "clock time (06:00, 24:00)"),
    Kind.HOURS: ("시간 (14, 4.5, 4:30)", "hours (14, 4.5, 4:30)"),
    Kind.YES_NO: ("예 / 아니요", "yes / no (예 / 아니요)"),
    Kind.WEEKDAY: ("요일 하나 (월)", "one weekday (월 to 일)"),
    Kind.WEEKDAYS: ("요일 (매일, 평일, 주말, 월수금)", "weekdays (매일 all, 평일 Mon–Fri, 주말 Sat–Sun, 월수금)"),
    Kind.CHOICE: ("고르기", "choice"),
    Kind.CREDENTIAL: ("자격 종류", "credential kind"),
    Kind.CREDENTIALS: ("자격 종류, 쉼표로 여럿", "credential kinds, separated by commas"),
    Kind.WORDS: ("낱말, 쉼표로 여럿", "words, separated by commas"),
    Kind.PROGRAM: ("사업단 이름 또는 코드", "name or code of a programme"),
    Kind.SITE: ("근무지 이름 또는 코드", "name or code of a site"),
    Kind.SITES: ("근무지, 쉼표로 여럿", "sites, separated by commas"),
    Kind.TEMPLATE: ("근무 유형 코드", "letter of a shift template"),
    Kind.PERSON: ("참여자 번호", "number of a participant"),
    Kind.PERSON_NAME: ("참여자 이름(확인용)", "name of the participant (a check)"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One word to choose: in Korean, its meaning in English, its value in the book, other words that are understood."""

    ko: str
    en: str
    value: Any
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    field: str
    """The entry's field."""
    header: str
    en: str
    kind: Kind
    help_ko: str = ""
    help_en: str = ""
    required: bool = False
    default: Any = None
    """The value of an empty cell in a column that is not required."""
    choices: tuple[Choice, ...] = ()
    own: str = ""
    """For CHOICE: pattern of codes of the club's own, which stand for themselves."""
    low: int | None = None
    high: int | None = None
    """Bounds of a number, in the book's unit."""
    example: str = ""
    width: int = 14
    also: tuple[str, ...] = ()
    """Other headers that are understood."""
    may_miss: bool = False
    """Whether the whole column may be left out of the sheet."""
    of: str = ""
    """For PERSON_NAME: the field that holds the number; for TEMPLATE: the field that holds the site."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a collection of the book, one row for one entry."""

    name: str
    en: str
    collection: str
    """The field of `ClubBook`."""
    entity: str
    """The kind of entry, as `scheduler.club.faults` names it."""
    columns: tuple[Column, ...]
    help_ko: str
    help_en: str
    most_rows: int = 10_000

    def column(self, field: str) -> Column:
        """The column of a field. Raises KeyError when there is none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)

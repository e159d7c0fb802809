"""Which month and which site a hand-made sheet is about, from its title, its labels and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scheduler.calendar import WEEKDAYS_KO, Month
from scheduler.files.handmade.frame import Frame
from scheduler.files.workbook.cells import CellProblem, shown
from scheduler.files.workbook.faults import column_letters
from scheduler.files.workbook.known import Known
from scheduler.files.workbook.names import key, nearest, plain

_FULL = re.compile(r"(20\d{2})\s*년\s*(\d{1,2})\s*월(?!\s*\d{1,2}\s*일)")
_SHORT = re.compile(r"['’‘](\d{2})\s*년?\s*[.\s]\s*(\d{1,2})\s*월(?!\s*\d{1,2}\s*일)")
_POINTS = re.compile(r"(?<!\d)(20\d{2})\s*[.\-/]\s*(\d{1,2})(?!\s*[.\-/]?\s*\d)")
_PACKED = re.compile(r"(?<!\d)(20\d{2})[_ ]?(1[0-2]|0[1-9])(?!\d)")
_BARE = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*월(?!\s*\d{1,2}\s*일)")
_LABEL = re.compile(r"(?:근무지|활동처|근무처|매장|점포)(?:명)?\s*[:：]?\s*")
_NEXT_LABEL = re.compile(r"\s{2,}|\s*(?:작성일|담당자?|사업단|사업명|수행기관|전화|기간)\s*[:：]|[|/]")


def month_of(frame: Frame, near: Month | None, file_name: str = "") -> Month:
    """The month of a table; `near`, or else the file's name, says the year, or the month, where the table does not.

    Raises CellProblem when it cannot be told.
    """
    found = _written_month(frame)
    if found is not None:
        return found
    bare = _bare_month(frame)
    named = None if near else _month_in(plain(file_name)) or _packed_month(file_name)
    if named is not None and bare in (None, named.number):
        return named
    if near is not None:
        return Month(near.year, bare) if bare else near
    if bare is not None:
        raise CellProblem(
            f"몇 년 {bare}월인지 알 수 없습니다. 제목에 ‘2027년 {bare}월’처럼 연도를 적어 주세요.",
            f"The title says month {bare} without a year; write it like 2027년 {bare}월.",
        )
    raise CellProblem(
        "어느 달의 근무표인지 알 수 없습니다. 제목에 ‘2027년 4월 근무표’처럼 적어 주세요.",
        "No title says which month this is; write it like 2027년 4월 근무표.",
    )


def _written_month(frame: Frame) -> Month | None:
    dated = frame.dated()
    if dated:
        return Month.of(dated)
    texts = sorted(frame.title_texts(), key=lambda text: "근무표" not in text.replace(" ", ""))
    found = map(_month_in, (*texts, plain(frame.grid.name)))
    return next((month for month in found if month), None)


def _month_in(text: str) -> Month | None:
    for pattern in (_FULL, _SHORT, _POINTS):
        match = pattern.search(text)
        if match and 1 <= int(match[2]) <= 12:
            year = int(match[1])
            return Month(year if year > 99 else 2000 + year, int(match[2]))
    return None


def _packed_month(file_name: str) -> Month | None:
    """Such as 202704 or 2027_04, as names of files have it."""
    match = _PACKED.search(file_name)
    return Month(int(match[1]), int(match[2])) if match else None


def _bare_month(frame: Frame) -> int | None:
    texts = sorted(frame.title_texts(), key=lambda text: "근무표" not in text.replace(" ", ""))
    for text in (*texts, plain(frame.grid.name)):
        match = _BARE.search(text)
        if match:
            return int(match[1])
    return None


def check_days(frame: Frame, month: Month) -> None:
    """Raise CellProblem when days or weekdays are not those of the month: a wrong title shows itself here."""
    if frame.counted != month.last.day:
        raise CellProblem(
            f"{month.year}년 {month.number}월은 {month.last.day}일까지인데 날짜가 {frame.counted}일까지 있습니다.",
            f"{month} has {month.last.day} days, but the header counts {frame.counted}.",
        )
    row = frame.weekday_row()
    if row is None:
        return
    for day, at in frame.dates(month):
        letter = plain(str(frame.grid.at(row, at)))[:1]
        right = WEEKDAYS_KO[day.weekday()]
        if letter and letter != right:
            raise CellProblem(
                f"요일이 {month.year}년 {month.number}월과 맞지 않습니다. {day.day}일은 {right}요일인데 "
                f"{column_letters(at)}{row + 1} 칸에는 ‘{letter}’이(가) 있습니다.",
                f"The weekdays are not those of {month}: "
                f"day {day.day} is {right}, but {column_letters(at)}{row + 1} says {letter}.",
            )


def site_of(frame: Frame, known: Known, file_name: str = "") -> str:
    """The code of the site a table is about; the last word has the file's name. Raises CellProblem."""
    labels = list(_labelled(frame))
    for label in labels:
        found = _matching(label, known)
        if len(found) == 1:
            return found[0]
    if labels:
        near = nearest(labels[-1], filter(None, known.sites.names.values()))
        hint = (f" 혹시 ‘{near}’인가요?", f" Did you mean ‘{near}’?") if near else ("", "")
        raise CellProblem(
            f"‘{shown(labels[-1])}’: 어느 근무지인지 알 수 없습니다.{hint[0]}",
            f"‘{shown(labels[-1])}’ is no site that is known.{hint[1]}",
        )
    for text in (*frame.title_texts(), plain(frame.grid.name), plain(file_name)):
        inside = [code for code, name in known.sites.names.items() if name and key(name) in key(text)]
        longest = max((len(known.sites.names[code]) for code in inside), default=0)
        inside = [code for code in inside if len(known.sites.names[code]) == longest]
        if len(inside) == 1:
            return inside[0]
    found = _matching(plain(frame.grid.name), known)
    if len(found) == 1:
        return found[0]
    if len(known.sites.names) == 1:
        return next(iter(known.sites.names))
    raise CellProblem(
        "어느 근무지의 근무표인지 알 수 없습니다. 제목 아래에 ‘근무지: 이름’을 적어 주세요.",
        "Nothing says which site this is; write 근무지: and the name under the title.",
    )


def _labelled(frame: Frame) -> Iterator[str]:
    """What may stand after 근무지: the rest of the cell, the rest up to the next label, or the next cell."""
    for row in range(*frame.title):
        cells = [_one_line(cell) for cell in frame.grid.rows[row] if isinstance(cell, str) and cell.strip()]
        for index, text in enumerate(cells):
            match = _LABEL.search(text)
            if not match:
                continue
            rest = text[match.end() :].strip()
            if rest and match[0].rstrip().endswith((":", "：")):
                yield plain(rest)
                yield plain(_NEXT_LABEL.split(rest, maxsplit=1)[0])
            elif not rest and index + 1 < len(cells):
                yield plain(cells[index + 1])


def _one_line(text: str) -> str:
    """The text with wide gaps kept: they part one label from the next."""
    return re.sub(r"[\n\r]+", "   ", text).strip()


def _matching(word: str, known: Known) -> list[str]:
    """Sites of this code or name, else those whose name holds the word or is held by it."""
    try:
        return [known.sites.find(word)]
    except CellProblem:
        wanted = key(word)
        names = {code: key(name) for code, name in known.sites.names.items() if name}
        return [code for code, name in names.items() if wanted and (wanted in name or name in wanted)]

"""The codes in the cells: what the sheet's own legend says, what the site's templates say, and what means no work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.club.book import TemplateEntry
from scheduler.files.handmade.frame import Frame
from scheduler.files.workbook.known import Known
from scheduler.files.workbook.names import key, plain
from scheduler.parameters import Parameters

NO_WORK = ("휴", "휴무", "교", "교육")
"""Marks that mean no shift on every roster, unless the sheet or the site says otherwise."""
_BLANKS = {"", "-", "–", "—", "·", ".", "ㆍ"}

_TIME = r"(\d{1,2})\s*(?::\s*([0-5]\d)|시(?:\s*([0-5]?\d)\s*분)?)"
_SPAN = re.compile(rf"{_TIME}\s*[-–—~∼〜]\s*{_TIME}(?:\s*\(\s*휴게\s*(\d+)\s*분?\s*\))?")
_BEFORE_SPAN = re.compile(r"([^\s=:,/()·※]{1,4})\s*(?:\([^)]*\))?\s*[=:]?\s*\Z")
_MARK = re.compile(r"(?:\A|[\s,/])([가-힣A-Za-z]{1,2})\s*=\s*([가-힣][가-힣 ]*)")
_ABSENCE = re.compile(r"휴|쉼|교육|연차|병가|결근|공가|경조|외출|출장|입원")
_SEPARATORS = re.compile(r"[/,+&·\s]+")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a code stands for."""

    code: str
    start: int
    end: int
    worked_minutes: int


class Codes:
    """Reads the cells of one table."""

    def __init__(self) -> None:
        self._slots: dict[str, Slot | None] = dict.fromkeys(NO_WORK)
        self._folded: dict[str, Slot | None] = dict(self._slots)

    def learn(self, code: str, slot: Slot | None) -> None:
        """Remember what a code means; None: no work. The last word counts."""
        self._slots[plain(code)] = slot
        self._folded[key(code)] = slot

    @property
    def working(self) -> list[str]:
        """The codes that stand for shifts."""
        return [slot.code for slot in self._slots.values() if slot]

    def read(self, text: str) -> list[Slot] | None:
        """The shifts of a cell: none, one or several (새오, 새/오). None when any part of it is unclear."""
        word = plain(text)
        if word in _BLANKS:
            return []
        parts = [word] if word in self._slots else list(filter(None, _SEPARATORS.split(word)))
        found: list[Slot] = []
        for part in parts:
            means = _split(part, self._slots) or _split(key(part), self._folded)
            if means is None:
                return None
            found += [slot for slot in means if slot]
        return list(dict.fromkeys(found)) if parts else None


def _split(word: str, slots: dict[str, Slot | None]) -> list[Slot | None] | None:
    """The word as known codes one after another, longest first; None when that is impossible."""
    if not word:
        return []
    for length in range(min(len(word), max(map(len, slots))), 0, -1):
        if word[:length] in slots:
            rest = _split(word[length:], slots)
            if rest is not None:
                return [slots[word[:length]], *rest]
    return None


def codes_of(frame: Frame, site: str, known: Known) -> tuple[Codes, list[str]]:
    """The codes of a table, and those that its legend explains in two ways."""
    codes, twice = Codes(), []
    templates = known.templates.get(site, {})
    for template in templates.values():
        codes.learn(template.code, Slot(template.code, template.start, template.end, known.worked_minutes(template)))
    texts = _texts(frame, *frame.month)
    spans = list(_spans(texts)) or list(_spans(_texts(frame, 0, len(frame.grid.rows))))
    for code, meaning in _marks(texts):
        if _ABSENCE.search(meaning) and key(code) not in {key(letter) for letter in templates}:
            codes.learn(code, None)
    seen: dict[str, tuple[int, int]] = {}
    for code, start, end, rest in spans:
        if seen.setdefault(key(code), (start, end)) != (start, end):
            twice.append(code)
        codes.learn(code, _slot(code, (start, end), rest, site, known))
    return codes, twice


def _texts(frame: Frame, first: int, end: int) -> list[list[str]]:
    """The texts of the rows, cell by cell; empty cells left out."""
    rows = frame.grid.rows[first:end]
    return [[plain(cell) for cell in row if isinstance(cell, str) and cell.strip()] for row in rows]


def _spans(rows: Iterable[list[str]]) -> Iterable[tuple[str, int, int, int | None]]:
    """Every code with its times: 새=06:00–10:30 in one cell, or 새 and 06:00–10:30 in two."""
    for cells in rows:
        for index, text in enumerate(cells):
            last = 0
            for match in _SPAN.finditer(text):
                before = _BEFORE_SPAN.search(text[last : match.start()].rstrip())
                label = before[1] if before else ""
                if not label and match.span() == (0, len(text)) and index and len(cells[index - 1]) <= 4:
                    label = cells[index - 1].rstrip("=: ")
                last = match.end()
                start, end = _minutes(match[1], match[2], match[3]), _minutes(match[4], match[5], match[6])
                rest = int(match[7]) if match[7] else None
                if label and not label[0].isdigit() and start < MINUTES_PER_DAY:
                    yield label, start, end if end > start else end + MINUTES_PER_DAY, rest


def _minutes(hour: str, colon: str | None, korean: str | None) -> int:
    return int(hour) * 60 + int(colon or korean or 0)


def _marks(rows: Iterable[list[str]]) -> Iterable[tuple[str, str]]:
    """Every mark explained in words: 휴=희망휴무."""
    for cells in rows:
        for text in cells:
            yield from ((match[1], match[2]) for match in _MARK.finditer(text))


def _slot(code: str, times: tuple[int, int], rest: int | None, site: str, known: Known) -> Slot:
    """A legend's code; the break comes from the legend, from a template with these times, or from the law."""
    start, end = times
    templates = known.templates.get(site, {})
    same: list[TemplateEntry] = [t for t in templates.values() if (t.start, t.end) == times]
    same.sort(key=lambda template: template.code != code)
    if site in known.paid_break:
        return Slot(code, start, end, end - start)
    if rest is not None:
        return Slot(code, start, end, end - start - rest)
    if same:
        return Slot(code, start, end, end - start - same[0].break_minutes)
    return Slot(code, start, end, end - start - lawful_break(end - start))


def lawful_break(minutes: int) -> int:
    """The least break inside so many minutes on site (근로기준법 art. 54(1))."""
    for working, rest in Parameters().break_rules:
        if minutes - rest >= working:
            return rest
    return 0

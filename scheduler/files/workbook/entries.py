"""Between an entry of the book and the cells of its row, where they are not simply the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from scheduler.calendar import MINUTES_PER_DAY
from scheduler.club.book import (
    ClosureEntry,
    ClubBook,
    ContractEntry,
    CredentialEntry,
    HistoryEntry,
    OrganizationEntry,
    PairEntry,
    ParticipantEntry,
    ProgramEntry,
    SiteEntry,
    TemplateEntry,
    UnavailableEntry,
    UsualEntry,
    WishEntry,
)
from scheduler.files.workbook.cells import CellProblem, show_time
from scheduler.files.workbook.columns import Column, Kind, Sheet
from scheduler.files.workbook.known import Known
from scheduler.problem import ShiftBand

Values = dict[str, Any]
HALF_DAY = 720
NOON, EVENING = 720, 1200

_ENTRIES: dict[str, Any] = {
    "organization": OrganizationEntry,
    "programs": ProgramEntry,
    "sites": SiteEntry,
    "templates": TemplateEntry,
    "closures": ClosureEntry,
    "participants": ParticipantEntry,
    "contracts": ContractEntry,
    "credentials": CredentialEntry,
    "unavailable": UnavailableEntry,
    "wishes": WishEntry,
    "usuals": UsualEntry,
    "pairs": PairEntry,
    "history": HistoryEntry,
}


def entries_of(book: ClubBook, sheet: Sheet) -> Iterable[Any]:
    """The book's entries for a sheet, in the book's order."""
    if sheet.collection == "organization":
        return (book.organization,)
    if sheet.collection == "holidays":
        return sorted(book.holidays.items())
    entries: Iterable[Any] = getattr(book, sheet.collection)
    return entries


def values_of(sheet: Sheet, entry: Any, known: Known) -> Values:
    """The value of every column for an entry; None means an empty cell."""
    if sheet.collection == "holidays":
        return {"day": entry[0], "name": entry[1]}
    values = {column.field: _value(column, entry, known) for column in sheet.columns}
    if sheet.collection in ("wishes", "usuals"):
        site, _, letter = (entry.template or "").rpartition(":")
        values |= {"site": site or None, "template": letter or None}
    if sheet.collection == "unavailable" and (entry.start, entry.end) == (0, MINUTES_PER_DAY):
        values |= {"start": None, "end": None}
    if sheet.collection in ("templates", "history"):
        values["end"] = shown_end(entry.start, entry.end)
    return values


def _value(column: Column, entry: Any, known: Known) -> Any:
    if column.kind is Kind.PERSON_NAME:
        return known.people.names.get(getattr(entry, column.of))
    return getattr(entry, column.field, None)


def entry_of(sheet: Sheet, values: Values, known: Known) -> Any:
    """The entry of a row. Raises CellProblem when the row's cells contradict one another."""
    values = {column.field: values[column.field] for column in sheet.columns if column.kind is not Kind.PERSON_NAME}
    match sheet.collection:
        case "holidays":
            return values["day"], values["name"]
        case "wishes" | "usuals":
            site, letter = values.pop("site"), values["template"]
            values["template"] = f"{site}:{letter}" if site and letter else None
        case "templates":
            values["end"] = real_end(values["start"], values["end"])
            values["band"] = values["band"] or band_of(values["start"])
        case "history":
            values = _history(values, known)
    return _ENTRIES[sheet.collection](**values)


def _history(values: Values, known: Known) -> Values:
    """Fill in from the template what an earlier shift leaves empty."""
    template = known.templates[values["site"]].get(values["code"])
    for field in ("start", "end"):
        if values[field] is None:
            if template is None:
                raise CellProblem(
                    f"시각이 비어 있고, 이 근무지에는 근무 유형 ‘{values['code']}’도 없습니다.",
                    f"The time is missing, and the site has no shift template ‘{values['code']}’ to take it from.",
                    field,
                )
            values[field] = getattr(template, field)
    values["end"] = real_end(values["start"], values["end"])
    if values["worked_minutes"] is None:
        if template is None or (template.start, template.end) != (values["start"], values["end"]):
            raise CellProblem(
                "근로시간이 비어 있고, 같은 시각의 근무 유형이 없어 알 수 없습니다.",
                "The hours worked are missing, and no shift template with these times says them.",
                "worked_minutes",
            )
        values["worked_minutes"] = known.worked_minutes(template)
    return values


def band_of(start: int) -> ShiftBand:
    """The part of the day a shift belongs to, by its start."""
    if start < NOON:
        return ShiftBand.AM
    return ShiftBand.PM if start < EVENING else ShiftBand.NIGHT


def shown_end(start: int, end: int) -> str:
    """The end as written: 06:00 for the next morning where nobody can mistake it, else hours beyond 24 (30:00)."""
    wrapped = end - MINUTES_PER_DAY
    return show_time(wrapped if 0 < wrapped <= start and end - start <= HALF_DAY else end)


def real_end(start: int, end: int) -> int:
    """The end in minutes of the day the shift starts. Raises CellProblem when start and end look reversed."""
    if end > start:
        return end
    if end + MINUTES_PER_DAY - start > HALF_DAY:
        raise CellProblem(
            f"끝({show_time(end)})이 시작({show_time(start)})보다 빠릅니다. "
            f"다음 날이면 {show_time(end + MINUTES_PER_DAY)}으로 적어 주세요.",
            f"The end ({show_time(end)}) is before the start ({show_time(start)}). "
            f"If the next day is meant, write {show_time(end + MINUTES_PER_DAY)}.",
            "end",
        )
    return end + MINUTES_PER_DAY


_STAND_INS: dict[Kind, Any] = {
    Kind.DATE: date.max,
    Kind.WHOLE: 0,
    Kind.TIME: 0,
    Kind.HOURS: 0,
    Kind.WEEKDAY: 0,
    Kind.SITES: frozenset(),
    Kind.CREDENTIALS: frozenset(),
    Kind.WORDS: frozenset(),
}


def stand_in(column: Column) -> Any:
    """A value for a cell that could not be read, so that the rest of the row can still be looked at."""
    if column.default is not None:
        return column.default
    if column.kind is Kind.CHOICE:
        return column.choices[0].value
    return _STAND_INS.get(column.kind, "")


def make_book(collected: Mapping[str, list[Any]]) -> ClubBook:
    """The book of all sheets' entries."""
    tuples = {name: tuple(entries) for name, entries in collected.items() if name not in ("organization", "holidays")}
    return ClubBook(
        organization=collected["organization"][0], **tuples, holidays=dict(collected["holidays"])
    )  # fmt: skip

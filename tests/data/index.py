"""What each file of this folder must come to: `index.toml`, read, written, and compared with what the program says."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from scheduler.club.book import ClubBook, HistoryEntry
from scheduler.files.handmade import read_month
from scheduler.files.mistaken import handmade_instead, workbook_instead
from scheduler.files.plain import FileFault
from scheduler.files.problem_json import read_problem
from scheduler.files.result_json import read_result
from scheduler.files.workbook import WorkbookFaults, read_book
from scheduler.files.workbook.cells import show_time
from tests.data.makers.texts import PROBLEM, RESULT
from tests.unit.scheduler.files.books import small_book
from tests.unit.scheduler.files.handmade.sheets import club
from tests.unit.scheduler.files.handmade.test_read_month import store_history

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.toml"
LONGEST_LIST = 6
"""Faults named in the index; of more only the number is kept."""


@dataclass(frozen=True)
class Entry:
    """One file, used as one kind of file, and what comes of it."""

    name: str
    used: str
    """workbook, handmade, problem or result."""
    wrong: str
    """One line."""
    refused: tuple[str, ...] | None = None
    """The faults, with their places, in Korean; English for problem and result files, which have no other."""
    read: tuple[str, ...] | None = None
    """In what the content differs from the sound file's; empty: in nothing."""
    warnings: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return FOLDER / self.name


def entries() -> list[Entry]:
    """The whole index."""
    plain = tomllib.loads(INDEX.read_text("utf-8"))["file"]
    return [
        Entry(**{key: tuple(value) if isinstance(value, list) else value for key, value in one.items()})
        for one in plain
    ]


def write(found: Iterable[Entry]) -> None:
    """Write the index."""
    blocks = []
    for one in found:
        lines = ["[[file]]"]
        for field in fields(one):
            value = getattr(one, field.name)
            if isinstance(value, tuple) and len(value) > 1:
                lines.append(f"{field.name} = [\n" + "".join(f"  {_quoted(line)},\n" for line in value) + "]")
            elif isinstance(value, tuple) and (value or field.name != "warnings"):
                lines.append(f"{field.name} = [{', '.join(map(_quoted, value))}]")
            elif isinstance(value, str):
                lines.append(f"{field.name} = {_quoted(value)}")
        blocks.append("\n".join(lines))
    INDEX.write_text("\n\n".join(blocks) + "\n", "utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def described(name: str, used: str, wrong: str) -> Entry:
    """What the program says of a file."""
    return _READERS[used](FOLDER / name, Entry(name, used, wrong))


def _as_workbook(path: Path, entry: Entry) -> Entry:
    try:
        book = read_book(path.read_bytes())
    except WorkbookFaults as refusal:
        other = handmade_instead(path.read_bytes(), refusal.faults)
        return _with(entry, refused=_listed([other] if other else refusal.faults))
    return _with(entry, read=tuple(differences(small_book(), book)))


def _as_handmade(path: Path, entry: Entry) -> Entry:
    result = read_month(path.read_bytes(), club(), None, path.name)
    if result.faults:
        other = workbook_instead(path.read_bytes())
        return _with(entry, refused=_listed([other] if other else result.faults))
    return _with(entry, read=tuple(_shifts(result.entries)), warnings=_listed(result.warnings))


def _as_problem(path: Path, entry: Entry) -> Entry:
    try:
        found = read_problem(path)
    except FileFault as fault:
        return _with(entry, refused=(str(fault),))
    return _with(entry, read=() if found == PROBLEM else ("another problem",))


def _as_result(path: Path, entry: Entry) -> Entry:
    try:
        found = read_result(path)
    except FileFault as fault:
        return _with(entry, refused=(str(fault),))
    return _with(entry, read=() if found == RESULT else ("another result",))


_READERS = {"workbook": _as_workbook, "handmade": _as_handmade, "problem": _as_problem, "result": _as_result}


def _with(entry: Entry, **more: tuple[str, ...]) -> Entry:
    return Entry(entry.name, entry.used, entry.wrong, **more)


def _listed(faults: Iterable[object]) -> tuple[str, ...]:
    said = [fault.say() for fault in faults]  # type: ignore[attr-defined] # faults of cells, which all can
    return (*said[:LONGEST_LIST], *([f"… {len(said) - LONGEST_LIST}"] if len(said) > LONGEST_LIST else []))


def differences(sound: ClubBook, found: ClubBook) -> Iterator[str]:
    """Each entry that one book has and the other has not."""
    for field in fields(ClubBook):
        before, after = getattr(sound, field.name), getattr(found, field.name)
        if field.name == "holidays":
            before, after = tuple(before.items()), tuple(after.items())
        elif field.name == "organization":
            before, after = (before,), (after,)
        yield from (f"- {field.name} {_short(one)}" for one in before if one not in after)
        yield from (f"+ {field.name} {_short(one)}" for one in after if one not in before)


def _short(entry: object) -> str:
    if isinstance(entry, tuple):
        return " ".join(map(str, entry))
    parts = (getattr(entry, field.name) for field in fields(entry))  # type: ignore[arg-type] # entries are dataclasses
    return " ".join(",".join(sorted(map(str, part))) if isinstance(part, frozenset) else str(part) for part in parts)


def _shifts(found: Iterable[HistoryEntry]) -> Iterator[str]:
    before, after = Counter(map(_shift, store_history())), Counter(map(_shift, found))
    gone = sum((before - after).values())
    if gone == len(store_history()):
        yield f"{sum(after.values())} other shifts: {' / '.join(list(after)[:3])} …"
        return
    yield from (f"- {one}" for one in before - after)
    yield from (f"+ {one}" for one in after - before)


def _shift(entry: HistoryEntry) -> str:
    times = f"{show_time(entry.start)}–{show_time(entry.end)}"
    return f"{entry.participant} {entry.day} {entry.site} {entry.code} {times} {entry.worked_minutes} min"

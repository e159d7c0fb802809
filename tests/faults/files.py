"""A thousand files spoilt by chance, each from a fixed seed: read whole or refused with reasons, and never a crash."""

from __future__ import annotations

import io
import json
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import load_workbook

from scheduler.files.plain import FileFault
from scheduler.files.problem_json import read_problem
from tests.data.importing import Desk
from tests.data.makers import steady
from tests.data.makers.containers import csv_of, ods, xls
from tests.data.makers.months import in_parts, store_cells
from tests.data.makers.texts import SOUND as PROBLEM
from tests.faults.suite import Figure, suite
from tests.unit.scheduler.files.books import small_book, spoiled
from tests.unit.scheduler.files.handmade.sheets import a_grown_sheet, club, one_store

FULL, QUICK = 1_000, 60
MOST_SECONDS = 10
VALUES = (
    None,
    "",
    " ",
    "=1/0",
    "#REF!",
    "없음",
    "가" * 600,
    "\u202e",
    "😊",
    "0",
    "-1",
    -1,
    0,
    1e308,
    3.5,
    45000,
    True,
    "2027-02-30",
    "25:61",
    "500302-1234567",
    "101",
    "김영숙",
    "새",
    "휴",
    "\n",
    "1",
    "31",
    "이름",
    "참여자 번호",
)
PIECES = (
    b't="e"',
    b"<v>1e308</v>",
    b"&#0;",
    b't="s"',
    b'r="XFD1048576"',
    b"",
    b"<",
    b"9" * 40,
    b"<!DOCTYPE x>",
    b"\xff",
)
TOKENS = (
    "null",
    "NaN",
    "1e999",
    "[]",
    "{}",
    '""',
    "-1",
    '"\\ud800"',
    "9" * 30,
    "true",
    '"2027-02-30"',
    '"kim"',
    "]",
    ",",
)


@suite("files")
def run(quick: bool) -> Iterator[Figure]:
    """Spoilt spreadsheets through the importer, spoilt problem files through their reader."""
    number = QUICK if quick else FULL
    tables, texts = number * 5 // 6, number - number * 5 // 6
    with tempfile.TemporaryDirectory() as folder:
        harms, slowest = _spreadsheets(Path(folder), tables)
        yield Figure(
            "A spoilt spreadsheet is stored whole or refused with reasons, within ten seconds",
            tables,
            len(harms),
            "; ".join(harms[:3]) or f"the slowest took {slowest:.1f} s",
        )
        wrong = [harm for seed in range(texts) if (harm := _problem(Path(folder, "problem.json"), seed))]
        yield Figure("A spoilt problem file is read or refused with a reason", texts, len(wrong), "; ".join(wrong[:3]))


def _spreadsheets(folder: Path, number: int) -> tuple[list[str], float]:
    """What went wrong, with the seeds, and the seconds of the slowest file."""
    desks = {"workbook": Desk.of(folder / "w", small_book()), "handmade": Desk.of(folder / "h", club())}
    sources = _sources()
    harms, slowest = [], 0.0
    for seed in range(number):
        used, data = sources[seed % len(sources)]
        began = time.process_time()
        harm = desks[used].harm(spoilt(data, random.Random(seed)), used)
        took = time.process_time() - began
        slowest = max(slowest, took)
        if harm or took > MOST_SECONDS:
            harms.append(f"seed {seed}: {harm or f'{took:.0f} s'}")
    return harms, slowest


def _sources() -> list[tuple[str, bytes]]:
    """Sound files of every kind that is read."""
    cells = store_cells()
    return [
        ("workbook", steady(spoiled(lambda workbook: None))),
        ("handmade", steady(one_store())),
        ("workbook", steady(spoiled(lambda workbook: None))),
        ("handmade", steady(a_grown_sheet())),
        ("handmade", in_parts(1, 16)()),
        ("handmade", xls({"4월": cells})),
        ("handmade", ods({"4월": cells})),
        ("handmade", csv_of(cells).encode("utf-8-sig")),
    ]


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file with something changed: its bytes, a part of it, or cells."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [_cut, _flipped]
    if data.startswith(b"PK"):
        ways += [_part_changed] * 3 + [_cells_changed] * 3 * (b"xl/workbook.xml" in data)
    return chance.choice(ways)(data, chance)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _part_changed(data: bytes, chance: random.Random) -> bytes:
    """One part of a zip changed, left out, or put twice."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    chosen, way = chance.choice(source.namelist()), chance.random()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == chosen and way < 0.1:
                continue
            if name == chosen and part:
                at = chance.randrange(len(part))
                part = part[:at] + chance.choice(PIECES) + part[at + chance.randrange(60) :]
            target.writestr(name, part)
            if name == chosen and way > 0.95:
                target.writestr(name.upper(), part)
    return stream.getvalue()


def _cells_changed(data: bytes, chance: random.Random) -> bytes:
    """Other values in some cells, rows and columns gone or moved."""
    workbook = load_workbook(io.BytesIO(data))
    for _ in range(chance.randrange(1, 6)):
        sheet = chance.choice(workbook.worksheets)
        row, column = chance.randrange(1, sheet.max_row + 3), chance.randrange(1, sheet.max_column + 2)
        match chance.randrange(8):
            case 0:
                sheet.delete_rows(row)
            case 1:
                sheet.insert_rows(row)
            case 2:
                sheet.delete_cols(column)
            case 3:
                sheet.insert_cols(column)
            case _ if type(sheet.cell(row, column)).__name__ == "Cell":
                sheet.cell(row, column).value = chance.choice(VALUES)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _problem(path: Path, seed: int) -> str:
    """What reading a spoilt problem file does that it must not do; empty when it is read or refused with a reason."""
    chance = random.Random(seed)
    text = PROBLEM
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(TOKENS) + text[at + chance.randrange(20) :]
    if chance.random() < 0.5:
        text = json.dumps(_other_value(json.loads(PROBLEM), chance))
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        read_problem(path)
    except FileFault as fault:
        return (
            ""
            if str(fault).encode("utf-8", "replace").decode() == str(fault) and str(fault)
            else f"seed {seed}: no reason"
        )
    except Exception as error:
        return f"seed {seed}: {type(error).__name__}: {error}"
    return ""


def _other_value(plain: object, chance: random.Random) -> object:
    """The same values with one of them, somewhere inside, put for another."""
    place = plain
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))  # type: ignore[arg-type] # a list
        key = chance.choice(keys)
        inner = place[key]  # type: ignore[index] # an object or a list
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            place = inner
            continue
        place[key] = chance.choice([None, -1, 1e308, "", "kim", [], {}, True, 10**20, "2027-02-30", [[]], "\ud800"])  # type: ignore[index] # as above
        return plain

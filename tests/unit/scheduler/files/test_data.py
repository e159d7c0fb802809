"""Every file of tests/data comes to what the index says: refused with these sentences, or read with this content."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.data import index, make

ENTRIES = index.entries()
HEAVY = (
    "workbook/bomb.xlsx", "workbook/rows-400000.xlsx", "workbook/far-corner.xlsx", "workbook/columns-16384.xlsx",
    "workbook/billion-laughs.xlsx", "workbook/deep.xlsx", "workbook/parts-1100.xlsx", "workbook/lying-size.xlsx",
    "handmade/huge.xls", "handmade/texts.xls", "handmade/rows.ods", "handmade/columns.ods", "handmade/deep.ods",
    "problem/deep.json", "problem/huge-number.json",
)  # fmt: skip
"""Those that would ask for the most, if they were let."""
MOST_SECONDS, MOST_MEGABYTES = 10, 300
CHILD = """
import json, re, sys, time
from pathlib import Path
from tests.data import index, make
took = {}
for one in index.entries():
    if one.name in sys.argv[1:]:
        began = time.process_time()
        index.described(one.name, one.used, one.wrong)
        took[one.name] = max(took.get(one.name, 0), time.process_time() - began)
# The kernel's own peak of this process: getrusage would count the memory of whoever started it as well.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(json.dumps([took, int(peak.group(1)) / 1024]))
"""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.name} as {entry.used}")
def test_a_file_comes_to_what_the_index_says(entry):
    assert index.described(entry.name, entry.used, entry.wrong) == entry


def test_every_file_stands_in_the_index_and_has_a_maker():
    kept = {path.relative_to(index.FOLDER).as_posix() for path in index.FOLDER.glob("[hprw]*/*") if path.is_file()}
    assert kept == {entry.name for entry in ENTRIES} == set(make.FILES)
    assert len(kept) >= 150
    assert all(entry.wrong and (entry.refused is None) != (entry.read is None) for entry in ENTRIES)


def test_what_is_refused_says_so_in_sentences_that_anyone_can_print():
    for entry in ENTRIES:
        for line in (*(entry.refused or ()), *entry.warnings):
            assert line.encode() and line.isprintable()
            assert line[-1] in ".?" or line.startswith("…"), line


def test_no_resident_registration_number_is_ever_repeated():
    lines = [line for entry in ENTRIES if "registration" in entry.name for line in entry.refused or ("read",)]
    assert len(lines) == 5
    assert all(
        "주민등록번호" in line and not any(part.isdigit() and len(part) > 4 for part in line.split()) for line in lines
    )


def test_the_heaviest_files_take_neither_much_time_nor_much_memory():
    ran = subprocess.run([sys.executable, "-c", CHILD, *HEAVY], capture_output=True, text=True, check=True)
    took, megabytes = json.loads(ran.stdout)
    assert set(took) == set(HEAVY)
    assert max(took.values()) < MOST_SECONDS, took
    assert megabytes < MOST_MEGABYTES

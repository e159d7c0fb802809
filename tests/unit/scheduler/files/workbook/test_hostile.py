"""Files made to harm: they are refused before the reader sets memory aside, whatever way they hide."""

import io
import random
import zipfile

import pytest

from scheduler.files.handmade import read_month
from scheduler.files.workbook import WorkbookFaults, read_book
from scheduler.files.workbook.cells import shown
from scheduler.files.workbook.grids import open_grids
from tests.unit.scheduler.files.books import small_book, spoiled
from tests.unit.scheduler.files.handmade.sheets import a_grown_sheet, club, one_store

SOUND = spoiled(lambda workbook: None)
LAST_SHEET = "xl/worksheets/sheet14.xml"
BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = NEAR + '<row r="1048576">{}</row>'


def with_last_sheet(xml, part=LAST_SHEET):
    """The sound workbook with other XML for the sheet 공휴일, kept under any name."""
    source, stream = zipfile.ZipFile(io.BytesIO(SOUND)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("workbook.xml.rels"):
                data = data.replace(LAST_SHEET.encode(), part.encode())
            if name != LAST_SHEET:
                target.writestr(name, data)
        target.writestr(part, xml)
    return stream.getvalue()


def refused(data):
    with pytest.raises(WorkbookFaults) as caught:
        open_grids(data)
    assert len(caught.value.faults) == 1
    return caught.value.faults[0].ko


# A reader that keeps a place for every cell would set aside 1,048,576 × 16,384 of them, some 500 GB.
HIDING = {
    "openly": FAR.format('<c r="XFD1048576"><v>1</v></c>'),
    "behind text": FAR.format('<c r="XFD1048576">x<v>1</v></c>'),
    "behind a bracket in an attribute": FAR.format('<c a=">" r="XFD1048576"><v>1</v></c>'),
    "behind what looks like an empty cell": FAR.format('<c r="XFD1048576" a="/>"><v>1</v></c>'),
    "behind a comment": FAR.format('<c r="XFD1048576"><!-- --><v>1</v></c>'),
    "in small letters": FAR.format("<c r='xfd1048576'><v>1</v></c>"),
    "without saying where": '<row r="1">' + "<c><v>1</v></c>" * 16_384 + '</row><row r="1048576"><c><v>1</v></c></row>',
}


@pytest.mark.parametrize("way", HIDING)
def test_a_cell_at_the_far_corner_is_found(way):
    assert "1,048,576행 × 16,384열" in refused(with_last_sheet(BEGIN + HIDING[way] + END))


def test_a_sheet_kept_under_another_name_is_found():
    assert "1,048,576행" in refused(with_last_sheet(BEGIN + HIDING["openly"] + END, "xl/other.bin"))


def test_a_prefix_before_every_tag_changes_nothing():
    xml = (BEGIN + HIDING["openly"] + END).replace("xmlns=", "xmlns:x=").replace("</", "\0").replace("<", "<x:")
    assert "1,048,576행" in refused(with_last_sheet(xml.replace("\0", "</x:")))


def test_another_encoding_is_refused():
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + BEGIN + HIDING["openly"] + END
    assert "손상" in refused(with_last_sheet(xml.encode("utf-16")))


@pytest.mark.parametrize("piece", ["<c ", '<c r="A1" ', "<row ", '<c r="A1"><f>' + " " * 50])
def test_endless_halves_of_tags_are_refused_at_once(piece):
    data = with_last_sheet(BEGIN + piece * 200_000 + END)
    assert "손상" in refused(data) or "너무 큽니다" in refused(data)


def test_mutated_files_are_refused_or_read_and_never_crash():
    chance = random.Random(2027)
    sources = (SOUND, one_store(), a_grown_sheet())
    for number in range(90):
        data = _mutated(sources[number % 3], chance)
        try:
            assert number % 3 or read_book(data) == small_book()
        except WorkbookFaults as refusal:
            assert all(fault.say() and fault.say("en") for fault in refusal.faults)
        result = read_month(data, club())
        assert result.month or result.faults


def _mutated(data, chance):
    """Bytes changed or cut off in the file, or XML changed inside it."""
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    if chance.random() < 0.3:
        spoilt = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    chosen = chance.choice(source.namelist())
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == chosen:
                at = chance.randrange(len(part))
                piece = chance.choice(
                    [b't="e"', b"<v>1e308</v>", b"&#0;", b't="s"', b'r="XFD1048576"', b"", b"<", b"9" * 40]
                )
                part = part[:at] + piece + part[at + chance.randrange(60) :]
            target.writestr(name, part)
    return stream.getvalue()


def test_a_table_of_contents_that_points_before_the_beginning_is_a_damaged_file():
    # The last record of a zip says at bytes 12 and 16 how long the table of contents is and where it begins. One that
    # claims to begin later than it does makes the reader look for every part before the beginning of the file.
    end = SOUND.rindex(b"PK\5\6")
    table = int.from_bytes(SOUND[end + 16 : end + 20], "little")
    data = SOUND[: end + 16] + (table + 0x7000_0000).to_bytes(4, "little") + SOUND[end + 20 :]
    assert "손상되었거나" in refused(data)


def test_more_hours_than_a_number_can_say_are_named_as_a_fault():
    def spoil(workbook):
        sheet = workbook["계약"]
        heads = [cell.value for cell in sheet[1]]
        sheet.cell(3, heads.index("주 소정근로시간") + 1).value = 1e308

    with pytest.raises(WorkbookFaults) as caught:
        read_book(spoiled(spoil))
    assert [fault.column for fault in caught.value.faults] == ["주 소정근로시간"]


def test_characters_that_turn_a_line_around_are_seen_in_the_sentence():
    assert shown("\u202e쁜나") == "�쁜나"

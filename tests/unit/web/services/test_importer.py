import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models import (
    Assignment,
    AuditEvent,
    Closure,
    Credential,
    Holiday,
    Organization,
    Participant,
    PastShift,
    Program,
    ProgramType,
    ShiftTemplate,
    Site,
)
from scheduler.calendar import Month
from scheduler.club.book import ClosureEntry, ContractEntry, HistoryEntry, PairEntry, PairKind, TemplateEntry
from scheduler.club.sample import sample_book
from scheduler.files.holidays import korean_holidays
from scheduler.files.month_sheet import LegendItem, MonthRow, MonthSheet, write_month
from scheduler.files.workbook import write_book
from scheduler.files.workbook.layout import SHEETS
from scheduler.files.workbook.lengths import LONGEST
from scheduler.problem import EmploymentKind
from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, fresh_sessions, shift_on, stored, tiny_book
from web.services import convert
from web.services.errors import NotFound, Refused
from web.services.importer import import_book, import_handmade, import_history, import_workbook


@pytest.fixture
def sessions(tmp_path):
    return fresh_sessions(tmp_path)


def _imported(sessions, owner, book, **more):
    with sessions() as session:
        return import_book(session, owner, book, ACTOR, **more)


def _book(sessions, owner):
    with sessions() as session:
        return convert.book_of(session, owner, None)


def test_the_sample_club_comes_out_of_the_tables_as_it_went_in(sessions) -> None:
    month = Month(2027, 5)
    book = sample_book(month, korean_holidays(date(2027, 1, 1), date(2027, 12, 31)))
    owner = stored(sessions, book)
    with sessions() as session:
        out = convert.book_of(session, owner, month)
    for table in book.__dataclass_fields__:
        assert getattr(out, table) == getattr(book, table), table


def test_an_import_counts_what_it_adds_and_the_same_book_again_changes_nothing(sessions) -> None:
    first = _imported(sessions, None, tiny_book())
    assert first.added == {
        "programs": 1, "sites": 1, "templates": 1, "participants": 3, "contracts": 3, "wishes": 1, "usuals": 1,
    }  # fmt: skip
    again = _imported(sessions, first.organization_id, tiny_book())
    assert (again.added, again.changed, again.removed, again.kept) == ({}, {}, {}, {})


def test_entries_are_recognised_by_number_and_brought_up_to_date(sessions) -> None:
    owner = stored(sessions, tiny_book())
    book = tiny_book()
    people = (replace(book.participants[0], phone="010-1111-2222", night_opt_in=True), *book.participants[1:])
    summary = _imported(sessions, owner, replace(book, participants=people))
    assert summary.changed == {"participants": 1}
    with sessions() as session:
        row = session.scalars(select(Participant).where(Participant.number == "P1")).one()
        assert (row.id, row.phone, row.night_opt_in) == (1, "010-1111-2222", True)


def test_what_hangs_on_imported_people_is_replaced_and_others_stay(sessions) -> None:
    owner = stored(sessions, replace(tiny_book(), pairs=(PairEntry("P1", "P2", PairKind.APART),)))
    book = tiny_book(people=2)  # without P3, without the pair
    contract = ContractEntry(
        "P1", "store", EmploymentKind.ACTIVITY, date(2027, 5, 1), date(2027, 5, 31), frozenset({"shop"})
    )
    summary = _imported(sessions, owner, replace(book, wishes=(), contracts=(contract, book.contracts[1])))
    assert summary.added == {"contracts": 1}
    assert summary.removed == {"contracts": 1, "wishes": 1, "pairs": 1}
    assert summary.kept == {"participants": 1}
    out = _book(sessions, owner)
    assert {entry.number for entry in out.participants} == {"P1", "P2", "P3"}
    assert [entry for entry in out.contracts if entry.participant == "P1"] == [contract]
    assert [entry.participant for entry in out.contracts].count("P3") == 1


def test_a_template_that_is_gone_leaves_the_table_unless_a_roster_uses_it(sessions) -> None:
    book = tiny_book()
    extra = TemplateEntry("shop", "저", "저녁", 900, 1080, 0, 1)
    owner = stored(sessions, replace(book, templates=(*book.templates, extra)))
    with sessions() as session:
        convert.store_roster(session, owner, MAY, Roster.of([("P1", shift_on(3))]))
        session.commit()
    late_only = replace(book, templates=(replace(extra, code="밤"),), wishes=(), usuals=())
    summary = _imported(sessions, owner, late_only)
    assert summary.added == {"templates": 1}
    assert summary.removed == {"templates": 2, "wishes": 1, "usuals": 1}
    with sessions() as session:
        rows = {row.code: row.weekdays for row in session.scalars(select(ShiftTemplate))}
        assert rows == {"오": "", "밤": "0123456"}  # 저 is gone; 오 stands in a roster and runs no more
        assert session.scalars(select(Assignment)).one().day == date(2027, 5, 3)


def test_a_trial_stores_nothing_and_counts_the_same(sessions) -> None:
    trial = _imported(sessions, None, tiny_book(), dry_run=True)
    assert trial.added["participants"] == 3
    with sessions() as session:
        assert session.scalars(select(Organization)).all() == []
        assert session.scalars(select(AuditEvent)).all() == []


def test_a_book_with_faults_is_refused_whole_and_each_fault_named(sessions) -> None:
    owner = stored(sessions, tiny_book())
    book = tiny_book(people=4)
    broken = replace(
        book,
        sites=(replace(book.sites[0], program="nowhere"),),
        closures=(ClosureEntry("moon", date(2027, 5, 3), date(2027, 5, 1)),),
    )
    with pytest.raises(Refused) as refused:
        _imported(sessions, owner, broken)
    places = {(finding.sheet, finding.column) for finding in refused.value.findings}
    assert {("sites", "program"), ("closures", "site"), ("closures", "last")} <= places
    assert all(finding.ko and finding.en for finding in refused.value.findings)
    assert len(_book(sessions, owner).participants) == 3


def test_a_text_that_fits_no_column_is_refused_with_its_place(sessions) -> None:
    book = tiny_book()
    people = (replace(book.participants[0], name="가" * 41), *book.participants[1:])
    with pytest.raises(Refused) as refused:
        _imported(sessions, None, replace(book, participants=people))
    (finding,) = refused.value.findings
    assert (finding.sheet, finding.column) == ("participants", "name")
    assert "40자" in finding.ko
    with sessions() as session:
        assert session.scalars(select(Organization)).all() == []


def test_an_error_in_the_middle_leaves_nothing_behind(sessions, monkeypatch) -> None:
    owner = stored(sessions, tiny_book())
    monkeypatch.setattr("web.services.importer.audit.record", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        _imported(sessions, owner, tiny_book(people=5))
    assert len(_book(sessions, owner).participants) == 3


def test_decomposed_syllables_and_blanks_are_one_and_the_same_name(sessions) -> None:
    owner = stored(sessions, tiny_book())
    book = tiny_book()
    macos = unicodedata.normalize("NFD", "김P1")
    assert len(macos) == 5  # ㄱ, ㅣ, ㅁ, P, 1
    people = (replace(book.participants[0], name=f" {macos} "), *book.participants[1:])
    assert _imported(sessions, owner, replace(book, participants=people)).changed == {}


def test_an_import_leaves_one_line_in_the_record_with_counts_only(sessions) -> None:
    owner = stored(sessions, tiny_book())
    with sessions() as session:
        event = session.scalars(select(AuditEvent)).one()
    assert (event.organization_id, event.actor, event.address) == (owner, "tester", "127.0.0.1")
    assert (event.action, event.subject) == ("data.import", "all")
    assert event.details["added"]["participants"] == 3
    assert "김" not in str(event.details)


def test_an_organisation_never_sees_or_changes_another_ones_rows(sessions) -> None:
    first, second = stored(sessions, tiny_book("가")), stored(sessions, tiny_book("나", people=5))
    assert (len(_book(sessions, first).participants), len(_book(sessions, second).participants)) == (3, 5)
    _imported(sessions, second, replace(tiny_book("다", people=5), wishes=()))
    assert _book(sessions, first) == tiny_book("가")
    with pytest.raises(NotFound):
        _imported(sessions, 99, tiny_book())


def test_history_replaces_that_of_the_same_month_and_site_only(sessions) -> None:
    owner = stored(sessions, tiny_book())

    def past(day: date, number: str) -> HistoryEntry:
        return HistoryEntry(number, day, "shop", "오", 540, 720, 180)

    def put(*entries: HistoryEntry):
        with sessions() as session:
            return import_history(session, owner, entries, ACTOR)

    put(past(date(2027, 3, 1), "P1"), past(date(2027, 4, 5), "P1"), past(date(2027, 4, 12), "P2"))
    summary = put(past(date(2027, 4, 5), "P1"), past(date(2027, 4, 19), "P3"))
    assert (summary.added, summary.removed) == ({"history": 1}, {"history": 1})
    with sessions() as session:
        rows = {(row.participant.number, row.day) for row in session.scalars(select(PastShift))}
    assert rows == {("P1", date(2027, 3, 1)), ("P1", date(2027, 4, 5)), ("P3", date(2027, 4, 19))}


def test_an_earlier_shift_at_an_unknown_site_is_refused(sessions) -> None:
    entry = HistoryEntry("P1", date(2027, 4, 5), "moon", "오", 540, 720, 180)
    with pytest.raises(Refused) as refused:
        _imported(sessions, None, replace(tiny_book(), history=(entry,)))
    assert "moon" in refused.value.findings[0].ko


def test_a_workbook_is_read_and_a_picture_named_so_is_refused(sessions, tmp_path) -> None:
    path = tmp_path / "club.xlsx"
    write_book(tiny_book(), path)
    with sessions() as session:
        owner = import_workbook(session, None, path.read_bytes(), ACTOR).organization_id
        assert import_workbook(session, owner, path.read_bytes(), ACTOR).changed == {}
        with pytest.raises(Refused) as refused:
            import_workbook(session, owner, b"\x89PNG\r\n\x1a\n" + bytes(100), ACTOR)
    assert len(refused.value.findings) == 1


def _hand_made(path, codes, minutes: int) -> bytes:
    april = Month(2027, 4)
    rows = [MonthRow("P1", "김P1", {date(2027, 4, 5): codes, date(2027, 4, 12): "오"}, 2, minutes)]
    legend = [LegendItem("오", 540, 720)]
    days, filled = list(april.period.days()), {date(2027, 4, 5): 1, date(2027, 4, 12): 1}
    write_month(path, MonthSheet("2027년 4월 근무표", "한마음점", days, rows, filled=filled, legend=legend))
    return path.read_bytes()


def test_a_hand_made_month_becomes_history(sessions, tmp_path) -> None:
    owner = stored(sessions, tiny_book())
    data = _hand_made(tmp_path / "april.xlsx", "오", 360)  # two shifts of 3 hours
    with sessions() as session:
        trial = import_handmade(session, owner, data, ACTOR, dry_run=True)
        assert convert.book_of(session, owner, MAY).history == ()
        session.rollback()
        assert import_handmade(session, owner, data, ACTOR).added == trial.added == {"history": 2}
        days = [(entry.participant, entry.day, entry.start) for entry in convert.book_of(session, owner, MAY).history]
    assert days == [("P1", date(2027, 4, 5), 540), ("P1", date(2027, 4, 12), 540)]


def test_an_unclear_cell_of_a_hand_made_month_refuses_all_of_it(sessions, tmp_path) -> None:
    owner = stored(sessions, tiny_book())
    data = _hand_made(tmp_path / "april.xlsx", "뷁", 360)
    with sessions() as session:
        with pytest.raises(Refused) as refused:
            import_handmade(session, owner, data, ACTOR)
        assert session.scalars(select(PastShift)).all() == []
    assert any("뷁" in finding.ko for finding in refused.value.findings)


def test_a_total_that_does_not_match_is_told_but_the_cells_are_believed(sessions, tmp_path) -> None:
    owner = stored(sessions, tiny_book())
    data = _hand_made(tmp_path / "april.xlsx", "오", 600)
    with sessions() as session:
        summary = import_handmade(session, owner, data, ACTOR)
    assert summary.added == {"history": 2}
    assert len(summary.warnings) == 1


def test_the_workbook_knows_how_long_every_text_may_be() -> None:
    tables = {
        "organization": Organization, "programs": Program, "sites": Site, "templates": ShiftTemplate,
        "closures": Closure, "participants": Participant, "credentials": Credential, "history": PastShift,
        "holidays": Holiday,
    }  # fmt: skip
    assert {(kind, field): tables[kind].__table__.c[field].type.length for kind, field in LONGEST} == LONGEST
    written = {(sheet.collection, column.field) for sheet in SHEETS for column in sheet.columns}
    bounded = {
        (kind, field)
        for kind, field in written
        if kind in tables and getattr(getattr(tables[kind].__table__.c.get(field), "type", None), "length", None)
    }
    chosen = {("programs", "type"), ("sites", "holiday_policy"), ("templates", "season"), ("templates", "band"),
              ("templates", "weekdays"), ("closures", "kind")}  # fmt: skip
    assert bounded - chosen == set(LONGEST)


def test_people_whom_the_workbook_does_not_name_keep_their_contracts(sessions, tmp_path) -> None:
    owner = stored(sessions, tiny_book())
    path = tmp_path / "club.xlsx"
    write_book(tiny_book(people=1), path)
    with sessions() as session:
        summary = import_workbook(session, owner, path.read_bytes(), ACTOR)
    assert (summary.removed, summary.kept) == ({}, {"participants": 2})
    assert [entry.participant for entry in _book(sessions, owner).contracts] == ["P1", "P2", "P3"]


def test_a_programme_type_must_be_the_laws_or_the_organisations_own(sessions) -> None:
    book = tiny_book()
    own = replace(book, programs=(replace(book.programs[0], type="own-1"),))
    with pytest.raises(Refused) as refused:
        _imported(sessions, None, own)
    assert [one.en for one in refused.value.findings] == [
        "There is no programme type own-1. Please add it on the rules page first."
    ]
    owner = _imported(sessions, None, book).organization_id
    with sessions() as session:
        session.add(ProgramType(organization_id=owner, code="own-1", name="신중년 일자리"))
        session.commit()
    assert _imported(sessions, owner, own).changed == {"programs": 1}
    assert _book(sessions, owner).programs[0].type == "own-1"


def test_people_outside_their_programmes_age_are_named_and_taken_all_the_same(sessions) -> None:
    book = tiny_book()
    young = replace(book.participants[0], birth_year=1970)
    summary = _imported(sessions, None, replace(book, participants=(young, *book.participants[1:])))
    assert summary.added["participants"] == 3
    assert [(one.sheet, one.person) for one in summary.warnings] == [("contracts", young.name)]
    assert "not of the age for the community programme (from 60)" in summary.warnings[0].en

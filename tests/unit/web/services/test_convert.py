from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models import Assignment
from models import Roster as RosterRow
from models.enums import RosterStatus
from scheduler import rules
from scheduler.calendar import Month
from scheduler.club.book import HistoryEntry, ProgramEntry, SiteEntry, TemplateEntry, UnavailableEntry
from scheduler.club.expand import problem_of as expand
from scheduler.problem import Lock
from scheduler.roster import Roster
from tests.rows import ACTOR, MAY, fresh_sessions, shift_on, tiny_book
from web.services import convert, edits
from web.services.edits import Change
from web.services.errors import Conflict, NotFound
from web.services.importer import import_book, import_history

JUNE = Month(2027, 6)


@pytest.fixture
def session(tmp_path):
    with fresh_sessions(tmp_path)() as one:
        yield one


@pytest.fixture
def owner(session) -> int:
    return import_book(session, None, tiny_book(), ACTOR).organization_id


def _store(session, owner, *pairs, month=MAY):
    rows = convert.store_roster(session, owner, month, Roster.of(pairs))
    session.commit()
    return rows


def _lock(session, owner, number: str, day: date) -> None:
    edits.apply(session, owner, MAY, [Change(number, day, 99, locked=True)], ACTOR)


def test_the_problem_is_that_of_the_book(session, owner) -> None:
    assert convert.problem_of(session, owner, MAY) == expand(tiny_book(), MAY)


def test_a_roster_is_stored_and_read_back(session, owner) -> None:
    (draft,) = _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    assert (draft.program.code, draft.month, draft.version, draft.status) == ("store", "2027-05", 1, RosterStatus.DRAFT)
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3)), ("P2", shift_on(10))])
    assert convert.roster_of(session, owner, JUNE) == Roster()
    rows = session.scalars(select(Assignment)).all()
    assert {(row.start, row.end, row.worked_minutes) for row in rows} == {(540, 720, 180)}  # 3 hours, no break


def test_storing_again_changes_only_what_differs_and_counts_a_version(session, owner) -> None:
    (first,) = _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    kept, counted = session.scalars(select(Assignment.id).order_by(Assignment.id)).first(), first.row_version
    (draft,) = _store(session, owner, ("P1", shift_on(3)), ("P3", shift_on(10)))
    assert draft.id == first.id
    assert draft.row_version > counted
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3)), ("P3", shift_on(10))])
    assert session.get(Assignment, kept) is not None


def test_locked_cells_stay_whatever_the_roster_says(session, owner) -> None:
    _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    _lock(session, owner, "P1", date(2027, 5, 3))
    _store(session, owner, ("P3", shift_on(10)))
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3)), ("P3", shift_on(10))])
    assert convert.locked_of(session, owner, MAY) == {("P1", date(2027, 5, 3))}
    assert convert.problem_of(session, owner, MAY).locks == (Lock("P1", shift_on(3)),)
    assert convert.problem_of(session, owner, MAY, locks=False).locks == ()


@pytest.mark.parametrize("status", [RosterStatus.CONFIRMED, RosterStatus.PUBLISHED, RosterStatus.CLOSED])
def test_a_roster_that_is_no_draft_any_more_is_left_alone(session, owner, status) -> None:
    (row,) = _store(session, owner, ("P1", shift_on(3)))
    row.status = status
    session.commit()
    assert _store(session, owner, ("P2", shift_on(3))) == []
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P1", shift_on(3))])


def test_a_solve_is_told_to_leave_published_cells_and_their_open_seats_alone(session, owner) -> None:
    (row,) = _store(session, owner, ("P1", shift_on(3)))
    row.status = RosterStatus.PUBLISHED
    session.commit()
    assert convert.problem_of(session, owner, MAY).locks == ()
    locks = set(convert.problem_of(session, owner, MAY, frozen=True).locks)
    assert Lock("P1", shift_on(3)) in locks
    loose = convert.problem_of(session, owner, MAY, locks=False)
    assert convert.locked(session, owner, MAY, loose) == convert.problem_of(session, owner, MAY, frozen=True)
    off = {(lock.participant, lock.shift) for lock in locks if not lock.works}
    assert off == {(number, shift_on(day)) for number in ("P1", "P2", "P3") for day in (10, 17, 24, 31)}


def test_a_published_cell_that_breaks_a_rule_by_now_makes_no_solve_impossible(session, owner) -> None:
    (row,) = _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    _lock(session, owner, "P1", date(2027, 5, 3))
    row.status = RosterStatus.PUBLISHED
    away = UnavailableEntry("P1", first=date(2027, 5, 3), last=date(2027, 5, 3))
    import_book(session, owner, replace(tiny_book(), unavailable=(away,)), ACTOR)
    problem = convert.problem_of(session, owner, MAY, frozen=True)
    assert [lock for lock in problem.locks if lock.works] == [Lock("P2", shift_on(10))]
    assert Lock("P1", shift_on(3), works=False) in problem.locks
    assert rules.check(problem, Roster.of([("P2", shift_on(10))])) == []
    assert ("P1", shift_on(3)) in convert.roster_of(session, owner, MAY)


def test_the_newest_version_of_each_programme_counts(session, owner) -> None:
    (first,) = _store(session, owner, ("P1", shift_on(3)))
    first.status = RosterStatus.PUBLISHED
    second = RosterRow(organization_id=owner, program_id=first.program_id, month="2027-05", version=2)
    session.add(second)
    session.commit()
    _store(session, owner, ("P2", shift_on(3)))
    assert convert.roster_of(session, owner, MAY) == Roster.of([("P2", shift_on(3))])
    assert [row.roster_id for row in session.scalars(select(Assignment))] == [first.id, second.id]


def test_last_months_roster_is_this_months_history_and_wins_over_hand_made_ones(session, owner) -> None:
    by_hand = [
        HistoryEntry("P1", date(2027, 5, 3), "shop", "오", 540, 720, 170),
        HistoryEntry("P2", date(2027, 4, 26), "shop", "오", 540, 720, 180),
        HistoryEntry("P2", date(2027, 2, 22), "shop", "오", 540, 720, 180),  # too long ago for June
    ]
    import_history(session, owner, by_hand, ACTOR)
    _store(session, owner, ("P1", shift_on(3)), ("P3", shift_on(31)))
    history = convert.book_of(session, owner, JUNE).history
    assert [(entry.participant, entry.day, entry.worked_minutes) for entry in history] == [
        ("P2", date(2027, 4, 26), 180),
        ("P1", date(2027, 5, 3), 180),
        ("P3", date(2027, 5, 31), 180),
    ]
    past = {
        person.id: [one.day for one in person.past] for person in convert.problem_of(session, owner, JUNE).participants
    }
    assert past["P3"] == [date(2027, 5, 31)]


def test_a_cell_whose_template_or_contract_is_gone_is_judged_not_lost(session, owner) -> None:
    _store(session, owner, ("P1", shift_on(3)), ("P2", shift_on(10)))
    book = tiny_book()
    over = replace(book.contracts[0], last=date(2027, 4, 30))
    tuesdays = replace(book.templates[0], weekdays=frozenset({1}))
    import_book(
        session, owner, replace(book, contracts=(over, *book.contracts[1:]), templates=(tuesdays,), usuals=()), ACTOR
    )
    problem = convert.problem_of(session, owner, MAY)
    broken = rules.check(problem, convert.roster_of(session, owner, MAY))
    assert {one.participant for one in broken} >= {"P1"}  # no contract on the day
    assert problem.shift[shift_on(10)].seats == 0


@pytest.mark.parametrize(
    "pair",
    [("P9", shift_on(3)), ("P1", "shop:저:2027-05-03"), ("P1", "shop:오:2027-06-07"), ("P1", "shop:오:soon")],
)
def test_a_roster_with_an_unknown_person_template_or_day_is_refused(session, owner, pair) -> None:
    with pytest.raises(Conflict, match="changed"):
        convert.store_roster(session, owner, MAY, Roster.of([pair]))


def test_programmes_get_a_draft_each_and_those_without_templates_none(session) -> None:
    book = tiny_book()
    owner = import_book(
        session,
        None,
        replace(
            book,
            programs=(*book.programs, ProgramEntry("cafe", "카페"), ProgramEntry("idle", "준비 중")),
            sites=(*book.sites, SiteEntry("cup", "찻집", "cafe")),
            templates=(*book.templates, TemplateEntry("cup", "오", "오전", 540, 720, 0, 1)),
        ),
        ACTOR,
    ).organization_id
    drafts = _store(session, owner, ("P1", shift_on(3)))
    assert [row.program.code for row in drafts] == ["store", "cafe"]


def test_an_unknown_organisation_has_no_book_and_no_roster(session, owner) -> None:
    _store(session, owner, ("P1", shift_on(3)))
    with pytest.raises(NotFound):
        convert.book_of(session, owner + 1, MAY)
    assert convert.roster_of(session, owner + 1, MAY) == Roster()

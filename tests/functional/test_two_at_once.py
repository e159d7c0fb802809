"""Two connections at the same moment: one wins, the other is told; no answer rests on half of what the first did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from models import AuditEvent, Participant, Program, Roster
from models.enums import RosterStatus
from models.queries.marks import month_mark
from scheduler.roster import Roster as Plan
from tests import databases
from tests.rows import ACTOR, MAY, fresh_sessions, shift_on, stored, tiny_book
from web.services import convert, edits, publishing
from web.services.audit import record
from web.services.edits import Change
from web.services.errors import Conflict
from web.services.importer import import_book

SECOND_MONDAY = date(2027, 5, 10)


@pytest.fixture
def sessions(tmp_path) -> sessionmaker[Session]:
    return fresh_sessions(tmp_path)


@pytest.fixture
def owner(sessions) -> int:
    """A club whose May is a draft with one shift."""
    made = stored(sessions, tiny_book())
    with sessions() as session:
        convert.store_roster(session, made, MAY, Plan.of([("P1", shift_on(3))]))
        session.commit()
    return made


def at_once(sessions: sessionmaker[Session], *acts: Callable[[Session], Any]) -> list[Any]:
    """Do the acts at the same moment, each in a session of its own; what each returned, or the refusal it got."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[Session], Any]) -> Any:
        with sessions() as session:
            barrier.wait(10)
            try:
                return act(session)
            except Conflict as refusal:
                return refusal

    with ThreadPoolExecutor(len(acts)) as threads:
        return [done.result(30) for done in [threads.submit(run, act) for act in acts]]


def _publish(owner: int) -> Callable[[Session], Roster]:
    return lambda session: publishing.publish(
        session, owner, session.scalars(select(Program.id).where(Program.organization_id == owner)).one(), MAY, ACTOR
    )


def _versions(sessions) -> list[tuple[int, RosterStatus, int]]:
    with sessions() as session:
        rosters = session.scalars(select(Roster).order_by(Roster.version)).all()
        return [(one.version, one.status, len(one.assignments)) for one in rosters]


def test_of_many_who_publish_at_once_one_does_and_the_others_are_told(sessions, owner) -> None:
    done = at_once(sessions, *[_publish(owner)] * 4)
    assert sum(isinstance(one, Roster) for one in done) == 1
    assert [str(one) for one in done if isinstance(one, Conflict)] == ["This roster is published already."] * 3
    assert _versions(sessions) == [(1, RosterStatus.PUBLISHED, 1)]
    with sessions() as session:
        told = session.scalars(select(AuditEvent).where(AuditEvent.action == "roster.publish")).all()
    assert len(told) == 1


def test_an_edit_is_in_the_published_roster_or_is_refused(sessions, owner) -> None:
    def edit(session: Session) -> int:
        change = Change("P2", SECOND_MONDAY, 0, shifts=("shop:오",))
        return edits.apply(session, owner, MAY, [change], ACTOR).edit_id

    edited, published = at_once(sessions, edit, _publish(owner))
    assert isinstance(published, Roster)
    if isinstance(edited, Conflict):
        assert _versions(sessions) == [(1, RosterStatus.PUBLISHED, 1)]
    else:
        assert _versions(sessions) == [(1, RosterStatus.PUBLISHED, 2)]


def test_of_many_who_open_it_again_at_once_one_makes_the_new_version(sessions, owner) -> None:
    at_once(sessions, _publish(owner))

    def reopen(session: Session) -> Roster:
        program = session.scalars(select(Program.id).where(Program.organization_id == owner)).one()
        return publishing.reopen(session, owner, program, MAY, ACTOR)

    done = at_once(sessions, *[reopen] * 4)
    assert sum(isinstance(one, Roster) for one in done) == 1
    assert _versions(sessions) == [(1, RosterStatus.PUBLISHED, 1), (2, RosterStatus.DRAFT, 1)]


def test_the_same_workbook_from_two_desks_is_there_once(sessions, owner) -> None:
    done = at_once(sessions, *[lambda session: import_book(session, owner, tiny_book(people=9), ACTOR)] * 3)
    assert [one for one in done if isinstance(one, Exception)] == []
    with sessions() as session:
        numbers = session.scalars(select(Participant.number).order_by(Participant.id)).all()
    assert numbers == [f"P{index}" for index in range(1, 10)]


def test_who_read_before_another_wrote_cannot_write_over_it(sessions, owner) -> None:
    with sessions() as late:
        mine = late.scalars(select(Roster)).one()
        late.commit()  # ends the transaction and keeps what was read
        with sessions() as quick:
            quick.scalars(select(Roster)).one().status = RosterStatus.CONFIRMED
            quick.commit()
        mine.status = RosterStatus.PUBLISHED
        with pytest.raises(StaleDataError):
            late.flush()
    assert _versions(sessions) == [(1, RosterStatus.CONFIRMED, 1)]


@pytest.mark.one_database("SQLite has one writer at a time")
@pytest.mark.scale
def test_a_line_of_the_record_that_comes_late_is_noticed(tmp_path) -> None:
    with databases.chosen("postgresql"):
        sessions = fresh_sessions(tmp_path)
        owner = stored(sessions, tiny_book())
        with sessions() as slow, sessions() as quick, sessions() as reader:
            record(slow, owner, ACTOR, "club.import", "all")
            slow.flush()
            record(quick, owner, ACTOR, "roster.solve", str(MAY))
            quick.commit()  # with the greater id
            between = month_mark(reader, owner)
            reader.rollback()
            slow.commit()
            assert month_mark(reader, owner) != between

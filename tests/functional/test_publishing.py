"""Publish, confirm and reopen by programme; broken rules block."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from models.enums import RosterStatus
from models.organizations import AuditEvent
from models.places import Program
from models.rosters import Roster
from scheduler.calendar import Month
from scheduler.problem import Problem
from scheduler.roster import Roster as Plan
from scheduler.rules import check
from tests.filled import JUNE, MAY, Club
from tests.functional.pages import Pages
from web.services import convert, publishing
from web.services.audit import Actor
from web.services.errors import Conflict, NotFound, Refused

ACTOR = Actor("tester", None, "127.0.0.1")
_faultless: dict[Month, Plan] = {}


def program(club: Club, code: str) -> int:
    with club.session as session:
        return session.scalars(select(Program.id).where(Program.code == code)).one()


def clean(club: Club, month: Month) -> None:
    """Take everybody who breaks a rule off the month's drafts; who that is does not depend on the database."""
    with club.session as session:
        if month not in _faultless:
            problem = convert.problem_of(session, club.organization_id, month)
            _faultless[month] = without_faults(problem, convert.roster_of(session, club.organization_id, month))
        convert.store_roster(session, club.organization_id, month, _faultless[month])
        session.commit()


def without_faults(problem: Problem, roster: Plan) -> Plan:
    """What is left when nobody breaks a rule any more."""
    while broken := check(problem, roster):
        for one in broken:
            for person, shift in roster:
                if one.shift == shift or (one.participant == person and one.day == problem.shift[shift].day):
                    roster = roster.minus(person, shift)
    return roster


def versions(club: Club, program_id: int, month: Month) -> list[tuple[int, RosterStatus, int]]:
    """(version, status, assignments) of the programme's month."""
    with club.session as session:
        rows = session.scalars(
            select(Roster).where(Roster.program_id == program_id, Roster.month == str(month)).order_by(Roster.version)
        )
        return [(row.version, row.status, len(row.assignments)) for row in rows]


def test_broken_rules_block_and_are_told(pages: Pages, club: Club) -> None:
    page = pages.get("/months/2027-06/publish/store")
    assert "고쳐야 게시할 수 있습니다" in page.get_text()
    assert page.find("button", string="근무표 게시하기") is None
    pages.post("/months/2027-06/publish/store")
    assert "게시하지 않았습니다. 제약 위반이" in pages.get(pages.location).get_text()
    assert versions(club, program(club, "store"), JUNE)[0][1] is RosterStatus.DRAFT


@pytest.mark.slow
def test_a_clean_draft_is_confirmed_published_and_opened_again(pages: Pages, club: Club) -> None:
    clean(club, JUNE)
    address, store = "/months/2027-06/publish/store", program(club, "store")
    assert pages.get(address).find("button", string="근무표 게시하기")
    pages.follow("/months/2027-06/confirm/store")
    assert versions(club, store, JUNE)[0][1] is RosterStatus.CONFIRMED
    published = pages.follow(address)
    assert "근무표를 게시했습니다" in published.get_text()
    assert published.find("button", string="근무표 게시하기") is None
    before = versions(club, store, JUNE)
    pages.follow("/months/2027-06/reopen/store")
    # The published version stays as it is; the draft begins with the same assignments.
    assert versions(club, store, JUNE) == [*before, (2, RosterStatus.DRAFT, before[0][2])]
    with club.session as session:
        acts = session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("roster.%"))).all()
    assert list(acts) == ["roster.confirm", "roster.publish", "roster.reopen"]


def test_a_published_version_is_never_written_again(club: Club) -> None:
    store = program(club, "store")
    before = versions(club, store, MAY)
    with club.session as session:
        with pytest.raises(Conflict):
            publishing.publish(session, club.organization_id, store, MAY, ACTOR)
        empty = convert.roster_of(session, club.organization_id, JUNE).__class__()
        convert.store_roster(session, club.organization_id, MAY, empty)
        session.commit()
    assert versions(club, store, MAY) == before


def test_publishing_touches_its_own_programme_only(club: Club) -> None:
    clean(club, JUNE)
    with club.session as session:
        publishing.publish(session, club.organization_id, program(club, "cafe"), JUNE, ACTOR)
        drafts = session.scalars(select(Roster).where(Roster.month == str(JUNE), Roster.status == RosterStatus.DRAFT))
        assert len(drafts.all()) == 4  # five programmes, one published


def test_the_preview_names_who_is_concerned(club: Club) -> None:
    clean(club, JUNE)
    store = program(club, "store")
    with club.session as session:
        first = publishing.publish_preview(session, club.organization_id, store, JUNE)
        assert first.first and first.may_publish
        publishing.publish(session, club.organization_id, store, JUNE, ACTOR)
        publishing.reopen(session, club.organization_id, store, JUNE, ACTOR)
        assert publishing.publish_preview(session, club.organization_id, store, JUNE).affected == ()
        roster = convert.roster_of(session, club.organization_id, JUNE)
        person, shift = next(one for one in roster if one.shift.startswith("store24:"))
        convert.store_roster(session, club.organization_id, JUNE, roster.minus(person, shift))
        session.commit()
        changed = publishing.publish_preview(session, club.organization_id, store, JUNE).affected
    assert [(one.number, len(one.added), [str(day) for day in one.removed]) for one in changed] == [
        (person, 0, [shift.rpartition(":")[2]])
    ]


def test_another_organisation_publishes_nothing_here(club: Club) -> None:
    with club.session as session, pytest.raises(NotFound):
        publishing.publish(session, club.organization_id + 1, program(club, "store"), JUNE, ACTOR)


def test_the_reasons_for_a_refusal_name_rule_person_and_day(club: Club) -> None:
    with club.session as session, pytest.raises(Refused) as refused:
        publishing.publish(session, club.organization_id, program(club, "store"), JUNE, ACTOR)
    assert all(one.rule.startswith("H") and one.ko.endswith("다.") and one.en for one in refused.value.findings)


def test_of_two_who_act_at_once_the_second_is_told(club: Club, monkeypatch: pytest.MonkeyPatch) -> None:
    clean(club, JUNE)
    store = program(club, "store")
    with club.session as session:

        def overtaken() -> None:
            raise StaleDataError

        monkeypatch.setattr(session, "commit", overtaken)
        with pytest.raises(Conflict):
            publishing.publish(session, club.organization_id, store, JUNE, ACTOR)
    assert versions(club, store, JUNE)[0][1] is RosterStatus.DRAFT

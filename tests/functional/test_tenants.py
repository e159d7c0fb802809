"""Nobody sees or changes another organisation's data, whatever address they type."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.enums import JobStatus, Role
from models.organizations import User
from models.people import Participant
from models.rosters import Roster, SolveJob
from scheduler.roster import Roster as Plan
from tests.filled import JUNE, MAY, PASSWORD, Club
from tests.functional.pages import Pages
from tests.rows import ACTOR, tiny_book
from web.services import convert, uploads
from web.services.importer import import_book
from web.services.users import add_user


@pytest.fixture
def other(app: Flask, club: Club) -> Pages:
    """The coordinator of another club on the same installation, with a roster of their own."""
    with club.session as session:
        owner = import_book(session, None, tiny_book("다른시니어클럽"), ACTOR).organization_id
        add_user(session, owner, login="other", name="다른이", password=PASSWORD, role=Role.COORDINATOR, actor=ACTOR)
        convert.store_roster(session, owner, MAY, Plan.of([("P1", "shop:오:2027-05-03")]))
        session.commit()
    return Pages(app).log_in("other")


def test_lists_and_grids_hold_no_name_of_another_club(other: Pages, club: Club) -> None:
    with club.session as session:
        names = session.scalars(
            select(Participant.name).where(Participant.organization_id == club.organization_id)
        ).all()
    assert len(names) == 120
    for path in (
        "/", "/months/2027-05", "/months/2027-05/grid", "/months/2027-05/days", "/months/2027-05/check",
        "/months/2027-05/sites/shop", "/participants", "/club", "/print/2027-05",
    ):  # fmt: skip
        other.get(path)
        words = other.text
        assert [name for name in names if name in words] == [], path
    assert "김P1" in other.get("/participants").get_text()


def test_addresses_of_another_club_lead_nowhere(other: Pages, club: Club) -> None:
    with club.session as session:
        job = SolveJob(organization_id=club.organization_id, month=str(JUNE), status=JobStatus.RUNNING)
        session.add(job)
        session.commit()
        number = job.id
    for path in (
        "/participants/1", "/months/2027-05/people/P0001", "/months/2027-05/sites/store24",
        "/months/2027-05/publish/cafe", f"/months/2027-06/jobs/{number}", f"/months/2027-06/jobs/{number}/progress",
        f"/months/2027-06/grid?job={number}", "/print/2027-05/slip/1.pdf", "/print/2027-05/wall.pdf?site=store24",
    ):  # fmt: skip
        other.get(path, status=404)
    other.get("/club")
    for path in (
        "/participants/1/link", "/participants/1/link/new", f"/months/2027-06/jobs/{number}/stop",
        f"/months/2027-06/jobs/{number}/cancel", f"/months/2027-06/jobs/{number}/accept",
        "/months/2027-06/publish/cafe", "/months/2027-06/confirm/cafe", "/months/2027-05/reopen/cafe",
    ):  # fmt: skip
        other.post(path, status=404)
    with club.session as session:
        job = session.get_one(SolveJob, number)
        assert not job.stop_requested and not job.cancel_requested


def test_a_programme_of_the_same_code_is_still_the_own_one(other: Pages, club: Club) -> None:
    # Both clubs have a programme called store.
    other.get("/months/2027-05/publish/store")
    other.post("/months/2027-05/publish/store")
    with club.session as session:
        mine = session.scalars(
            select(Roster.version).where(Roster.organization_id == club.organization_id, Roster.month == str(MAY))
        ).all()
        theirs = session.scalars(
            select(Roster.status)
            .join(User, User.organization_id == Roster.organization_id)
            .where(User.login == "other", Roster.month == str(MAY))
        ).all()
    assert set(mine) == {1}
    assert [one.value for one in theirs] == ["published"]


def test_an_uploaded_file_is_the_uploaders_only(other: Pages, club: Club) -> None:
    name = uploads.keep(Path(club.settings.instance) / "uploads", club.organization_id, b"theirs")
    other.get("/club")
    other.post("/club/store", {"kind": "workbook", "name": name}, status=404)

"""Participants at the desk, and their personal link."""

from __future__ import annotations

from sqlalchemy import select

from models.organizations import AuditEvent
from models.people import Participant
from tests.filled import Club
from tests.functional.pages import Pages


def test_participants_are_found_by_name_number_and_programme(pages: Pages, club: Club) -> None:
    with club.session as session:
        name = session.scalars(select(Participant.name).where(Participant.number == "P0042")).one()
    assert len(pages.get("/participants").select("tbody tr")) == 120
    assert name in pages.get("/participants?q=p0042").main.get_text()
    assert len(pages.get("/participants?program=cafe").select("tbody tr")) == 14


def test_the_link_is_shown_on_request_and_noted(pages: Pages, club: Club) -> None:
    assert pages.get("/participants/1").select_one("#address") is None
    page = pages.post("/participants/1/link", status=200)
    address = page.select_one("#address")["value"]
    assert "/m/" in address
    path = "/m/" + address.rpartition("/")[2]
    pages.get(path)
    pages.get("/participants/1")
    pages.follow("/participants/1/link/new")
    pages.get(path, status=404)
    with club.session as session:
        noted = session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("link.%"))).all()
    assert list(noted) == ["link.show", "link.revoke"]


def test_viewers_see_no_link(stranger: Pages) -> None:
    viewer = stranger.log_in("viewer")
    assert viewer.get("/participants/1").find("button", string="링크 보기") is None
    viewer.post("/participants/1/link", status=403)

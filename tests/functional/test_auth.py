"""Login, lock, logout and the end of sessions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.organizations import AuditEvent, User, WebSession
from tests.filled import PASSWORD, Club
from tests.functional.pages import Pages
from web import sessions
from web.limits import limiter
from web.services import users


def test_nobody_gets_in_without_login(stranger: Pages) -> None:
    for path in ("/", "/months/2027-05/grid", "/participants", "/club"):
        stranger.get(path, status=303)
        assert stranger.location.startswith("/login")


def test_the_login_leads_back_to_the_page_asked_for(stranger: Pages) -> None:
    stranger.get("/months/2027-05/check", status=303)
    target = stranger.location
    stranger.get(target)
    stranger.post(target, {"login": "coordinator", "password": PASSWORD})
    assert stranger.location == "/months/2027-05/check"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"])
def test_a_login_never_leads_to_another_host(stranger: Pages, elsewhere: str) -> None:
    stranger.get("/login")
    stranger.client.post("/login", query_string={"next": elsewhere}, data={"csrf_token": stranger.token()})
    stranger.post(f"/login?next={elsewhere}", {"login": "coordinator", "password": PASSWORD})
    assert stranger.location == "/"


def test_unknown_user_and_wrong_password_read_alike(stranger: Pages) -> None:
    stranger.get("/login")
    said = []
    for login in ("coordinator", "nobody"):
        stranger.post("/login", {"login": login, "password": "wrong"}, status=422)
        said.append(stranger.text.replace(login, ""))
    assert said[0] == said[1]
    assert "아이디나 비밀번호가 맞지 않거나" in said[0]


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(
    stranger: Pages, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.get("/login")
    for _ in range(users.FREE_TRIES):
        stranger.post("/login", {"login": "coordinator", "password": "wrong"}, status=422)
    stranger.post("/login", {"login": "coordinator", "password": PASSWORD}, status=422)
    later = users.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(users, "now", lambda: later)
    stranger.post("/login", {"login": "coordinator", "password": PASSWORD})
    with club.session as session:
        user = session.scalars(select(User).where(User.login == "coordinator")).one()
        assert (user.failed_logins, user.locked_until) == (0, None)
        refused = session.scalars(select(AuditEvent).where(AuditEvent.action == "session.refuse")).all()
        assert len(refused) == users.FREE_TRIES + 1


def test_a_closed_account_ends_at_the_next_request(pages: Pages, club: Club) -> None:
    with club.session as session:
        session.scalars(select(User).where(User.login == "coordinator")).one().active = False
        session.commit()
    pages.get("/participants", status=303)


def test_logout_ends_the_session_for_a_copied_cookie_too(pages: Pages, app: Flask) -> None:
    stolen = pages.client.get_cookie("roster-user")
    pages.get("/")
    pages.post("/logout")
    pages.get("/", status=303)
    thief = app.test_client()
    thief.set_cookie("roster-user", stolen.value)
    assert thief.get("/").status_code == 303


def test_sessions_end_after_half_an_hour_of_rest_and_after_twelve_hours(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = sessions.now()
    for minutes, status in ((29, 200), (58, 200), (89, 303)):  # 29 after use, 29 after use, 31 after use
        monkeypatch.setattr(sessions, "now", lambda after=minutes: begun + timedelta(minutes=after))
        pages.get("/club", status=status)


@pytest.mark.one_database("it is about the clock")
def test_twelve_hours_are_the_end_even_in_use(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = sessions.now()
    for quarter in range(1, 48):  # every quarter of an hour up to 11:45
        monkeypatch.setattr(sessions, "now", lambda at=quarter: begun + timedelta(minutes=15 * at))
        pages.get("/months", status=302)
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(hours=12, seconds=1))
    pages.get("/club", status=303)


def test_polling_in_the_background_keeps_nobody_logged_in(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = sessions.now()
    for minutes in (10, 20, 29):
        monkeypatch.setattr(sessions, "now", lambda after=minutes: begun + timedelta(minutes=after))
        pages.client.get("/months/2027-05/jobs/1/progress", headers={"HX-Request": "true"})
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(minutes=31))
    live = {"HX-Request": "true", "HX-Current-URL": "http://localhost/months/2027-05/jobs/1"}
    answer = pages.client.get("/months/2027-05/jobs/1/progress", headers=live)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/months/2027-05/jobs/1")
    pages.get("/club", status=303)


def test_the_database_holds_no_token(pages: Pages, club: Club) -> None:
    token = pages.client.get_cookie("roster-user").value
    assert len(token) >= 43  # 256 bits in base64
    with club.session as session:
        row = session.scalars(select(WebSession)).one()
        assert row.token_hash == sessions.hash_of(token) != token


def test_one_address_may_not_try_forever(app: Flask, stranger: Pages) -> None:
    limiter.enabled = True
    stranger.get("/login")
    answers = [
        stranger.client.post("/login", data={"csrf_token": stranger.token(), "login": f"u{n}", "password": ""})
        for n in range(21)
    ]
    assert [one.status_code for one in answers[:20]] == [422] * 20
    assert answers[20].status_code == 429
    assert "시도 횟수가 너무 많습니다" in answers[20].text


def test_staying_longer_is_one_button(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = sessions.now()
    pages.get("/participants")
    # 29 minutes later by the button, and 29 minutes after that the desk is still open
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(minutes=29))
    pages.post("/session/extend", {"back": "/participants"})
    assert pages.location == "/participants"
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(minutes=58))
    pages.get("/participants")


def test_the_language_is_kept(stranger: Pages) -> None:
    assert "로그인" in stranger.get("/login").h1
    assert stranger.get("/login?lang=en").h1.get_text() == "Log in"
    assert stranger.get("/login").h1.get_text() == "Log in"

"""Personal links and the participant's page through the application and a real database."""

from __future__ import annotations

import logging
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select, update

from models import Assignment, AuditEvent, Contract, Organization, Participant, Roster, WebSession
from models.enums import EmploymentKind, RosterStatus
from tests import months
from tests.filled import MAY, MORNING, Club, filled_club
from web import create_app
from web.limits import limiter
from web.services import links, mine
from web.services.audit import Actor
from web.services.errors import NotFound
from web.views import me

TODAY = MORNING.date()
ACTOR = Actor("coordinator", None, "127.0.0.1")


@pytest.fixture
def club(tmp_path: Path) -> Club:
    return filled_club(tmp_path)


@pytest.fixture
def app(club: Club, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(me, "now", lambda: MORNING)
    monkeypatch.setattr(me, "today", lambda: TODAY)
    monkeypatch.setattr(limiter, "enabled", False)
    made = create_app(club.settings)
    months.teach(made, club)
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _path(club: Club, number: int = 1) -> str:
    with club.session as session:
        link = links.link_for(session.get_one(Participant, number), "", club.settings.link_key())
        session.commit()
        return link


def _token(html: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def _open(client: FlaskClient, path: str, **more: str) -> int:
    page = client.get(path, **more)  # type: ignore[arg-type] # base_url is text
    return client.post(path, data={"csrf_token": _token(page.text)}, **more).status_code  # type: ignore[arg-type] # as above


def _sessions(club: Club) -> int:
    with club.session as session:
        return len(session.scalars(select(WebSession)).all())


def test_the_same_card_can_be_printed_again_and_the_row_keeps_only_the_hash(club: Club) -> None:
    path = _path(club)
    assert re.fullmatch(r"/m/[a-z2-7]{26}", path), "26 letters of 5 bits hold 128 bits"
    assert _path(club) == path
    with club.session as session:
        row = session.get_one(Participant, 1)
        assert row.link_hash == links.hash_of(path.removeprefix("/m/"))
        assert links.link_for(row, "https://club.example.kr/", b"another key") != f"https://club.example.kr{path}"
        everyone = links.links_for(session, club.organization_id, "", club.settings.link_key())
    assert len(everyone) == 120
    assert len(set(everyone.values())) == 120
    assert everyone[1] == path


def test_looking_changes_nothing_and_pressing_opens_the_page(client: FlaskClient, club: Club) -> None:
    path, before = _path(club), _sessions(club)
    for _ in range(3):  # what a messenger's preview does
        page = client.get(path)
    assert page.status_code == 200
    assert "님이 맞습니까?" in page.text
    assert "네, 제 근무표 보기" in page.text
    assert _sessions(club) == before
    assert client.get("/me").status_code == 401
    answer = client.post(path, data={"csrf_token": _token(page.text)})
    assert (answer.status_code, answer.location) == (303, "/me")
    assert client.get("/me").status_code == 200
    with club.session as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.action == "link.open")).one()
    assert event.actor == "participant 1"


def test_the_press_needs_the_form_it_came_from(client: FlaskClient, club: Club) -> None:
    answer = client.post(_path(club), data={})
    assert answer.status_code == 400
    assert "한 번만 더 눌러 주십시오" in answer.text
    assert client.get("/me").status_code == 401


def test_the_press_works_on_https_without_a_referrer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    club = filled_club(tmp_path)
    monkeypatch.setattr(me, "today", lambda: TODAY)
    monkeypatch.setattr(me, "now", lambda: MORNING)
    secure = club.settings.model_copy(update={"public": "https://club.example.kr"})
    client = create_app(secure).test_client()
    assert _open(client, _path(club), base_url="https://club.example.kr") == 303


def test_wrong_old_and_revoked_links_look_the_same_and_name_nobody(client: FlaskClient, club: Club) -> None:
    old = _path(club, 1)
    with club.session as session:
        links.revoke(session, club.organization_id, 1, ACTOR)
        session.execute(update(Contract).where(Contract.participant_id == 2).values(last=TODAY - timedelta(days=1)))
        session.commit()
        names = [session.get_one(Participant, number).name for number in (1, 2)]
    answers = [client.get(path) for path in ("/m/" + "a" * 26, "/m/x", old, _path(club, 2))]
    assert [one.status_code for one in answers] == [404] * 4
    assert len({one.text for one in answers}) == 1
    assert "031-000-0000" in answers[0].text
    assert 'href="tel:0310000000"' in answers[0].text
    assert not [name for name in names if name in answers[0].text]
    assert client.post(old, data={"csrf_token": _token(client.get(_path(club, 3)).text)}).status_code == 404


def test_with_several_organisations_a_wrong_link_names_none(client: FlaskClient, club: Club) -> None:
    with club.session as session:
        session.add(Organization(name="다른 클럽", phone="02-000-0000", coordinator="김담당"))
        session.commit()
    text = client.get("/m/" + "a" * 26).text
    assert "tel:" not in text
    assert "담당자에게 전화해 주십시오." in text


def test_a_link_ends_with_the_last_contract(club: Club) -> None:
    token = _path(club).removeprefix("/m/")
    with club.session as session:
        last = max(session.scalars(select(Contract.last).where(Contract.participant_id == 1)))
        assert links.find(session, token, last) is not None
        assert links.find(session, token, last + timedelta(days=1)) is None
        assert links.find(session, token.upper(), last) is not None, "typed by hand in capitals"
        session.execute(update(Contract).where(Contract.participant_id == 1).values(participant_id=2))
        assert links.find(session, token, last) is None, "without a contract there is nothing to see"


def test_a_device_is_a_stranger_after_the_last_contract(client: FlaskClient, club: Club) -> None:
    _open(client, _path(club))
    with club.session as session:
        session.execute(update(Contract).where(Contract.participant_id == 1).values(last=TODAY - timedelta(days=1)))
        session.commit()
    for address in ("/me", "/me/2027-05.pdf"):
        answer = client.get(address)
        assert answer.status_code == 401
        assert "내 근무표를 다시 열어 주십시오" in answer.text


def test_when_something_breaks_the_page_is_kind_and_tells_nothing(
    client: FlaskClient, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(client, _path(club))

    def break_down(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(mine, "my_page", break_down)
    answer = client.get("/me")
    assert answer.status_code == 500
    assert "지금은 화면을 볼 수 없습니다" in answer.text
    assert "담당자에게 전화해 주십시오." in answer.text
    assert "secret" not in answer.text


def test_the_pages_are_valid_html_with_one_heading(client: FlaskClient, club: Club) -> None:
    path = _path(club)
    _open(client, path)
    for address in (path, "/me", "/me?lang=en", "/m", "/m/wrong"):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(client.get(address).data)
        assert len(tree.findall(".//h1")) == 1
        assert not tree.findall(".//script")
        assert not tree.findall(".//*[@style]")
        ids = [one.get("id") for one in tree.iter() if one.get("id")]
        assert len(ids) == len(set(ids))


def test_revoking_ends_devices_that_are_in_and_the_next_card_opens(client: FlaskClient, club: Club) -> None:
    old = _path(club)
    assert _open(client, old) == 303
    with club.session as session:
        row = links.revoke(session, club.organization_id, 1, ACTOR)
        assert row.link_generation == 2
    assert client.get("/me").status_code == 401
    new = _path(club)
    assert new != old
    assert _open(client, new) == 303
    with club.session as session, pytest.raises(NotFound):
        links.revoke(session, club.organization_id + 1, 1, ACTOR)


@pytest.mark.one_database("ten thousand times the same question")
def test_ten_thousand_forged_links_open_nothing(club: Club) -> None:
    token = _path(club).removeprefix("/m/")
    rng, letters = Random(1), "abcdefghijklmnopqrstuvwxyz234567"
    forged = {"".join(rng.choices(letters, k=26)) for _ in range(9000)}
    for place in range(26):
        forged |= {token[:place] + other + token[place + 1 :] for other in letters}
    forged |= {token[:place] for place in range(26)} | {token + "a", token + "=", " ", "", "%", "'; --"}
    forged |= {"".join(rng.sample(token, 26)) for _ in range(400)}
    forged.discard(token)
    assert len(forged) >= 10_000
    with club.session as session:
        assert not [one for one in forged if links.find(session, one, TODAY)]
        assert links.find(session, token, TODAY) is not None


def test_wrong_links_are_limited_and_right_ones_are_not(
    club: Club, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    client = create_app(club.settings).test_client()
    limiter.reset()
    right = _path(club)
    assert {client.get(right).status_code for _ in range(30)} == {200}
    codes = [client.get("/m/" + "b" * 26).status_code for _ in range(21)]
    assert codes == [404] * 20 + [429]
    assert "잠시 기다려 주십시오" in client.get("/m/" + "b" * 26).text
    limiter.reset()


def test_headers_keep_the_key_on_the_device(client: FlaskClient, club: Club) -> None:
    path = _path(club)
    _open(client, path)
    for address in (path, "/me", "/m", "/m/wrong"):
        headers = client.get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert "script-src 'self'" in headers["Content-Security-Policy"]


def test_no_log_line_holds_a_token(app: Flask, club: Club, caplog: pytest.LogCaptureFixture) -> None:
    path = _path(club)
    with caplog.at_level(logging.INFO):
        for name in ("werkzeug", "waitress", "gunicorn.access", app.logger.name):
            logging.getLogger(name).warning('127.0.0.1 "GET %s HTTP/1.1" 200', path)
    assert len(caplog.messages) == 4
    assert not [line for line in caplog.messages if path in line]
    assert all("/m/…" in line for line in caplog.messages)


def test_only_own_shifts_of_published_rosters_are_seen(client: FlaskClient, club: Club) -> None:
    _open(client, _path(club))
    text = client.get("/me").text
    with club.session as session:
        others = session.scalars(select(Participant.phone).where(Participant.phone != "")).all()
        own = session.scalars(
            select(Assignment.day)
            .join(Roster, Roster.id == Assignment.roster_id)
            .where(Assignment.participant_id == 1, Roster.month == str(MAY))
        ).all()
    assert own
    for day in own:
        assert f"5월 {day.day}일" in text
    assert not [phone for phone in others if phone in text]
    assert "6월 1일" not in text, "June is a draft"
    assert "다음 달은 아직 정해지지 않았습니다." in text


def test_a_draft_on_top_of_a_published_version_changes_nothing(club: Club) -> None:
    with club.session as session:
        person = session.get_one(Participant, 1)
        before = mine.my_page(session, person, MORNING)
        program = session.scalars(select(Contract.program_id).where(Contract.participant_id == 1)).first()
        session.add(Roster(organization_id=club.organization_id, program_id=program, month=str(MAY), version=2))
        session.flush()
        assert mine.my_page(session, person, MORNING) == before
        session.execute(update(Roster).where(Roster.month == str(MAY)).values(status=RosterStatus.DRAFT))
        page = mine.my_page(session, person, MORNING)
    assert page is not None
    assert page.upcoming is None
    assert not page.this_month.published


def test_hours_are_the_sum_of_the_month_against_its_cap(club: Club) -> None:
    with club.session as session:
        page = mine.my_page(session, session.get_one(Participant, 1), MORNING)
    assert page is not None
    month = page.this_month
    assert month.minutes == sum(shift.minutes for shift in month.shifts)
    assert month.cap == 3540, "59 hours for a short-time employee"
    assert month.left == 3540 - month.minutes
    assert [shift.passed for shift in month.shifts] == [shift.day < TODAY for shift in month.shifts]


def test_volunteers_read_of_activities(client: FlaskClient, club: Club) -> None:
    with club.session as session:
        number = session.scalars(
            select(Contract.participant_id).where(Contract.kind == EmploymentKind.ACTIVITY)
        ).first()
    assert number is not None
    path = _path(club, number)
    assert "네, 제 활동표 보기" in client.get(path).text
    _open(client, path)
    text = client.get("/me").text
    assert "다음 활동" in text
    assert "근무" not in re.sub(r"근무 조끼", "", text.replace("급식실", ""))


def test_a_shift_over_midnight_is_the_next_one_until_it_ends(club: Club) -> None:
    with club.session as session:
        row = session.scalars(select(Assignment).where(Assignment.participant_id == 1)).first()
        assert row is not None
        session.execute(
            update(Assignment)
            .where(Assignment.id == row.id)
            .values(day=TODAY - timedelta(days=1), start=1320, end=1830)
        )
        person = session.get_one(Participant, 1)
        at_six = MORNING.replace(hour=6, minute=29)
        running = mine.my_page(session, person, at_six)
        over = mine.my_page(session, person, at_six + timedelta(minutes=1))
    assert running is not None
    assert running.upcoming is not None
    assert (running.upcoming.day, running.upcoming.end) == (date(2027, 5, 6), 1830)  # 06:30 the next day
    assert over is not None
    assert over.upcoming is None or over.upcoming.day >= TODAY


def test_the_own_slip_is_printed_without_the_key(client: FlaskClient, club: Club) -> None:
    path = _path(club)
    _open(client, path)
    answer = client.get("/me/2027-05.pdf")
    assert answer.mimetype == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    with club.session as session:
        name = session.get_one(Participant, 1).name
        assert session.scalar(
            select(AuditEvent.action).where(AuditEvent.actor == "participant 1", AuditEvent.action == "roster.print")
        )
    assert f"{name} 님" in text
    assert "2027년 5월 근무표" in text
    assert "네모 그림" not in text
    assert client.get("/me/2027-06.pdf").status_code == 404


def test_size_and_language_are_remembered(client: FlaskClient, club: Club) -> None:
    _open(client, _path(club))
    assert 'class="size-1"' in client.get("/me?size=9").text
    client.get("/me?size=3")
    assert 'class="size-3"' in client.get("/me").text
    client.get("/me?lang=en")
    text = client.get("/me").text
    assert "your next shift" in text
    assert "Hours this month" in text
    assert "Saturday 8 May" in text

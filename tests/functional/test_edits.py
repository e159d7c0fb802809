"""Cells are changed by script and by plain form: checked, stored, taken back, overtaken, refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.enums import Decision, JobStatus, Role
from models.people import Participant
from models.rosters import Assignment, RosterCell, RosterEdit, SolveJob
from scheduler.files.result_json import plain_result
from scheduler.result import LevelOutcome, Result, Status
from tests.filled import JUNE, PASSWORD, Club
from tests.functional.pages import Pages
from tests.rows import ACTOR, tiny_book
from web.forms.edits import MOST_CHANGES, MalformedError, changes_of
from web.services import convert
from web.services.importer import import_book
from web.services.users import add_user

EDITS = "/months/2027-06/edits"
FRIDAY = "2027-06-04"
CELL = f"/months/2027-06/cells/P0001/{FRIDAY}"
GRID = "/months/2027-06/grid?site=store24"
"""Of one site: a whole grid takes long to parse and shows nothing more."""
MORNING, NIGHT = "store24:오", "store24:밤"
"""On Friday 4 June P0001 works 낮 at store24; all four shifts there have their one person."""


def change(**more: Any) -> dict[str, Any]:
    return {"number": "P0001", "day": FRIDAY, "seen": 0, **more}


def send(pages: Pages, *changes: dict[str, Any], path: str = EDITS, body: Any = None) -> TestResponse:
    """What the grid's script sends."""
    if "password" in pages.html:
        pages.get("/participants")  # a login makes the form token of the login page worthless
    headers = {"Accept": "application/json", "X-CSRFToken": pages.token()}
    return pages.client.post(path, json=body if body is not None else {"changes": changes}, headers=headers)


def ask(pages: Pages, path: str, **query: str) -> TestResponse:
    """What the grid's script asks."""
    return pages.client.get(path, query_string=query, headers={"Accept": "application/json"})


def check(pages: Pages, *changes: dict[str, Any], month: str = "2027-06") -> TestResponse:
    return ask(pages, f"/months/{month}/edits/check", changes=json.dumps(changes))


def held(club: Club) -> list[str]:
    """What P0001 works on Friday 4 June."""
    with club.session as session:
        rows = session.scalars(select(Assignment).join(Participant).where(Participant.number == "P0001"))
        return [f"{row.template.site.code}:{row.template.code}" for row in rows if str(row.day) == FRIDAY]


def edits_of(club: Club) -> list[str]:
    """The kinds of the month's edits since the sample was made."""
    with club.session as session:
        rows = session.scalars(select(RosterEdit).where(RosterEdit.user_id.is_not(None)).order_by(RosterEdit.id))
        return [row.kind.value for row in rows]


def test_a_check_says_what_would_break_and_writes_nothing(pages: Pages, club: Club) -> None:
    said = check(pages, change(shifts=[MORNING]))
    assert said.status_code == 200 and said.json is not None
    # One person more where one is enough, and nobody where one is needed: 1269 of 1302 seats become 1268.
    assert "근무에 2명이 있습니다. 정원은 1명입니다." in said.json["said"]
    assert said.json["sums"] == {"filled": "1268/1302", "open": 34, "broken": 244}
    assert ["store24", FRIDAY, 3, 4] in said.json["coverage"]
    row = BeautifulSoup(said.json["rows"]["P0001"], "html.parser").find_all("td")
    assert row[3].get_text(strip=True).startswith("오")
    assert "seen" not in said.json
    assert held(club) == ["store24:낮"] and edits_of(club) == []
    assert check(pages).json == {"rows": {}, "coverage": [], "said": "", "sums": said.json["sums"] | {
        "filled": "1269/1302", "open": 33, "broken": 243,
    }}  # fmt: skip


def test_a_change_is_stored_taken_back_and_repeated(pages: Pages, club: Club) -> None:
    done = send(pages, change(seen=10**6, shifts=[MORNING]))
    assert done.status_code == 200 and done.json is not None
    assert held(club) == [MORNING]
    assert done.json["status"].startswith("저장됨 오") and done.json["undo"] == "노성호, 6월 4일 (금)"
    assert done.json["redo"] == "" and done.json["seen"] > 0
    grid = pages.get(GRID)
    undo = grid.select_one("#undo")
    assert undo is not None and undo["title"] == "노성호, 6월 4일 (금)" and not undo.has_attr("disabled")
    back = send(pages, path=f"{EDITS}/undo", body={})
    assert back.json is not None and back.json["sums"]["filled"] == "1269/1302"
    assert held(club) == ["store24:낮"] and back.json["redo"] == "노성호, 6월 4일 (금)"
    assert send(pages, path=f"{EDITS}/redo", body={}).status_code == 200
    assert held(club) == [MORNING] and edits_of(club) == ["cells", "undo", "redo"]
    nothing = send(pages, path=f"{EDITS}/redo", body={})
    assert nothing.status_code == 409 and "다시 할 것이 없습니다." in nothing.json["html"]  # type: ignore[index]


def test_of_two_who_change_one_cell_the_second_is_told_both_values(pages: Pages, club: Club, app: Flask) -> None:
    other = Pages(app).log_in("admin")
    first = send(other, change(seen=10**6, shifts=[MORNING])).json
    late = {**change(shifts=[NIGHT]), "seen": first["seen"] - 1}  # type: ignore[index]
    elsewhere = {**late, "day": "2027-06-10", "shifts": [], "note": "병원"}
    both = send(pages, late, elsewhere)
    assert both.status_code == 409 and both.json is not None and both.json["kind"] == "clash"
    (clash,) = both.json["clashes"]
    assert clash["number"] == "P0001" and clash["seen"] == first["seen"]  # type: ignore[index]
    assert "박은정 님이 오" in clash["html"] and "‘오’" in clash["html"] and "‘밤’" in clash["html"]
    assert held(club) == [MORNING] and edits_of(club) == ["cells"], "all or nothing"
    assert send(pages, elsewhere).status_code == 200
    assert send(pages, {**late, "seen": clash["seen"]}).status_code == 200
    assert held(club) == [NIGHT]


def test_what_others_changed_is_asked_for_by_the_newest_edit_seen(pages: Pages, club: Club, app: Flask) -> None:
    grid = pages.get(GRID).select_one("#grid")
    assert grid is not None
    seen = str(grid["data-seen"])
    assert ask(pages, f"{EDITS}/since", seen=seen).status_code == 204
    send(Pages(app).log_in("admin"), change(seen=10**6, locked=True, note="<b>무릎</b>"))
    news = ask(pages, f"{EDITS}/since", seen=seen).json
    assert news is not None and list(news["rows"]) == ["P0001"] and news["seen"] == int(seen) + 1
    assert "&lt;b&gt;무릎" in news["rows"]["P0001"] and "<b>무릎" not in news["rows"]["P0001"]
    assert ask(pages, f"{EDITS}/since", seen=str(news["seen"])).status_code == 204
    asked = ask(pages, f"{EDITS}/since", seen=str(news["seen"]), number="P0002").json
    assert asked is not None and list(asked["rows"]) == ["P0002"]


def test_the_editor_lists_what_could_stand_in_the_cell(pages: Pages) -> None:
    answer = ask(pages, CELL).json
    assert answer is not None
    editor = BeautifulSoup(answer["html"], "html.parser")
    picks = {str(one["data-shift"]): one for one in editor.select(".pick")}
    assert picks["store24:낮"]["aria-pressed"] == "true" and picks[MORNING]["aria-pressed"] == "false"
    assert "제약 위반" in picks[MORNING].get_text() and "정원은 1명" in picks[MORNING].get_text()
    others = [one for one in picks if not one.startswith("store24:")]
    assert others and all(picks[one].find_parent("details") for one in others), "other sites are folded"
    for path in (CELL[:-10] + "2027-07-01", CELL[:-10] + "yesterday", CELL.replace("P0001", "P9999")):
        assert ask(pages, path).status_code == 404


def test_a_cell_is_changed_without_scripts(pages: Pages, club: Club) -> None:
    person = pages.get("/months/2027-06/people/P0001")
    links = [str(one["href"]) for one in person.select("td a[href*='/cells/']")]
    assert len(links) == 30 and CELL in links
    assert not person.select("#undo, script")
    form = pages.get(CELL).select_one("form:has(input[name=choice])")
    assert form is not None
    sent = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[type=hidden]")}
    chosen = form.select("input[name=choice][checked]")
    assert [one["value"] for one in chosen] == ["store24:낮"]
    pages.post(EDITS, sent | {"choice": MORNING, "locked": "on", "note": " 자리  바꿈 "})
    assert pages.location == CELL
    page = pages.get(CELL)
    assert "저장됨 오" in pages.text and "✕ 6월 4일 (금)" in pages.text and "메모: 자리 바꿈" in pages.text
    assert held(club) == [MORNING]
    lock = page.select_one("input[name=locked]")
    assert lock is not None and lock.has_attr("checked")
    pages.post(f"{EDITS}/undo", {"number": "P0001", "day": FRIDAY})
    assert pages.location == CELL and held(club) == ["store24:낮"]
    assert page.select_one(f"form[action='{EDITS}/undo']") is not None


def test_a_clash_without_scripts_is_a_page_with_both_values(pages: Pages, club: Club, app: Flask) -> None:
    first = send(Pages(app).log_in("admin"), change(seen=10**6, shifts=[MORNING])).json
    plain = {"number": "P0001", "day": FRIDAY, "seen": str(first["seen"] - 1), "choice": NIGHT}  # type: ignore[index]
    pages.get(CELL)
    page = pages.post(EDITS, plain, status=409)
    assert page.title is not None and page.title.get_text().startswith("오류:")
    assert "‘오’" in pages.text and "내가 고른 것: ‘밤’" in pages.text
    keep = page.find("a", string="박은정 님 것으로 두기")
    assert keep is not None and keep["href"] == CELL  # type: ignore[index]
    mine = page.find("button", string="내 것으로 바꾸기").find_parent("form")  # type: ignore[union-attr]
    assert mine is not None
    pages.post(EDITS, {str(one["name"]): str(one["value"]) for one in mine.select("input")})
    assert held(club) == [NIGHT]


def test_a_published_roster_is_not_edited(pages: Pages, club: Club) -> None:
    cell = "/months/2027-05/cells/P0001/2027-05-04"
    page = pages.get(cell)
    assert "게시되었거나 확정된 근무표입니다" in pages.text
    assert page.select_one("a[href='/months/2027-05/publish/store']") is not None
    assert page.select_one("input[name=choice]") is None
    refused = send(pages, {**change(seen=10**6, shifts=[MORNING]), "day": "2027-05-04"}, path="/months/2027-05/edits")
    assert refused.status_code == 409 and refused.json is not None and refused.json["kind"] == "conflict"
    assert "다시 열어 주십시오" in refused.json["html"]
    told = pages.post(
        "/months/2027-05/edits",
        {"number": "P0001", "day": "2027-05-04", "seen": "999999", "choice": MORNING},
        status=409,
    )
    assert "다시 열어 주십시오" in told.get_text() and edits_of(club) == []


def test_a_whole_line_is_locked_and_a_locked_cell_refuses_other_shifts(pages: Pages, club: Club) -> None:
    assert send(pages, path=f"{EDITS}/lock", body={"line_day": FRIDAY, "locked": "1"}).status_code == 200
    with club.session as session:
        locked = session.scalars(select(RosterCell).where(RosterCell.locked)).all()
        assert len(locked) == 120 and {str(row.day) for row in locked} == {FRIDAY}
    refused = send(pages, change(seen=10**6, shifts=[MORNING]))
    assert refused.status_code == 409 and "노성호 님의 6월 4일 (금) 칸은 고정되어" in refused.json["html"]  # type: ignore[index]
    pages.get(CELL)
    pages.post(f"{EDITS}/lock", {"number": "P0001", "day": FRIDAY, "line_number": "P0001", "locked": "0"})
    assert pages.location == CELL
    assert send(pages, change(seen=10**6, shifts=[MORNING])).status_code == 200
    send(pages, path=f"{EDITS}/undo", body={})
    send(pages, path=f"{EDITS}/undo", body={})
    assert held(club) == ["store24:낮"] and edits_of(club) == ["cells", "cells", "cells", "undo", "undo"]


def test_readers_see_the_grid_and_change_nothing(stranger: Pages, club: Club) -> None:
    reader = stranger.log_in("viewer")
    grid = reader.get(GRID)
    assert not grid.select("script, #dock, #undo") and len(grid.select("tr[data-number]")) == 14
    assert not reader.get("/months/2027-06/people/P0001").select("a[href*='/cells/']")
    for path in (CELL, f"{EDITS}/check", f"{EDITS}/since"):
        reader.get(path, status=403)
    for path in (EDITS, f"{EDITS}/undo", f"{EDITS}/redo", f"{EDITS}/lock"):
        reader.get("/months/2027-06")
        reader.post(path, {"number": "P0001", "day": FRIDAY, "seen": "0", "choice": MORNING}, status=403)
    assert held(club) == ["store24:낮"]


def test_a_training_is_typed_into_a_cell_like_a_shift(pages: Pages, club: Club) -> None:
    before = check(pages).json
    done = send(pages, change(seen=10**6, shifts=["store2:교"]))
    assert done.status_code == 200 and done.json is not None and before is not None
    assert held(club) == ["store2:교"], "P0001 belongs to another site of the same programme"
    # The seat at store24 is open now: 1269 of 1302 become 1268; a training has no seat and sending breaks no rule.
    assert done.json["sums"]["filled"] == "1268/1302" and "교육·회의 대상" not in done.json["said"]
    assert done.json["sums"]["broken"] <= before["sums"]["broken"]
    row = BeautifulSoup(done.json["rows"]["P0001"], "html.parser").find_all("td")
    assert row[3].get_text(strip=True).startswith("교") and "교육·회의 14:00~16:00" in row[3]["title"]
    picks = BeautifulSoup(ask(pages, CELL).json["html"], "html.parser").select(".pick")  # type: ignore[index]
    (training,) = [one for one in picks if one["data-shift"] == "store2:교"]
    assert training["aria-pressed"] == "true" and "제약 위반" not in training.get_text()
    pages.get("/months/2027-06/people/P0001")
    assert "교육·회의" in pages.text
    with club.session as session:
        (lock,) = convert.problem_of(session, club.organization_id, JUNE).locks
        assert (lock.participant, lock.shift, lock.works) == ("P0001", f"store2:교:{FRIDAY}", True)


def test_numbers_of_another_club_are_unknown(app: Flask, club: Club) -> None:
    with club.session as session:
        owner = import_book(session, None, tiny_book("다른시니어클럽"), ACTOR).organization_id
        add_user(session, owner, login="other", name="다른이", password=PASSWORD, role=Role.COORDINATOR, actor=ACTOR)
        session.commit()
    other = Pages(app).log_in("other")
    other.get(CELL, status=404)
    assert check(other, change(shifts=[])).status_code == 404
    assert send(other, change(shifts=[])).status_code == 404
    assert send(other, path=f"{EDITS}/lock", body={"line_number": "P0001", "locked": "1"}).status_code == 404
    assert (
        "rows" not in (ask(other, f"{EDITS}/since", seen="0", number="P0001").json or {"rows": 1})
        or not ask(other, f"{EDITS}/since", seen="0", number="P0001").json["rows"]
    )  # type: ignore[index]
    assert held(club) == ["store24:낮"]


def test_a_proposal_is_looked_at_and_not_edited(pages: Pages, club: Club) -> None:
    with club.session as session:
        roster = convert.roster_of(session, club.organization_id, JUNE)
        result = Result(Status.FEASIBLE, roster, (LevelOutcome("open_seats", 1, 1),), 900, 1, 1, 9.0)
        job = SolveJob(organization_id=club.organization_id, month=str(JUNE), status=JobStatus.DONE)
        job.decision, job.result = Decision.OPEN, json.dumps(plain_result(result))
        session.add(job)
        session.commit()
        number = job.id
    assert not pages.get(f"{GRID}&job={number}").select("script, #dock, #undo")


@pytest.mark.parametrize(
    "changes",
    [
        None, "x", {}, [1], [{}], [{"number": "P0001"}], [change(shifts="store24:오")], [change(shifts=[""])],
        [change(shifts=[1])], [change(shifts=["a:b"] * 7)], [change(seen="0")], [change(seen=True)], [change(seen=-1)],
        [change(locked="yes")], [change(note=1)], [change(note="가" * 1001)], [change(day="2027-6-4")],
        [change(day="2027-02-30")], [change(extra=1)], [change(number="")], [change()] * (MOST_CHANGES + 1),
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused(changes: Any) -> None:
    with pytest.raises(MalformedError):
        changes_of(changes)


def test_malformed_requests_are_answered_as_such(pages: Pages, club: Club) -> None:
    for body in ([], {}, {"changes": 1}, {"changes": [{"number": "P0001"}]}):
        assert send(pages, body=body).status_code == 400
    for query in ("[", "[" * 5000, "1", '[{"number":1}]'):
        assert ask(pages, f"{EDITS}/check", changes=query).status_code == 400
    for body in (
        {},
        {"locked": "1"},
        {"line_day": FRIDAY, "line_number": "P0001", "locked": "1"},
        {"line_day": "x", "locked": "1"},
    ):
        assert send(pages, path=f"{EDITS}/lock", body=body).status_code == 400
    pages.get(CELL)
    for form in ({}, {"seen": "x"}, {"seen": "0", "number": "P0001", "day": "4.6."}):
        pages.post(EDITS, form, status=400)
    assert edits_of(club) == []

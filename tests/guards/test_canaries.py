"""Canaries where no door leads: error pages, job rows, log lines, faults inside a view, what the worker writes."""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from models.engine import make_engine, make_sessions
from tests import servers
from tests.actors import Actor, World
from tests.canaries import FIXED, NAMELESS, hidden_in_rows, listening, tables_without_rows, text_columns, unsettled
from tests.figures import note
from tests.guards.walk import leaks
from tests.twoclubs import second_person_works
from web.db import get_session
from web.limits import limiter
from web.worker import run_next

PROMISE = "No canary is where it must not be"


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Everything that is logged meanwhile."""
    with listening() as written:
        yield written


def test_every_text_column_of_both_clubs_has_a_canary_or_a_reason(world: World) -> None:
    assert unsettled(world.aviary) == []
    with world.session as session:
        assert tables_without_rows(session, [ids.organization for ids in world.clubs.values()]) == []
    columns = {f"{table.name}.{column.name}" for table, column in text_columns()}
    assert len(columns) >= 40 and len(world.aviary.kinds()) == 2 * len(columns - FIXED.keys())


def test_rows_that_work_with_numbers_hold_no_name_and_no_telephone_number(world: World) -> None:
    with world.session as session:
        assert (
            session.execute(text("SELECT count(*) FROM solve_job WHERE problem <> '' AND result <> ''")).scalar() == 2
        )
        found = list(hidden_in_rows(session, world.aviary))
        rows = sum(
            session.execute(text(f'SELECT count(*) FROM "{name.split(".")[0]}"')).scalar() or 0  # noqa: S608 - own names
            for name in NAMELESS
        )
    note(PROMISE, rows, len(found))
    assert found == []


def everybody(world: World, ask: Callable[[Actor], TestResponse], status: int | None) -> list[str]:
    """Ask as each actor; what was wrong: another status, or a canary that the actor may not see."""
    wrong = []
    for actor in world.actors.values():
        answer = ask(actor)
        if status is not None and answer.status_code != status:
            wrong.append(f"{actor.name}: {answer.status_code}, not {status}")
        wrong += leaks(world, actor, answer, f"{actor.name}: ")
    note(PROMISE, len(world.actors), len(wrong))
    return wrong


def test_error_pages_hold_nothing_foreign(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = world.clubs["B"].organization
    assert everybody(world, lambda one: world.ask(one, "POST", "/logout", {"csrf_token": "wrong"}), 400) == []
    assert everybody(world, lambda one: world.ask(one, "GET", f"/nowhere/{foreign}"), 404) == []
    assert everybody(world, lambda one: world.ask(one, "DELETE", "/login"), 405) == []
    monkeypatch.setitem(world.app.config, "MAX_CONTENT_LENGTH", 2048)

    def upload(one: Actor) -> TestResponse:
        file = (io.BytesIO(b"x" * 4096), "QZB0001.xlsx")
        return world.ask(one, "POST", "/club/check", {"kind": "workbook", "file": file})

    assert everybody(world, upload, 413) == []


def test_the_page_of_too_many_tries_holds_nothing_foreign(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", True)
    try:
        for _ in range(25):
            world.ask(world.actors["anonymous"], "POST", "/login", {"login": "", "password": ""})
        assert everybody(world, lambda one: world.ask(one, "POST", "/login", {"login": "", "password": ""}), 429) == []
    finally:
        limiter.reset()


def test_contradicting_data_are_told_to_the_club_only(world: World) -> None:
    """A contract with a site that is no more: the club's pages name the fault, the officer's page does not."""
    with world.session as session:
        session.execute(text("UPDATE contract SET site_codes = '[\"gone\"]' WHERE id = 1"))
        session.execute(text("UPDATE roster SET row_version = row_version + 1"))
        session.commit()
    try:
        assert everybody(world, lambda one: world.ask(one, "GET", "/months/2027-05/counts"), None) == []
        assert world.ask(world.actors["city officer"], "GET", "/months/2027-05/counts").status_code == 409
        assert everybody(world, lambda one: world.ask(one, "GET", "/months/2027-05/grid"), None) == []
        assert world.ask(world.actors["coordinator"], "GET", "/months/2027-05/grid").status_code == 409
    finally:
        world.restore()


FAULTY = {"/": "desk.start", "/months/2027-05/counts": "counts.show", "/system": "system.show", "/login": "auth.login",
          "/me": "me.show", "/m": "me.how"}  # fmt: skip


def test_a_fault_inside_a_view_tells_nobody_anything(
    world: World, monkeypatch: pytest.MonkeyPatch, lines: list[str]
) -> None:
    """The database refuses a row full of personal data: neither page nor log may repeat it."""
    name = next(canary for canary, home in world.aviary.homes.items() if home.column == "participant.name")
    number = world.clubs["A"].numbers[0]

    def fault(**address: object) -> str:
        row = {"number": number, "name": name, "phone": name, "organization": world.clubs["A"].organization}
        get_session().execute(
            text(
                "INSERT INTO participant (organization_id, number, name, phone, night_opt_in, link_generation)"
                " VALUES (:organization, :number, :name, :phone, false, 1)"
            ),
            row,
        )
        return ""

    tried, wrong = 0, []
    for path, endpoint in FAULTY.items():
        view = world.app.view_functions[endpoint]
        fault.access = view.access  # type: ignore[attr-defined] # as the decorators do
        monkeypatch.setitem(world.app.view_functions, endpoint, fault)
        for actor in world.actors.values():
            answer = world.ask(actor, "GET", path)
            tried += answer.status_code == 500
            wrong += leaks(world, actor, answer, f"{actor.name} {path}: ")
    written = [home.column for line in lines for home in world.aviary.found(line).values()]
    note(PROMISE, tried + len(lines), len(wrong) + len(written))
    assert wrong == []
    assert tried > 30 and len(lines) >= tried
    assert written == [], "the log repeats what the database refused"


def test_a_search_and_its_worker_log_no_name(world: World, lines: list[str]) -> None:
    def fails(*asked: object) -> None:
        raise RuntimeError("the solver is broken")

    sessions = make_sessions(make_engine(world.settings.database_url))
    try:
        assert run_next(sessions, world.settings, fails)
        assert run_next(sessions, world.settings, second_person_works)
        with sessions() as session:
            hidden = list(hidden_in_rows(session, world.aviary))
    finally:
        world.restore()
    found = [home.column for line in lines for home in world.aviary.found(line).values()]
    note(PROMISE, len(lines), len(found) + len(hidden))
    assert len(lines) >= 4 and found == [] and hidden == []


def test_postgresql_does_not_repeat_the_row_it_refuses() -> None:
    """A name on two rows that may be there once only: the error names the rule, not the person."""
    with servers.tidy():
        engine = make_engine(servers.postgresql())
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE guest (name varchar(40) UNIQUE CHECK (name <> 'QZA9998'))"))
            connection.execute(text("INSERT INTO guest VALUES ('QZA9999')"))
        for name in ("QZA9999", "QZA9998"):
            with pytest.raises(IntegrityError) as refused, engine.begin() as connection:
                connection.execute(text("INSERT INTO guest VALUES (:name)"), {"name": name})
            said = "".join(traceback.format_exception(refused.value))
            assert "violates" in said and "guest_name_" in said and name not in said
            note(PROMISE, 1, 0)
        engine.dispose()

"""Every actor, every door, every method: the table says the answer, no foreign string is seen, nothing changes."""

from __future__ import annotations

import json

import pytest

from models.enums import Role
from tests.actors import BROWSERS, World
from tests.figures import note
from tests.guards.doors import DOORS, METHODS, ROLES, START
from tests.guards.walk import Walk, may_see, walk
from web.access import GRANTS, declared


@pytest.fixture(scope="module")
def done(world: World) -> Walk:
    return walk(world)


def test_the_table_declares_what_the_views_declare(world: World) -> None:
    declarations = {
        rule.endpoint: declared(world.app.view_functions[rule.endpoint]) for rule in world.app.url_map.iter_rules()
    }
    found = {name: one.permission or one.kind for name, one in declarations.items() if one is not None}
    assert {name: door.access for name, door in DOORS.items() if "?" not in name} == found


def test_the_roles_of_the_table_are_those_of_the_program() -> None:
    assert {role: set(granted) for role, granted in GRANTS.items()} == ROLES
    assert set(ROLES) == set(Role)


@pytest.mark.slow
def test_each_request_is_answered_as_the_table_says(done: Walk) -> None:
    ground = f"{done.routes} routes at {done.addresses} addresses × {len(METHODS)} methods × {len(BROWSERS)} actors"
    note("Every request is answered as the table of doors says", done.requests, len(done.wrong), ground)
    assert done.wrong == []
    assert done.requests >= 5000


def test_everybody_was_let_in_somewhere_and_refused_elsewhere(done: Walk) -> None:
    """The walk would prove nothing if all were refused, or nobody."""
    statuses = {actor: {status for who, status in done.answers if who == actor} for actor in BROWSERS}
    for actor, seen in statuses.items():
        assert {200, 405, 422} <= seen, f"{actor}: {seen}"
        assert {303, 401, 403, 404} & seen, f"{actor}: {seen}"


def test_nobody_sees_a_string_of_another_club_or_person(world: World, done: Walk) -> None:
    kinds = len(world.aviary.kinds())
    note("No canary is where it must not be", done.bodies, len(done.leaks), f"{kinds} kinds of canaries")
    assert done.leaks == []


def test_whoever_is_refused_or_only_looks_changes_nothing(done: Walk) -> None:
    note("Looking changes nothing but the access record", done.looks, len(done.changes))
    assert done.changes == []
    assert done.restored > 50, "the walk would prove nothing if nobody could change anything"


def test_the_search_finds_what_is_there(world: World) -> None:
    """The coordinator sees names; the same page would be a leak for everybody else."""
    answer = world.ask(world.actors["coordinator"], "GET", "/participants")
    found = world.aviary.found(answer.get_data(as_text=True))
    names = [home for home in found.values() if home.column == "participant.name"]
    assert len(names) == 3 and {home.owner for home in names} == {"A"}
    for actor in world.actors.values():
        sees = {may_see(world, actor, home) for home in names}
        assert sees == {actor.role in ("admin", "coordinator", "approver", "viewer") and actor.club == "A"} or (
            actor.person is not None and actor.club == "A" and sees == {True, False}
        ), actor.name


def test_the_grids_script_is_refused_the_same_way(world: World) -> None:
    """Cells are read and changed as JSON too; a cell of another club is no cell."""
    wrong, tried = [], 0
    for actor in world.actors.values():
        for letter in "AB":
            number = world.clubs[letter].numbers[2]
            change = {"number": number, "day": "2027-05-12", "seen": 99, "note": "x"}
            own = letter == actor.club
            granted = actor.role is not None and "roster.edit" in ROLES[actor.role]
            expected = (200 if own else 404) if granted else (303 if actor.role is None else 403)
            before = world.changes()
            headers = {"Cookie": actor.cookie, "Accept": "application/json", "X-CSRFToken": actor.token}
            client = world.app.test_client(use_cookies=False)
            got = client.post("/months/2027-05/edits", data=json.dumps({"changes": [change]}),
                              content_type="application/json", headers=headers)  # fmt: skip
            tried += 1
            if got.status_code != expected or (world.changes() != before) != (expected == 200):
                wrong.append(f"{actor.name} {letter}: {got.status_code}, not {expected}")
            world.restore()
    note("Every request is answered as the table of doors says", tried, len(wrong))
    assert wrong == []


def test_officers_and_operators_begin_at_their_own_page(world: World) -> None:
    for name, page in (("city officer", "/counts"), ("operator", "/system")):
        actor = world.actors[name]
        assert actor.role in START
        assert world.ask(actor, "GET", "/").headers["Location"] == page
        assert world.ask(actor, "GET", "/login").headers["Location"] == page
        menu = world.ask(actor, "GET", page, follow_redirects=True).get_data(as_text=True)
        assert ("/participants" in menu, "/club" in menu, "/counts" in menu, "/system" in menu) == (
            False,
            False,
            page == "/counts",
            page == "/system",
        )

"""No request forged on another site is carried out: every unsafe route wants the token of this browser."""

from __future__ import annotations

import json

import pytest

from tests.actors import World
from tests.figures import note
from tests.guards.doors import DOORS, UNSAFE, addresses, door_behind, filled, path_of, values


@pytest.mark.slow
def test_unsafe_requests_without_the_right_token_change_nothing(world: World) -> None:
    others = world.actors["coordinator of another club"].token
    wrong, tried, unsafe = [], 0, set()
    for pattern, name in addresses(world.app):
        if "?" in name:
            continue
        for actor in world.actors.values():
            ids = world.clubs[actor.club]
            path = path_of(world.app, name, ids, actor.link)
            for method in UNSAFE:
                door = door_behind(world.app, name, path, method)
                if door is None:
                    continue
                unsafe.add((pattern, method))
                body = filled(DOORS[door].body, values(ids, door, actor.link))
                stranger = others if actor.token != others else world.actors["coordinator"].token
                for token in ("", "wrong", stranger):
                    before = world.changes()
                    answer = world.ask(actor, method, path, {**body, "csrf_token": token})
                    tried += 1
                    if answer.status_code != 400 or world.changes() != before:
                        wrong.append(f"{actor.name} {method} {path} {token[:8]!r}: {answer.status_code}")
                        world.restore()
    note("No forged request is carried out", tried, len(wrong), f"{len(unsafe)} unsafe routes × 3 tokens × 13 actors")
    assert wrong == []
    assert tried == len(unsafe) * 3 * 13 and len(unsafe) >= 20


def test_a_token_in_the_header_is_held_to_the_same(world: World) -> None:
    """The grid's script sends JSON, and the token beside it."""
    actor = world.actors["coordinator"]
    change = {"number": world.clubs["A"].numbers[2], "day": "2027-05-12", "seen": 99, "note": "x"}
    for token, status in (("", 400), ("wrong", 400), (world.actors["admin"].token, 400), (actor.token, 200)):
        before = world.changes()
        answer = world.app.test_client(use_cookies=False).post(
            "/months/2027-05/edits", data=json.dumps({"changes": [change]}), content_type="application/json",
            headers={"Cookie": actor.cookie, "Accept": "application/json", "X-CSRFToken": token},
        )  # fmt: skip
        assert (answer.status_code, world.changes() == before) == (status, status == 400), token
    world.restore()


def test_a_token_from_before_the_login_is_worth_nothing_after_it(world: World) -> None:
    stranger = world.actors["anonymous"]
    coordinator = world.actors["coordinator"]
    answer = world.ask(coordinator, "POST", "/session/extend", {"csrf_token": stranger.token})
    assert answer.status_code == 400
